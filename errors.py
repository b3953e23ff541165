"""The root of every error that Tilesmith raises for its user."""


class TilesmithError(Exception):
    """A failure with one sentence that says what is wrong and what to do next.

    The command line prints the sentence without a traceback and ends with exit code 1.
    """
