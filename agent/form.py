"""Input and settings as clients of a server send them: what is wrong with them becomes the run's failure.

LangGraph checks both before any node runs, and a server hides the errors of that, or gives their raw text.
"""

from typing import Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from tilesmith.agent.context import Context
from tilesmith.agent.state import Request
from tilesmith.errors import TilesmithError


class UnusableFormError(TilesmithError):
    """A field has a value that it cannot have, or does not exist."""


class Form(BaseModel):
    """Takes whatever is sent; unless it is right, every field has its default and `require_right` raises."""

    _problem = PrivateAttr(default="")  # without annotation, of which LangGraph would make a key of the state

    @model_validator(mode="wrap")
    @classmethod
    def _take(cls, sent: Any, check: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401 - anything
        try:
            return check(sent)
        except ValidationError as error:
            form = check({})
            form._problem = _sentence(error)
            return form

    def require_right(self) -> None:
        """Nothing happens when all that was sent is right.

        Raises:
            UnusableFormError: it is not.
        """
        if self._problem:
            raise UnusableFormError(self._problem)


class Input(Form, Request):
    __doc__ = Request.__doc__  # which schemas show

    model_config = ConfigDict(title="Request")


class Settings(Form, Context):
    __doc__ = Context.__doc__

    model_config = ConfigDict(title="Context")


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    place, said = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")
    if not place:
        return said
    if first["type"] == "extra_forbidden":
        return f"there is no field {place}: the schemas of the graph say which there are"
    given = f" {first['input']!r}" if isinstance(first["input"], str | int | float) else ""
    return f"{place}{given} cannot be used: {said[:1].lower()}{said[1:]}"
