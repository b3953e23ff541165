"""A scripted model that makes known mistakes at a known rate: what will be measured of it is known before.

A server on the loopback address that speaks the OpenAI protocol, so that prompts, replies, retries and the
repair loop are exercised as with a real model. It writes right projects (see `evals.right_project`), and with
the given probability plants one mistake in a draft, or leaves one in a repair.
"""

import random
from types import TracebackType
from typing import Self

from tilesmith.evals.flaws import Flaw, flaws_of
from tilesmith.evals.right_project import right_project
from tilesmith.evals.scripted_server import ChatRequest, Reply, ScriptedServer, Text
from tilesmith.evals.tasks import Task
from tilesmith.tools.project import Project

_REPAIR, _HOST = "# What went wrong", "Write the host program"


class FlawedModel:
    """Answers the prompts of one sample of `task`."""

    def __init__(self, task: Task, rate: float, seed: int) -> None:
        self._right, self._host = right_project(task)
        self._rate = rate
        self._source = random.Random(seed)
        self._said: Project = Project()
        self._flaw: Flaw | None = None
        self._server = ScriptedServer(self._answer)

    @property
    def url(self) -> str:
        """Its address, as `--base-url` wants it."""
        return self._server.url

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, error, trace)

    def _answer(self, request: ChatRequest) -> Reply:
        if _REPAIR in request.last_message:
            self._flaw = self._drawn()
            return self._reply(
                {name: text for name, text in self._wanted().items() if self._is_new(name, text)}
            )
        if _HOST in request.last_message:
            return self._reply({self._host: self._wanted()[self._host]})
        self._flaw = self._drawn()
        self._said = Project()
        return self._reply({name: text for name, text in self._wanted().items() if name != self._host})

    def _drawn(self) -> Flaw | None:
        """The mistake of the next candidate, another one than that of the last."""
        if self._source.random() >= self._rate:
            return None
        others = [flaw for flaw in flaws_of(self._right) if flaw != self._flaw]
        return self._source.choice(others) if others else None

    def _wanted(self) -> dict[str, str]:
        """The files of the candidate with its mistake."""
        planted = {self._flaw.file: self._flaw.text} if self._flaw else {}
        return {**self._right.files, **planted}

    def _is_new(self, name: str, text: str) -> bool:
        return self._said.files.get(name) != text

    def _reply(self, files: dict[str, str]) -> Reply:
        self._said = self._said.with_files(files)
        blocks = (f"```cpp {name}\n{text.rstrip()}\n```" for name, text in files.items())
        return Text("\n\n".join(blocks), piece=4000)
