"""The one place where model calls are retried; the clients themselves are told not to."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception

from tilesmith.agent.llm_drafter.model_errors import (
    is_connection,
    is_quota,
    is_refused,
    is_timeout,
    status_of,
)

T = TypeVar("T")
_RATE_LIMIT = 429
_RETRIED_STATUS = (408, 409, _RATE_LIMIT)


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how patiently a model call is repeated."""

    tries: int = 5
    first_wait: float = 1.0
    """Seconds before the second try; each further wait is twice as long."""
    longest_wait: float = 60.0
    """Seconds; also caps what a server asks for with Retry-After."""
    on_rate_limit: Callable[[float], None] | None = None
    """Told the seconds to wait for a rate limit, so that others wait as well."""


def worth_retrying(error: BaseException) -> bool:
    """Whether the same call may succeed later: rate limits, timeouts, broken connections, server faults."""
    status = status_of(error)
    if status is not None:
        return (status in _RETRIED_STATUS or status >= 500) and not is_quota(error)
    return is_timeout(error) or (is_connection(error) and not is_refused(error))


def wait_before(error: BaseException, tries: int, policy: RetryPolicy) -> float:
    """Seconds to wait after try number `tries` failed with `error`."""
    asked = _retry_after(error)
    if asked is not None:
        return min(asked, policy.longest_wait)
    backoff: float = policy.first_wait * 2.0 ** (tries - 1)
    return min(backoff, policy.longest_wait) * random.uniform(0.75, 1.25)


def with_retries(
    call: Callable[[], T], budget: float, policy: RetryPolicy, pause: Callable[[float], None] = time.sleep
) -> T:
    """The result of `call`, repeated while that makes sense and `budget` seconds are not used up.

    Args:
        pause: waits so many seconds between tries.

    Raises: what the last try raised.
    """
    deadline = time.monotonic() + budget

    def wait(state: RetryCallState) -> float:
        error = _error_of(state)
        seconds = wait_before(error, state.attempt_number, policy)
        if policy.on_rate_limit is not None and status_of(error) == _RATE_LIMIT:
            policy.on_rate_limit(seconds)
        return seconds

    def stop(state: RetryCallState) -> bool:
        return state.attempt_number >= policy.tries or time.monotonic() + state.upcoming_sleep >= deadline

    retrying = Retrying(
        retry=retry_if_exception(worth_retrying), wait=wait, stop=stop, sleep=pause, reraise=True
    )
    return retrying(call)


def _error_of(state: RetryCallState) -> BaseException:
    error = state.outcome.exception() if state.outcome else None
    return error or RuntimeError("no try was made")


def _retry_after(error: BaseException) -> float | None:
    """What the server asks for, in seconds; None when it does not say or says it as a date."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
