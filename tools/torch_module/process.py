"""Starts PyTorch inside the sandbox when it is first asked for, and asks it."""

import atexit
import contextlib
import importlib.util
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tilesmith.errors import TilesmithError
from tilesmith.tools.runner.wire import PeerGoneError, receive, send
from tilesmith.tools.sandbox import GIB, Limits, SandboxResult, run
from tilesmith.tools.torch_module.described import Described

Array = NDArray[np.float64]

_SCRIPT = Path(__file__).with_name("serving.py")
_HOURS = 12 * 3600
_LIMITS = Limits(wall_seconds=_HOURS, cpu_seconds=_HOURS, memory_bytes=8 * GIB, address_space_bytes=None)
_PATIENCE = 180.0
"""Seconds for one answer; the first waits for PyTorch to be loaded."""
_THREADS = "2"


class TorchMissingError(TilesmithError):
    """PyTorch is not installed."""


class ModuleFailedError(TilesmithError):
    """A problem file that does not define a module, or whose module fails."""


class TorchProcess:
    """PyTorch in the sandbox, for one question at a time. It ends with this process, or on `close`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._result: SandboxResult | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def describe(self, source: str, constants: Mapping[str, int]) -> Described:
        """What the module in `source` takes and gives.

        Args:
            constants: the whole numbers that it sets at its top.

        Raises:
            TorchMissingError: PyTorch is not installed.
            ModuleFailedError: it does not define a module that runs; the message says why.
        """
        head, _ = self._ask({"do": "describe", "source": source, "constants": dict(constants)}, b"")
        return Described.model_validate(head)

    def evaluate(
        self, source: str, constants: Mapping[str, int], values: Mapping[str, Array | float]
    ) -> list[Array]:
        """The outputs of the module in `source`, in float64.

        Args:
            constants: the file's numbers, where they are others than it has.
            values: arguments and weights by their name in the file.

        Raises:
            TorchMissingError, ModuleFailedError: see `describe`.
        """
        tensors = {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}
        question = {
            "do": "evaluate",
            "source": source,
            "constants": dict(constants),
            "tensors": [{"name": name, "shape": array.shape} for name, array in tensors.items()],
        }
        head, body = self._ask(question, b"".join(array.tobytes() for array in tensors.values()))
        return _split(head["shapes"], body)

    def close(self) -> None:
        """End it; asked again, it starts anew."""
        with self._lock:
            self._end()

    def _ask(self, question: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            control = self._control or self._start()
            try:
                send(control, question, body)
                head, data = receive(control)
            except (PeerGoneError, TimeoutError) as error:
                raise self._gone(late=isinstance(error, TimeoutError)) from None
        if "error" in head:
            raise ModuleFailedError(head["error"])
        return head, data

    def _start(self) -> socket.socket:
        if importlib.util.find_spec("torch") is None:
            raise TorchMissingError(
                "this problem file needs PyTorch to be understood: install it with "
                "`uv pip install torch`, or with `--extra kernelbench`"
            )
        ours, theirs = socket.socketpair()
        ours.settimeout(_PATIENCE)
        self._stop = threading.Event()
        self._control = ours
        # A daemon: whoever forgets to close it is not kept from ending.
        self._thread = threading.Thread(target=self._serve, args=(theirs, self._stop), daemon=True)
        self._thread.start()
        return ours

    def _serve(self, theirs: socket.socket, stop: threading.Event) -> None:
        with theirs:
            self._result = run(
                [sys.executable, "-I", str(_SCRIPT), str(theirs.fileno())],
                cwd=_SCRIPT.parent,
                readable=[_SCRIPT.parent, *(Path(p) for p in {sys.prefix, sys.base_prefix})],
                limits=_LIMITS,
                env={"OMP_NUM_THREADS": _THREADS, "LC_ALL": "C"},
                descriptors=[theirs.fileno()],
                cancel=stop,
            )

    def _gone(self, *, late: bool) -> ModuleFailedError:
        """Why there was no answer; the next question starts it anew."""
        self._end(patient=not late)
        if late:
            return ModuleFailedError(f"its module did not answer within {_PATIENCE:g} s: make it smaller")
        said = [line for line in (self._result.stderr if self._result else "").splitlines() if line.strip()]
        limit = f" at its limit of {self._result.limit}" if self._result and self._result.limit else ""
        return ModuleFailedError(f"PyTorch ended{limit}: {said[-1] if said else 'it said nothing'}")

    def _end(self, *, patient: bool = False) -> None:
        if self._control is not None:
            self._control.close()
        if self._thread is not None:
            if not patient:
                self._stop.set()
            self._thread.join(timeout=10)
        self._control = self._thread = None


@cache
def torch_process() -> TorchProcess:
    """The one that this process asks."""
    process = TorchProcess()

    def at_exit() -> None:
        with contextlib.suppress(RuntimeError):  # no thread can be waited for any more
            process.close()

    atexit.register(at_exit)
    return process


def _split(shapes: Sequence[Sequence[int]], body: bytes) -> list[Array]:
    arrays, at = [], 0
    for shape in shapes:
        size = int(np.prod(shape, dtype=np.int64)) * 8
        arrays.append(np.frombuffer(body[at : at + size], dtype=np.float64).reshape(shape))
        at += size
    return arrays
