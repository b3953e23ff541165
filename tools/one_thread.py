"""Linear algebra on one thread."""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


def one_thread() -> AbstractContextManager[object]:
    """While it is entered, numpy's products use one thread.

    For products that are done before the threads have met; afterwards those would go on spinning for a while,
    on cores that compilers and the emulator need.
    """
    limiter: AbstractContextManager[object] = _controller().limit(limits=1)
    return limiter


@cache
def _controller() -> ThreadpoolController:
    import numpy  # noqa: F401  (only libraries that are loaded by now are found)

    return ThreadpoolController()
