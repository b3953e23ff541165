"""Keeps keys out of everything that is written or shown."""

import os
import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

_SECRET_VARIABLE = re.compile(
    r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|AUTHORIZATION)S?\Z", re.IGNORECASE
)
# Providers' keys by their prefixes. A hyphen after `sk` or `key`: with an underscore it may be a name in
# a kernel; the others need digits and length to be told from names.
_KEY_SHAPED = re.compile(
    r"\b(?:sk|pk|rk|key|xai|tgp)-[A-Za-z0-9_*-]{8,}"
    r"|\b(?:gsk|lsv2|ghp|gho|ghs|glpat|hf|nvapi|pplx|r8|fw)[-_](?=\w*\d)[A-Za-z0-9_*-]{12,}"
    r"|\bAIza[A-Za-z0-9_-]{20,}|\bAKIA[A-Z0-9]{12,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]{8,}"
)
_HEADER = re.compile(
    r"((?:authorization|x-api-key|api[-_]?key|x-goog-api-key)[\"']?\s*[:=]\s*[\"']?(?:bearer |basic )?)"
    r"[A-Za-z0-9+/_.~=*-]{8,}|\b(bearer )[A-Za-z0-9+/_.~=*-]{8,}",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"\b([a-z][a-z0-9+.]{1,15}://)[^/\s:@]+:[^/\s@]+@", re.IGNORECASE)
_SHORTEST = 6
HIDDEN = "[hidden]"


def redact(text: str) -> str:
    """`text` without the values of secret environment variables and without anything shaped like a key."""
    return _hide(text, secrets_of_environment())


def redact_values(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A JSON value with every string in it redacted, names of fields included."""
    return _walk(value, secrets_of_environment())


def without_credentials(url: str) -> str:
    """`url` without a user name, password or query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def secrets_of_environment() -> list[str]:
    """Values of secret variables, the longest first: one may contain another."""
    values = {
        value
        for name, value in os.environ.items()
        if _SECRET_VARIABLE.search(name) and len(value.strip()) >= _SHORTEST
    }
    return sorted((value.strip() for value in values), key=len, reverse=True)


def _walk(value: Any, secrets: list[str]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return _hide(value, secrets)
    if isinstance(value, dict):
        return {_hide(name, secrets): _walk(item, secrets) for name, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, secrets) for item in value]
    return value


def _hide(text: str, secrets: list[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    text = _HEADER.sub(lambda match: f"{match[1] or match[2]}{HIDDEN}", text)
    text = _IN_ADDRESS.sub(rf"\1{HIDDEN}@", text)
    return _KEY_SHAPED.sub(HIDDEN, text)
