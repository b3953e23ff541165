"""Why a run came to its end, as a closed set that scripts can test for."""

from enum import StrEnum

from tilesmith.agent.budget import CostSpentError, TimeSpentError, TokensSpentError
from tilesmith.agent.review import ReviewStoppedError


class Ending(StrEnum):
    """What ended a run."""

    VERIFIED = "verified"
    """The candidate is right."""
    UNCHECKED = "unchecked"
    """All that was to be checked is right, but the program was not to be run, or could not be."""
    NOT_TOLD = "not_told"
    """It ran wrong, and with `--no-execution-feedback` no repair is told so."""
    ITERATIONS = "max_iterations"
    TOKENS = "max_tokens"
    COST = "max_cost"
    SECONDS = "max_seconds"
    STOPPED = "stopped"
    """Its reviewer has ended it."""
    GAVE_UP = "gave_up"
    """The drafter has nothing more to offer."""
    FAILED = "failed"
    """An error of the request, the environment or the model's server."""

    @property
    def settled(self) -> bool:
        """Nothing can be gone on with: the run has reached what it was for."""
        return self in (Ending.VERIFIED, Ending.UNCHECKED, Ending.NOT_TOLD)


OF_KIND = {
    TokensSpentError.__name__: Ending.TOKENS,
    CostSpentError.__name__: Ending.COST,
    TimeSpentError.__name__: Ending.SECONDS,
    ReviewStoppedError.__name__: Ending.STOPPED,
}
"""By the name of the error that ended the run."""
