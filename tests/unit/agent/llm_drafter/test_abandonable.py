"""A reply is waited for as long as somebody wants it; then its coroutine is cancelled."""

import asyncio
import threading
import time
from contextvars import ContextVar

import pytest

from tilesmith.agent.llm_drafter.abandonable import while_wanted

_PLACE: ContextVar[str] = ContextVar("place", default="nowhere")


class UnwantedError(Exception):
    pass


def wanted() -> None:
    pass


def unwanted() -> None:
    raise UnwantedError


async def three() -> int:
    return 3


def test_a_reply_that_comes_in_time_is_taken() -> None:
    assert while_wanted(three, wanted) == 3


def test_errors_are_those_of_the_reply() -> None:
    async def late() -> int:
        raise TimeoutError("the server's own")

    with pytest.raises(TimeoutError, match="the server's own"):
        while_wanted(late, wanted)


def test_it_sees_the_context_of_whoever_waits() -> None:
    async def place() -> str:
        return _PLACE.get()

    _PLACE.set("here")
    assert while_wanted(place, wanted) == "here"


def test_it_works_inside_a_running_event_loop() -> None:
    async def outer() -> int:
        return while_wanted(three, wanted)

    assert asyncio.run(outer()) == 3


def test_all_calls_share_a_loop_with_which_clients_keep_their_connections() -> None:
    async def loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    assert while_wanted(loop, wanted) is while_wanted(loop, wanted)


def test_an_unwanted_reply_is_cancelled() -> None:
    ended = threading.Event()

    async def endless() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    began = time.monotonic()
    with pytest.raises(UnwantedError):
        while_wanted(endless, unwanted)
    assert ended.wait(5)
    assert time.monotonic() - began < 5


def test_a_client_that_can_only_block_is_left_behind_in_a_thread_that_dies_with_the_program() -> None:
    release = threading.Event()

    async def blocks() -> None:
        await asyncio.get_running_loop().run_in_executor(None, release.wait, 60)

    before = set(threading.enumerate())
    with pytest.raises(UnwantedError):
        while_wanted(blocks, unwanted)
    assert all(thread.daemon for thread in set(threading.enumerate()) - before)
    release.set()


def test_such_a_client_s_replies_and_errors_arrive_as_well() -> None:
    async def blocking(work: object) -> object:
        return await asyncio.get_running_loop().run_in_executor(None, work)  # type: ignore[arg-type]

    assert while_wanted(lambda: blocking(lambda: 4), wanted) == 4
    with pytest.raises(ZeroDivisionError):
        while_wanted(lambda: blocking(lambda: 1 / 0), wanted)
