"""The root of every error that Tilesmith raises for its user."""


class TilesmithError(Exception):
    """A failure with one sentence that says what is wrong and what to do next.

    The command line prints the sentence without a traceback and ends with exit code 1.
    """


def reason_of(error: Exception) -> str:
    """What to say of `error` within a sentence: of the system's errors neither number nor path."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said.splitlines()[0] if said else type(error).__name__
