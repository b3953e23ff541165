"""Serialises checkpoints: only types of the state come back, and no secrets of the environment go in."""

from enum import Enum
from typing import Any, get_args, get_type_hints

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from pydantic import BaseModel

from tilesmith.agent.redaction import secrets_of_environment
from tilesmith.agent.state import Request, State


class MaskingSerializer(JsonPlusSerializer):
    """Writes asterisks in the place of every secret; as many, since lengths are part of the format."""

    def __init__(self) -> None:
        super().__init__(allowed_msgpack_modules=[(kind.__module__, kind.__name__) for kind in state_types()])

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:  # noqa: ANN401 - whatever the state holds
        """The kind and the bytes of `obj`."""
        kind, data = super().dumps_typed(obj)
        for secret in secrets_of_environment():
            plain = secret.encode()
            data = data.replace(plain, b"*" * len(plain))
        return kind, data


def state_types() -> set[type]:
    """The models and enumerations that the graph's state is made of, and its input."""
    found: set[type] = set()
    for annotation in (Request, *get_type_hints(State).values()):
        _collect(annotation, found)
    return found


def _collect(annotation: Any, found: set[type]) -> None:  # noqa: ANN401 - any annotation
    """Add what `annotation` is made of to `found`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Enum) and annotation not in found:
        found.add(annotation)
        fields = annotation.model_fields if issubclass(annotation, BaseModel) else {}
        for field in fields.values():
            _collect(field.annotation, found)
    for inner in get_args(annotation):
        _collect(inner, found)
