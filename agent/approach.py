"""How the next attempt is gone about, and the ladder that a run climbs when attempts repeat each other."""

from collections.abc import Sequence
from enum import StrEnum

from tilesmith.agent.context import Context

_ASSUMED_TEMPERATURE = 0.7  # of a model whose default is not known, where another one is wanted
_HOTTER = 0.3
_SPREAD = 0.6
_HOTTEST = 2.0


class Approach(StrEnum):
    """What is done differently; the order is that of the ladder."""

    REPAIR = "repair"
    """Nothing: the best candidate is repaired from its diagnostics."""
    WIDEN = "widen"
    """Retrieval may give twice as much."""
    PATTERN = "pattern"
    """The prompt shows a verified program whole, to be followed."""
    REDRAFT = "redraft"
    """From scratch, at a higher temperature."""
    ESCALATE = "escalate"
    """`--escalate-model` takes over."""
    INDEPENDENT = "independent"
    """From scratch like the first draft: no step of the ladder, but all there is for independent drafts."""


def ladder(context: Context, taken: Sequence[Approach], *, drafted: bool) -> list[Approach]:
    """The steps still to be tried, in order; at its end drafts are made from scratch again and again.

    Args:
        taken: steps that were tried before.
        drafted: there is a candidate that can be repaired.
    """
    if context.independent_drafts:
        return [Approach.INDEPENDENT]
    steps = [Approach.REDRAFT]
    if drafted and context.retrieval:
        steps = [Approach.PATTERN, *steps]
        steps = [Approach.WIDEN, *steps] if context.retrieval_tokens else steps
    if context.escalate_model:
        steps.append(Approach.ESCALATE)
    return [step for step in steps if step not in taken] + [Approach.REDRAFT]


def temperature(base: float | None, approach: Approach, sample: int, samples: int) -> float | None:
    """Of a drafting call: a redraft is hotter, and samples spread from `base` upwards.

    Args:
        base: the user's; None: the model's own default.
        sample: from 1; 0 where there is but one candidate.

    Returns: None for the model's own default.
    """
    spread = _SPREAD * (sample - 1) / (samples - 1) if sample and samples > 1 else 0.0
    hotter = spread + (_HOTTER if approach is Approach.REDRAFT else 0.0)
    if not hotter:
        return base
    return round(min(_HOTTEST, (_ASSUMED_TEMPERATURE if base is None else base) + hotter), 2)
