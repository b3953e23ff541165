"""Keeps keys out of everything that is written or shown."""

import os
import re
from urllib.parse import urlsplit, urlunsplit

_SECRET_VARIABLE = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)S?\Z", re.IGNORECASE)
_KEY_SHAPED = re.compile(r"\b(?:sk|gsk|key|lsv2)[-_][A-Za-z0-9_*-]{8,}")
_SHORTEST = 6
HIDDEN = "[hidden]"


def redact(text: str) -> str:
    """`text` without the values of secret environment variables and without anything shaped like a key."""
    secrets = (
        value
        for name, value in os.environ.items()
        if _SECRET_VARIABLE.search(name) and len(value) >= _SHORTEST
    )
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _KEY_SHAPED.sub(HIDDEN, text)


def without_credentials(url: str) -> str:
    """`url` without a user name, password or query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
