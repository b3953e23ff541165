"""What a reviewer is asked and may answer: the payloads of the graph's interrupts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tilesmith.errors import TilesmithError
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import KERNEL_FOLDERS, UnsafePathError, safe_relative_path


class Reason(StrEnum):
    """Why the run waits."""

    BEFORE_RUN = "before_run"
    """A candidate is about to be built and run for the first time."""
    BUDGET_SPENT = "budget_spent"
    """No further attempt is allowed, and none was right."""


class Action(StrEnum):
    """What the reviewer decides."""

    APPROVE = "approve"
    """Build and run it."""
    EDIT = "edit"
    """Go on with the reviewer's own text of some files: it is built and run at once."""
    HINT = "hint"
    """Do not run it: the drafter writes it anew, with the reviewer's hint."""
    MORE = "more"
    """Allow further attempts, perhaps with a hint."""
    STOP = "stop"
    """End the run and keep the best candidate."""


ACTIONS = {
    Reason.BEFORE_RUN: (Action.APPROVE, Action.EDIT, Action.HINT, Action.STOP),
    Reason.BUDGET_SPENT: (Action.MORE, Action.EDIT, Action.HINT, Action.STOP),
}
_FIELDS = {Action.EDIT: {"files"}, Action.HINT: {"hint"}, Action.MORE: {"iterations", "hint"}}


class ReviewAnswerError(TilesmithError):
    """An answer that does not fit the question."""


class ReviewStoppedError(TilesmithError):
    """The reviewer has ended the run."""


class Answer(BaseModel):
    """A reviewer's decision: the value to resume an interrupt with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Action = Field(description="One of the request's `actions`.")
    files: dict[str, str] = Field(
        default={}, description="For 'edit': the whole new text of kernels or host sources, by path."
    )
    hint: str = Field(
        default="",
        max_length=4000,
        description="For 'hint', and if wanted for 'more': what all later prompts tell the drafter.",
    )
    iterations: int = Field(default=1, ge=1, le=50, description="For 'more': how many further attempts.")

    @model_validator(mode="after")
    def _fields_belong_to_the_action(self) -> Self:
        given = self.model_dump(exclude_defaults=True).keys() - {"action"}
        stray = sorted(given - _FIELDS.get(self.action, set()))
        if stray:
            raise ValueError(f"'{self.action}' takes no {' and no '.join(stray)}")
        if self.action is Action.EDIT and not self.files:
            raise ValueError("'edit' needs files: the whole new text of each, by its path")
        if self.action is Action.HINT and not self.hint.strip():
            raise ValueError("'hint' needs a hint")
        return self


class ReviewRequest(BaseModel):
    """What a run waits for: the value of an interrupt."""

    model_config = ConfigDict(frozen=True)

    reason: Reason
    question: str
    """In words."""
    actions: tuple[Action, ...]
    """What may be answered."""
    operation: str
    attempt: int
    """The one about to be run, or the last one."""
    sample: int = 0
    """From 1; 0: the run has but one candidate."""
    files: dict[str, str]
    """Kernels and host sources of the candidate, by path."""
    verdict: str = ""
    """Of the best attempt so far; empty: there was none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with it."""
    problem: str = ""
    """Why the last answer could not be used; empty: there was none."""


def read_answer(value: object, request: ReviewRequest) -> Answer:
    """The answer in `value`: an object, or the bare name of an action.

    Raises:
        ReviewAnswerError: it does not fit `request`, in one sentence.
    """
    fields: Any = {"action": value} if isinstance(value, str) else value
    try:
        answer = Answer.model_validate(fields)
    except ValidationError as error:
        raise ReviewAnswerError(_sentence(error, request)) from error
    if answer.action not in request.actions:
        raise ReviewAnswerError(f"'{answer.action}' is no answer here: {_choice(request)}")
    _require_code(answer.files, request.files)
    return answer


def _sentence(error: ValidationError, request: ReviewRequest) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    if place == "action" or (not place and first["type"] == "model_type"):
        return f"the answer has no action that is known: {_choice(request)}"
    said = first["msg"].removeprefix("Value error, ")
    return f"the answer's {place} cannot be used: {said}" if place else said


def _choice(request: ReviewRequest) -> str:
    return f"answer one of {', '.join(request.actions)}"


def _require_code(files: Mapping[str, str], known: Mapping[str, str]) -> None:
    """Kernels and host sources may be edited; what the verification relies on may not."""
    for name in files:
        try:
            path = safe_relative_path(name)
        except UnsafePathError as error:
            raise ReviewAnswerError(str(error)) from error
        if path not in known and not path.startswith(KERNEL_FOLDERS):
            raise ReviewAnswerError(
                f"{name} cannot be edited: of this project {', '.join(known)} can, and new kernels be added"
            )
