"""What retrieval offered to the prompts and what it took, in the order of the choice."""

from dataclasses import dataclass
from itertools import groupby

from tilesmith.agent.drafter import Selection
from tilesmith.agent.drafters import TEMPLATE
from tilesmith.agent.trace import RunRecord

_KINDS = {"api": "API", "pattern": "program", "source": "source"}


@dataclass(frozen=True)
class Group:
    """What was offered one after the other for the same reason, with the same outcome."""

    prompt: str
    """For which: `kernels` or `host`."""
    kind: str
    value: float
    reason: str
    taken: bool
    names: tuple[str, ...]
    tokens: int


def selection_of(run: RunRecord) -> tuple[Selection, ...]:
    """The offers of the run, the last word of a run that was resumed; empty for runs of older releases."""
    return next((step.selection for step in reversed(run.steps) if step.selection), ())


def groups(selection: tuple[Selection, ...]) -> list[Group]:
    """`selection` in few lines."""
    parts = [list(part) for _, part in groupby(selection, _alike)]
    return [
        Group(
            prompt=part[0].prompt,
            kind=_KINDS.get(part[0].kind, part[0].kind),
            value=part[0].value,
            reason=part[0].reason,
            taken=part[0].taken,
            names=tuple(dict.fromkeys(short_name(choice) for choice in part)),
            tokens=sum(choice.tokens for choice in part),
        )
        for part in parts
    ]


def _alike(choice: Selection) -> tuple[str, str, float, str, bool]:
    return choice.prompt, choice.kind, choice.value, choice.reason, choice.taken


def short_name(choice: Selection) -> str:
    """The function of an API entry; of others the whole name."""
    return choice.name.rsplit(" ", 1)[-1] if choice.kind == "api" else choice.name


def budget_line(run: RunRecord) -> str:
    """How much of each prompt's budget was used; its first choice had all of it. Empty without retrieval."""
    selection = selection_of(run)
    if not selection:
        return ""
    left_out = sum(not choice.taken for choice in selection)
    parts = [_used(prompt, list(choices)) for prompt, choices in groupby(selection, lambda c: c.prompt)]
    told = f"{'; '.join(parts)}; {left_out} of {len(selection)} left out"
    by_templates = run.started.settings.get("model") == TEMPLATE
    return f"{told}; for a model: the templates bring their own" if by_templates else told


def _used(prompt: str, choices: list[Selection]) -> str:
    used = sum(choice.tokens for choice in choices if choice.taken)
    return f"about {used:,} of {choices[0].left:,} tokens for the {prompt}"
