"""A LangGraph server that runs samples: a run of its graph each, followed until its end."""

import asyncio
import hashlib
import ipaddress
import platform
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from langgraph.pregel.remote import RemoteException, RemoteGraph
from langgraph_sdk import get_client
from langgraph_sdk.client import LangGraphClient
from langgraph_sdk.errors import LangGraphError
from pydantic import ValidationError

from tilesmith.agent.state import Result
from tilesmith.errors import TilesmithError
from tilesmith.evals.run.engine import Limits
from tilesmith.evals.run.job import Job
from tilesmith.evals.run.model import served_model
from tilesmith.evals.run.reading import result_of
from tilesmith.evals.run.sample import SampleResult
from tilesmith.evals.run.store import Config

GRAPH = "tilesmith"
_WANTED = ("report", "project", "failure")
_FAULTS = (httpx.HTTPError, LangGraphError, RemoteException, ValidationError, TilesmithError)
"""What goes wrong between us and the server, or in what it sends."""


class ServerError(TilesmithError):
    """A server that can run no sample."""


@dataclass(frozen=True)
class Server:
    """The engine that sends samples to the LangGraph server at `url`."""

    url: str

    @property
    def name(self) -> str:
        """See `Engine`. Without user and password."""
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"

    @contextmanager
    def crew(self, config: Config, limits: Limits) -> Iterator["_Visitors"]:
        """See `Engine`."""
        self._require_within_reach(config)
        with asyncio.Runner() as runner:
            client = get_client(url=self.url)
            try:
                runner.run(self._require_graph(client))
                yield _Visitors(runner, client, self.name, limits)
            finally:
                runner.run(client.aclose())

    def _require_within_reach(self, config: Config) -> None:
        if _is_loopback(self.url):
            return
        if config.flaws is not None:
            raise ServerError(
                f"--model flawed:RATE is served on this machine's loopback address, where {self.name} cannot "
                "reach it: use a server on this machine, or --ray"
            )
        if config.suite == "kernelbench":
            raise ServerError(
                f"--kernelbench names files of this machine, which {self.name} cannot read: use --ray, which "
                "sends them along, or a server on this machine"
            )

    async def _require_graph(self, client: LangGraphClient) -> None:
        try:
            found = await client.assistants.search(graph_id=GRAPH, limit=1)
        except httpx.HTTPStatusError as error:
            status = f"{error.response.status_code} {error.response.reason_phrase}"
            key = ": set LANGGRAPH_API_KEY" if error.response.status_code in (401, 403) else ""
            raise ServerError(f"the server at {self.name} answers {status}{key}") from error
        except (httpx.HTTPError, httpx.InvalidURL, LangGraphError) as error:
            raise ServerError(
                f"no LangGraph server answers at {self.name} ({_said(error)}): start one with `langgraph dev`"
            ) from error
        if not found:
            raise ServerError(f"the server at {self.name} has no graph {GRAPH!r}: serve our langgraph.json")


@dataclass(frozen=True)
class _Visit:
    """A sample on the server."""

    job: Job
    task: asyncio.Task[SampleResult]


class _Visitors:
    """A crew whose members wait on an event loop. The loop turns while `ended` waits."""

    def __init__(self, runner: asyncio.Runner, client: LangGraphClient, name: str, limits: Limits) -> None:
        self.workers = limits.workers or 1
        self._runner = runner
        self._client = client
        self._graph = RemoteGraph(GRAPH, client=client)
        self._name = name
        self._seconds = limits.seconds

    def start(self, job: Job) -> _Visit:
        """See `Crew`."""
        return _Visit(job, self._runner.get_loop().create_task(self._sample(job)))

    def ended(self, running: Sequence[_Visit]) -> Sequence[_Visit]:
        """See `Crew`."""

        async def one_has_ended() -> None:
            await asyncio.wait([each.task for each in running], return_when=asyncio.FIRST_COMPLETED)

        self._runner.run(one_has_ended())
        return [each for each in running if each.task.done()]

    def result(self, each: _Visit) -> SampleResult:
        """See `Crew`."""
        return each.task.result().model_copy(update={"node": self._name})

    def abandon(self, each: _Visit) -> None:
        """See `Crew`."""

        async def gone() -> None:
            each.task.cancel()
            await asyncio.wait([each.task])

        self._runner.run(gone())

    async def _sample(self, job: Job) -> SampleResult:
        began = time.monotonic()
        try:
            ended = await self._run(job)
        except TimeoutError:
            return job.late(self._seconds, time.monotonic() - began)
        except _FAULTS as error:
            return job.failed(f"the server at {self._name}: {_said(error)}", time.monotonic() - began)
        if ended.project.files:
            ended.project.write(job.place / "project")
        return result_of(job, ended, time.monotonic() - began)

    async def _run(self, job: Job) -> Result:
        """The output of the graph. The server cancels a run whose follower goes away before its end.

        Raises:
            TimeoutError: it took longer than a sample may, or as long to be begun.
        """
        state: dict[str, Any] = {}
        async with _served(job) as model, asyncio.timeout(self._seconds) as limit:
            states = self._graph.astream(
                job.task.request.model_dump(mode="json", exclude_defaults=True),
                context=job.context(_place(job), model),
                stream_mode="values",
                on_disconnect="cancel",
            )
            async with aclosing(cast(AsyncGenerator[dict[str, Any], None], states)) as following:
                async for values in following:
                    if not state:  # it waited behind others until now
                        limit.reschedule(asyncio.get_running_loop().time() + self._seconds)
                    state = values
        return Result.model_validate({name: state[name] for name in _WANTED if name in state})


@asynccontextmanager
async def _served(job: Job) -> AsyncIterator[dict[str, str]]:
    """See `served_model`, whose preparation is computation."""
    model = served_model(job)
    settings = await asyncio.to_thread(model.__enter__)
    try:
        yield settings
    finally:
        await asyncio.to_thread(model.__exit__, None, None, None)


def _place(job: Job) -> str:
    """The sample's folder in that of the server: of this evaluation alone, and the same each time."""
    begun = hashlib.sha256(f"{platform.node()}:{job.folder}".encode()).hexdigest()[:8]
    return str(Path("evaluations") / f"{job.folder.name}-{begun}" / job.inner)


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _said(error: Exception) -> str:
    """What is known of `error`, in one line."""
    told = error.args[0] if error.args else ""
    if isinstance(told, dict):  # the server's own words
        told = f"{told.get('error', '')}: {told.get('message', '')}"
    lines = str(told or error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:300]
