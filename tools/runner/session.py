"""What one host program asked of the device, as the device saw it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from tilesmith.tools.runner.movements import Movements
from tilesmith.tools.runner.report import Report


class _FromDevice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class LaunchedKernel(_FromDevice):
    """A kernel of a launched program."""

    file: str
    from_text: bool = False
    """The host gave the source itself, not the name of a file."""
    compute: bool = False
    cores: int = 0


class BufferUse(_FromDevice):
    """What kernels did with a buffer over the NoC while it lived."""

    buffer: int
    dram: bool
    pages: int
    pages_read: int
    pages_written: int
    changed: bool
    """It no longer holds what the host wrote to it."""


@dataclass(frozen=True)
class Command:
    """One thing that the host asked for."""

    place: int
    """Among all commands of the session."""
    action: str
    """`create`, `free`, `write`, `read`, `write_l1`, `read_l1` or `launch`."""
    buffer: int
    offset: int = 0
    data: bytes = b""
    """What was written, or what was read."""
    kernels: tuple[LaunchedKernel, ...] = ()


@dataclass(frozen=True)
class Session:
    """All commands of one run of a host program, and what the device says of them."""

    number: int
    commands: tuple[Command, ...]
    uses: tuple[BufferUse, ...]
    report: Report
    movements: Movements
    """Who moved what, core by core."""
    broken: str = ""
    """What the host sent that no host library sends; empty otherwise."""

    def writes(self) -> Iterator[Command]:
        """Writes to buffers."""
        return (command for command in self.commands if command.action == "write")

    def reads(self) -> Iterator[Command]:
        """Reads of buffers."""
        return (command for command in self.commands if command.action == "read")

    def kernels(self) -> Iterator[LaunchedKernel]:
        """Those of all launches."""
        return (kernel for command in self.commands for kernel in command.kernels)


@dataclass(frozen=True)
class Repetition:
    """A session done again on other data."""

    reads: dict[int, bytes]
    """What was read, by place of the command."""
    uses: tuple[BufferUse, ...]
    report: Report
    refused: str = ""
    """Why the device would not launch the program; empty otherwise."""
    disguise_spent: bool = False
    """There were more values than stand-ins: what came out says nothing."""


def session_from(head: dict[str, Any], body: bytes) -> Session:
    """From the device's message."""
    commands = []
    at = 0
    for place, entry in enumerate(head["commands"]):
        size = entry["bytes"]
        commands.append(
            Command(
                place=place,
                action=entry["do"],
                buffer=entry["buffer"],
                offset=entry.get("offset", 0),
                data=body[at : at + size],
                kernels=tuple(LaunchedKernel.model_validate(kernel) for kernel in entry.get("kernels", ())),
            )
        )
        at += size
    movements = Movements.model_validate(head["movements"])
    return Session(head["session"], tuple(commands), _uses(head), _report(head), movements, head["broken"])


def repetition_from(session: Session, head: dict[str, Any], body: bytes) -> Repetition:
    """From the device's message about a repetition of `session`."""
    reads = {}
    at = 0
    for command in session.reads() if "refused" not in head else ():
        reads[command.place] = body[at : at + len(command.data)]
        at += len(command.data)
    return Repetition(
        reads, _uses(head), _report(head), head.get("refused", ""), head.get("disguise_spent", False)
    )


def _uses(head: dict[str, Any]) -> tuple[BufferUse, ...]:
    return tuple(BufferUse.model_validate(use) for use in head["buffers"])


def _report(head: dict[str, Any]) -> Report:
    return Report.model_validate(head["report"])
