"""Which failures of a model call are worth another try, and how long to wait for it."""

import pytest

from tilesmith.agent.llm_drafter.retry import RetryPolicy, wait_before, with_retries, worth_retrying


class StatusError(Exception):
    """An error as the clients raise it: with a status and the response's headers."""

    def __init__(self, status: int, headers: dict[str, str] | None = None, code: str = "") -> None:
        super().__init__(str(status))
        self.status_code = status
        self.code = code
        self.response = type("Response", (), {"headers": headers or {}})()


class APIConnectionError(Exception):
    """Named as the clients name it."""


@pytest.mark.parametrize(
    ("error", "worth"),
    [
        (StatusError(429), True),
        (StatusError(429, code="insufficient_quota"), False),
        (StatusError(500), True),
        (StatusError(503), True),
        (StatusError(400), False),
        (StatusError(401), False),
        (StatusError(404), False),
        (TimeoutError(), True),
        (APIConnectionError("reset by peer"), True),
        (APIConnectionError("[Errno 111] Connection refused"), False),
        (ValueError("ours"), False),
    ],
)
def test_what_is_retried(error: Exception, worth: bool) -> None:
    assert worth_retrying(error) is worth


def test_retry_after_is_honoured_up_to_the_cap() -> None:
    policy = RetryPolicy(longest_wait=60)
    assert wait_before(StatusError(429, {"retry-after": "7"}), 1, policy) == 7
    assert wait_before(StatusError(429, {"retry-after": "86400"}), 1, policy) == 60
    assert wait_before(StatusError(429, {"retry-after": "-1"}), 1, policy) == 0


def test_without_it_waits_double() -> None:
    policy = RetryPolicy(first_wait=1, longest_wait=60)
    dated = StatusError(429, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"})
    assert 0.75 <= wait_before(dated, 1, policy) <= 1.25
    assert 6 <= wait_before(dated, 4, policy) <= 10
    assert wait_before(dated, 40, policy) <= 75


def test_it_stops_when_the_next_wait_would_end_after_the_budget() -> None:
    calls: list[int] = []

    def call() -> None:
        calls.append(1)
        raise StatusError(429, {"retry-after": "50"})

    with pytest.raises(StatusError):
        with_retries(call, budget=10, policy=RetryPolicy())
    assert len(calls) == 1
