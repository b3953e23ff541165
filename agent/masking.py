"""Serialises checkpoints without the secrets of the environment."""

from typing import Any

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from tilesmith.agent.redaction import secrets_of_environment


class MaskingSerializer(JsonPlusSerializer):
    """Writes asterisks in the place of every secret; as many, since lengths are part of the format."""

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:  # noqa: ANN401 - whatever the state holds
        """The kind and the bytes of `obj`."""
        kind, data = super().dumps_typed(obj)
        for secret in secrets_of_environment():
            plain = secret.encode()
            data = data.replace(plain, b"*" * len(plain))
        return kind, data
