"""How much a run may spend on its model, and the typed ends of those that have spent it."""

import math
import time
from dataclasses import dataclass

from tilesmith.agent.drafter import Usage
from tilesmith.errors import TilesmithError


class BudgetSpentError(TilesmithError):
    """A model call that would go beyond what the run may spend: what was achieved so far is kept."""


class TokensSpentError(BudgetSpentError):
    """`--max-tokens` is reached."""


class CostSpentError(BudgetSpentError):
    """`--max-cost` is reached."""


class TimeSpentError(BudgetSpentError):
    """`--max-seconds` is reached."""


@dataclass(frozen=True)
class Budget:
    """The limits of a run; None: there is none."""

    max_tokens: int | None = None
    """In and out, of all calls."""
    max_cost: float | None = None
    """USD."""
    max_seconds: float | None = None
    started: float = 0.0
    """When the run began, in seconds since the epoch."""

    @property
    def counts(self) -> bool:
        """Whether what was spent has to be known."""
        return (self.max_tokens, self.max_cost, self.max_seconds) != (None, None, None)

    def seconds_left(self, waited: float = 0.0) -> float:
        """Until no model may be called any more; infinite without a limit of time.

        Args:
            waited: seconds that do not count, since nothing was done for the run.
        """
        if self.max_seconds is None:
            return math.inf
        return self.started + self.max_seconds + waited - time.time()

    def require_left(self, used: Usage, waited: float = 0.0) -> None:
        """Nothing happens while another call may be made.

        Args:
            waited: seconds that do not count, since nothing was done for the run.

        Raises:
            BudgetSpentError: which limit is reached, by class.
        """
        if self.max_tokens is not None and used.tokens >= self.max_tokens:
            raise TokensSpentError(
                f"the model has used {used.tokens:,} of {self.max_tokens:,} tokens: raise --max-tokens"
            )
        if self.max_cost is not None and used.cost >= self.max_cost:
            raise CostSpentError(
                f"the model has cost ${used.cost:.4f} of ${self.max_cost:.4f}: raise --max-cost"
            )
        if self.max_seconds is not None and self.seconds_left(waited) <= 0:
            passed = time.time() - self.started - waited
            raise TimeSpentError(
                f"the run has taken {passed:.0f} of {self.max_seconds:g} s: raise --max-seconds"
            )


UNLIMITED = Budget()
