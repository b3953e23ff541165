"""Keys reach nothing that is written or shown."""

import pytest

from tilesmith.agent.redaction import HIDDEN, redact, redact_values, without_credentials


@pytest.mark.parametrize("name", ["SOME_API_KEY", "HF_TOKEN", "db_password", "AWS_SECRET", "X_CREDENTIALS"])
def test_values_of_secret_variables_are_hidden(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "correct horse")
    assert redact("key: correct horse battery") == f"key: {HIDDEN} battery"


def test_of_two_secrets_the_one_that_holds_the_other_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "secret")
    monkeypatch.setenv("B_KEY", "secret-and-more")
    assert redact("secret-and-more") == HIDDEN


def test_short_values_are_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_KEY", "abc")
    assert redact("abc") == "abc"


@pytest.mark.parametrize(
    "key",
    [
        "sk-abcdefghijklmnop",
        "sk-ant-api03-abcdefgh",
        "gsk_0123456789abcdef",
        "sk-proj-ab_c*****wxyz",
        "hf_abcdefghijk0123456",
        "ghp_abcdefghij0123456789",
        "AIzaSyA0123456789abcdefghijk",
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0.abc-def_123",
    ],
)
def test_anything_shaped_like_a_key_is_hidden(key: str) -> None:
    assert key not in redact(f"Incorrect API key provided: {key}.")


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer 0123456789abcdef",
        "{'authorization': 'Bearer 0123456789abcdef'}",
        "x-api-key: 0123456789abcdef",
        "sent with bearer 0123456789abcdef",
        "http://me:0123456789abcdef@127.0.0.1:8000/v1",
    ],
)
def test_headers_and_addresses_lose_what_is_secret_in_them(text: str) -> None:
    hidden = redact(text)
    assert "0123456789abcdef" not in hidden
    assert HIDDEN in hidden


@pytest.mark.parametrize(
    "code",
    [
        "const uint32_t key_columns = 4; task_list[sk_i] = 1;",
        "uint32_t Sk_chunk_tiles = get_arg_val<uint32_t>(0); // sk_chunk_tiles",
        "constexpr auto key_padding_tiles = hf_num_tiles + pplx_count;",
        "#include <tt-metalium/host_api.hpp> // http://127.0.0.1:8000/v1",
        "noc_async_read_tile(tile, accessor, get_write_ptr(cb));",
    ],
)
def test_code_is_left_alone(code: str) -> None:
    assert redact(code) == code


def test_values_are_searched_all_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_TOKEN", 'with "quotes"')
    value = {"a": ['with "quotes"', 1, None], 'with "quotes"': {"b": 'x with "quotes"'}}
    assert redact_values(value) == {"a": [HIDDEN, 1, None], HIDDEN: {"b": f"x {HIDDEN}"}}


def test_addresses_lose_their_credentials() -> None:
    assert without_credentials("http://user:pass@host:8000/v1?key=1") == "http://host:8000/v1"
