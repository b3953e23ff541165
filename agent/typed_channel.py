"""A channel of the graph's state that holds its type, also when a client writes plain JSON to it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from langgraph.channels import LastValue
from pydantic import TypeAdapter


class Typed(LastValue[Any]):
    """The last value written. What Studio or another client sends to edit a state becomes the type again."""

    def update(self, values: Sequence[Any]) -> bool:
        """Take the value of a step, if there is one.

        Raises:
            ValidationError: it is not of the channel's type.
        """
        return super().update([_adapter(self.typ).validate_python(value) for value in values])


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any annotation
    return TypeAdapter(kind)
