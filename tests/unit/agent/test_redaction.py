"""Keys reach nothing that is written or shown."""

import pytest

from tilesmith.agent.redaction import HIDDEN, redact, without_credentials


def test_values_of_secret_variables_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "correct horse")
    assert redact("key: correct horse battery") == f"key: {HIDDEN} battery"


@pytest.mark.parametrize("key", ["sk-abcdefghijklmnop", "gsk_0123456789abcdef", "sk-proj-ab_c*****wxyz"])
def test_anything_shaped_like_a_key_is_hidden(key: str) -> None:
    assert key not in redact(f"Incorrect API key provided: {key}.")


def test_code_is_left_alone() -> None:
    code = "const uint32_t key_columns = 4; task_list[sk_i] = 1;"
    assert redact(code) == code


def test_addresses_lose_their_credentials() -> None:
    assert without_credentials("http://user:pass@host:8000/v1?key=1") == "http://host:8000/v1"
