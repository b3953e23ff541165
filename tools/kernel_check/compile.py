"""Runs the compiler on one kernel, inside the sandbox: a draft's includes and templates are not trusted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tilesmith.agent.spec import Arch
from tilesmith.tools import sandbox
from tilesmith.tools.kernel_check.command import commands
from tilesmith.tools.kernel_check.compiler import Compiler, CompilerKind
from tilesmith.tools.kernel_check.job import KernelJob
from tilesmith.tools.kernel_check.messages import Message, parse_messages
from tilesmith.tools.kernel_check.stand_ins import stand_ins
from tilesmith.tools.kernel_check.translation_unit import PROJECT_FOLDER, unit_files
from tilesmith.tools.sdk import Sdk

_LIMITS = sandbox.Limits(
    wall_seconds=30,
    cpu_seconds=20,
    memory_bytes=2 * sandbox.GIB,
    file_bytes=64 * sandbox.MIB,
    processes=32,
    output_bytes=4 * sandbox.MIB,
)
_CRASH = ("internal compiler error", "PLEASE submit a bug report", "Segmentation fault")
_MOST_OUTPUT = 20_000
_CXX17 = "-std=c++17"
_CXX20 = "-std=c++20"


@dataclass(frozen=True)
class Compilation:
    """What the compiler said of one kernel."""

    accepted: bool
    messages: tuple[Message, ...] = ()
    output: str = ""
    """What it printed, word for word but for the folders, which are named for what they are."""
    failure: str = ""
    """Why the compiler gave no answer, in a few words; empty when it did."""


@dataclass(frozen=True)
class Setting:
    """What all kernels of a check share."""

    sdk: Sdk
    arch: Arch
    compiler: Compiler
    cancel: sandbox.Signal | None = None
    """Ends the compilers."""


class UnitFolder:
    """The files of one kernel's compilation on the disk."""

    def __init__(self, setting: Setting, job: KernelJob, folder: Path) -> None:
        self._setting = setting
        self._commands = commands(setting.compiler, setting.sdk, job, setting.arch, folder)
        self._folder = folder

    def compile(self, *, cxx20: bool = False) -> Compilation:
        """Check the kernel as C++17, or as C++20 to see what only that accepts."""
        outcome = Compilation(accepted=True)
        for command in self._commands:
            outcome = self._run([_CXX20 if cxx20 and word == _CXX17 else word for word in command])
            if not outcome.accepted:
                break
        return outcome

    def _run(self, command: list[str]) -> Compilation:
        result = sandbox.run(
            command,
            cwd=self._folder,
            readable=self._readable(),
            limits=_LIMITS,
            env={"LC_ALL": "C", "LANG": "C"},
            cancel=self._setting.cancel,
        )
        if result.ok:
            return Compilation(accepted=True)
        if result.limit is not None:
            return Compilation(accepted=False, failure=f"the compiler exceeded its limit of {result.limit}")
        if result.returncode < 0 or any(words in result.stderr for words in _CRASH):
            return Compilation(accepted=False, failure="the compiler crashed")
        messages = tuple(parse_messages(result.stderr))
        return Compilation(accepted=False, messages=messages, output=self._plain(result.stderr))

    def _plain(self, output: str) -> str:
        """`output` without where the folders of this machine are."""
        project, sdk = f"{self._folder / PROJECT_FOLDER}/", f"{self._setting.sdk.root}/"
        return output.replace(project, "").replace(f"{PROJECT_FOLDER}/", "").replace(sdk, "")[:_MOST_OUTPUT]

    def _readable(self) -> list[Path]:
        sdk = self._setting.sdk
        compiler = self._setting.compiler.path.resolve().parents[1]
        return [sdk.root, compiler, *([sdk.overlay] if sdk.overlay else [])]


@contextmanager
def unit_folder(setting: Setting, job: KernelJob) -> Iterator[UnitFolder]:
    """The files of `job`'s compilation, gone afterwards.

    Raises:
        TilesmithError: see `translation_unit.unit_files`.
    """
    with TemporaryDirectory(prefix="tilesmith-check-") as name:
        folder = Path(name).resolve()
        hosted = setting.compiler.kind is not CompilerKind.SFPI
        ours = stand_ins([job.source, *job.headers.values()]) if hosted else {}
        for relative, text in (ours | unit_files(setting.sdk, job)).items():
            path = folder / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        yield UnitFolder(setting, job, folder)
