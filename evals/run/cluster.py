"""A Ray cluster that runs samples: a task each, on whichever node has a CPU to spare."""

import logging
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tilesmith.agent.workspace import Workspace
from tilesmith.errors import TilesmithError
from tilesmith.evals.run.engine import Limits, results_of
from tilesmith.evals.run.job import Job
from tilesmith.evals.run.parcel import Parcel, packed, unpack
from tilesmith.evals.run.pool import Pool, prepare
from tilesmith.evals.run.sample import SampleResult
from tilesmith.evals.run.store import Config

if TYPE_CHECKING:
    from ray import ObjectRef

OWN = "local"
"""The address that stands for a cluster of this machine alone, which lasts as long as the evaluation."""
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is reported to Ray's makers
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # under `uv run`, nodes would install an environment of their own
}

_LISTENER_SECONDS = 10.0


class ClusterError(TilesmithError):
    """A cluster that can run no sample."""


@dataclass(frozen=True)
class RayCluster:
    """The engine that sends samples to the Ray cluster at `address`."""

    address: str
    """As `ray.init` takes it."""

    @property
    def name(self) -> str:
        """See `Engine`."""
        return f"Ray cluster {self.address}"

    @contextmanager
    def crew(self, config: Config, limits: Limits) -> Iterator["_Tasks"]:  # noqa: ARG002 - of the interface
        """See `Engine`. Each node makes the SDK and the emulator ready for itself."""
        for name, value in QUIET.items():
            os.environ.setdefault(name, value)
        try:
            import ray
        except ImportError as error:
            raise ClusterError(
                "--ray needs Ray: install it with `uv pip install 'tilesmith[ray]'`"
            ) from error
        _require_listener(self.address)
        try:
            own: dict[str, Any] = {"include_dashboard": False} if self.address == OWN else {}
            ray.init(self.address, log_to_driver=False, logging_level=logging.ERROR, **own)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise _no_cluster(self.address, error) from error
        try:
            processors = int(ray.cluster_resources().get("CPU", 0))  # type: ignore[no-untyped-call]
            if not processors:
                raise ClusterError(f"the Ray cluster at {self.address} has no CPU for a sample: add a node")
            yield _Tasks(limits.workers or processors, limits.seconds)
        finally:
            ray.shutdown()


@dataclass(frozen=True)
class _Sent:
    """A sample at work on some node."""

    job: Job
    answer: "ObjectRef[Any]"
    began: float


class _Tasks:
    """A crew of Ray tasks."""

    def __init__(self, workers: int, seconds: float) -> None:
        import ray

        self.workers = workers
        self._seconds = seconds
        self._run = ray.remote(num_cpus=1, max_retries=0, scheduling_strategy="SPREAD")(run_here)

    def start(self, job: Job) -> _Sent:
        """See `Crew`."""
        return _Sent(job, self._run.remote(Parcel.of(job), self._seconds), time.monotonic())

    def ended(self, running: Sequence[_Sent]) -> Sequence[_Sent]:
        """See `Crew`."""
        import ray

        done, _ = ray.wait([each.answer for each in running], fetch_local=True)
        return [each for each in running if each.answer in done]

    def result(self, each: _Sent) -> SampleResult:
        """See `Crew`."""
        import ray
        from ray.exceptions import RayError

        try:
            result, packet = ray.get(each.answer)
        except RayError as error:
            took = time.monotonic() - each.began
            return each.job.failed(f"Ray: {_first_line(error)}", took)
        shutil.rmtree(each.job.place, ignore_errors=True)
        unpack(packet, each.job.place)
        return SampleResult.model_validate(result)

    def abandon(self, each: _Sent) -> None:
        """See `Crew`."""
        import ray

        ray.cancel(each.answer, force=True)


def _require_listener(address: str) -> None:
    """Ray would wait for minutes for one that is not there.

    Raises:
        ClusterError: nobody listens at `address`.
    """
    parts = urlsplit(address if "://" in address else f"//{address}")
    try:
        port = parts.port
    except ValueError as error:
        raise ClusterError(f"--ray {address} is not understood: write HOST:PORT, auto or local") from error
    if parts.hostname is None or port is None:
        return  # a name of Ray's, such as `auto`
    try:
        socket.create_connection((parts.hostname, port), _LISTENER_SECONDS).close()
    except OSError as error:
        raise _no_cluster(address, error) from error


def _no_cluster(address: str, error: Exception) -> ClusterError:
    return ClusterError(
        f"no Ray cluster answers at {address} ({_first_line(error)}): start one with "
        "`ray start --head`, or give --ray local"
    )


def run_here(parcel: Parcel, seconds: float) -> tuple[dict[str, Any], bytes]:
    """Run a sample on the node that this is called on, in a process of its own as on any machine.

    Returns:
        Its result, and the files of its folder.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tilesmith-sample-") as name:
        job = parcel.opened(Path(name).resolve())
        try:
            prepare(str(job.settings.get("sdk", "")))
            (result,) = results_of(Pool(1, seconds), [job])
        except TilesmithError as error:
            result = job.failed(str(error), time.monotonic() - began)
        finally:
            for name in (str(job.place / "project"), job.build_folder):
                shutil.rmtree(Workspace.of(name).root, ignore_errors=True)
        return result.model_copy(update={"node": _node()}).model_dump(mode="json"), packed(job.place)


def _node() -> str:
    """Its address, and what tells it from others there."""
    import ray

    address = ray.util.get_node_ip_address()  # type: ignore[no-untyped-call]
    return f"{address} ({ray.get_runtime_context().get_node_id()[:8]})"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:300]
