"""The runner that needs no hardware."""

import contextlib
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from tilesmith.agent.spec import Arch
from tilesmith.tools.cmake.toolchain import tool_folders
from tilesmith.tools.emulator.build import is_sanitized
from tilesmith.tools.runner.device import REPORT_FILE, Device, started
from tilesmith.tools.runner.host_run import HostCommand, WaitingHost
from tilesmith.tools.runner.judgement import judged
from tilesmith.tools.runner.model import RunOptions, RunResult
from tilesmith.tools.runner.report import read_records, read_report
from tilesmith.tools.sandbox import GIB, Limits, SandboxResult, Signal
from tilesmith.tools.sandbox import run as run_in_sandbox

_DEFAULT_OPTIONS = RunOptions()
# All host programs and repetitions of one verification together.
_DEVICE_LIMITS = Limits(wall_seconds=1800, cpu_seconds=1800, memory_bytes=6 * GIB, processes=128)
# One of them.
_DEVICE_PATIENCE = 60.0


@dataclass(frozen=True)
class _Either:
    """Set when one of two signals is."""

    one: Signal
    other: Signal

    def is_set(self) -> bool:
        return self.one.is_set() or self.other.is_set()


@dataclass(frozen=True)
class EmulatorRunner:
    """Runs programs that were built against the emulated TT-Metalium."""

    project_dir: Path
    """Holds the kernels, which are compiled when the program runs."""
    prefix: Path
    """The emulator's installation."""
    kernel_cache: Path
    """Compiled kernels; belongs to this project alone, since its program may write there."""
    arch: Arch = Arch.WORMHOLE_B0
    cancel: Signal | None = None
    """Ends whatever runs, the device included."""

    @property
    def name(self) -> str:
        """What reports call it."""
        return "emulator"

    def run(self, executable: Path, case_dir: Path, options: RunOptions = _DEFAULT_OPTIONS) -> RunResult:
        """Run `executable` on `case_dir/inputs`; `case_dir/outputs` is made and must be empty.

        Raises:
            SandboxError: a folder does not exist.
        """
        inputs, outputs = case_dir / "inputs", case_dir / "outputs"
        outputs.mkdir(parents=True, exist_ok=True)
        arguments = ["--inputs", str(inputs), "--outputs", str(outputs)]
        with_folders = replace(options, arguments=(*arguments, *options.arguments))
        return self._run(executable, with_folders, readable=[inputs], writable=[outputs])

    def start(
        self, executable: Path, case_dir: Path, options: RunOptions, pool: ThreadPoolExecutor
    ) -> WaitingHost:
        """Start `executable` on `case_dir/inputs` in `pool`; it waits for a device that attends to it.

        `case_dir/outputs` is made and must be empty. The program sees neither the device's process nor the
        compiled kernels.
        """
        inputs, outputs = case_dir / "inputs", case_dir / "outputs"
        outputs.mkdir(parents=True, exist_ok=True)
        arguments = (str(executable), "--inputs", str(inputs), "--outputs", str(outputs))
        command = HostCommand(
            arguments=(*arguments, *options.arguments),
            cwd=self.project_dir,
            readable=(executable.parent, self.prefix, inputs),
            writable=(outputs,),
            environment={
                "TILESMITH_ARCH": self.arch.value,
                "TILESMITH_DRAM_GAP": str(options.dram_gap),
                "LC_ALL": "C",
            },
        )
        limits, cancel = self._limits(options.limits), options.cancel or self.cancel
        return WaitingHost(command, replace(options, limits=limits, cancel=cancel), pool)

    @contextlib.contextmanager
    def device(self) -> Iterator[Device]:
        """A device for the programs of this project, in a process that they cannot reach."""
        self.kernel_cache.mkdir(parents=True, exist_ok=True)

        def run(descriptor: int, folder: Path, stop: threading.Event) -> SandboxResult:
            return run_in_sandbox(
                [str(self.prefix / "bin" / "tilesmith-device"), str(descriptor)],
                cwd=self.project_dir,
                readable=[self.prefix, *tool_folders()],
                writable=[folder, self.kernel_cache],
                limits=self._limits(_DEVICE_LIMITS),
                env={
                    "TILESMITH_ARCH": self.arch.value,
                    "TILESMITH_REPORT": str(folder / REPORT_FILE),
                    "TILESMITH_KERNEL_CACHE": str(self.kernel_cache),
                    "LC_ALL": "C",
                },
                descriptors=[descriptor],
                cancel=_Either(stop, self.cancel) if self.cancel else stop,
            )

        with started(run, _DEVICE_PATIENCE) as device:
            yield device

    def run_alone(self, executable: Path, options: RunOptions = _DEFAULT_OPTIONS) -> RunResult:
        """Run `executable` with `options.arguments` only: it makes its own inputs and checks itself."""
        return self._run(executable, options, [], [])

    def replay(self, outputs: Path, options: RunOptions = _DEFAULT_OPTIONS) -> RunResult:
        """Run the program that `project_dir/program.json` describes; its tensors go to `outputs`."""
        arguments = (str(self.project_dir), "--outputs", str(outputs))
        program = self.prefix / "bin" / "tilesmith-replay"
        return self._run(program, replace(options, arguments=arguments), [], [outputs])

    def describe(self, executable: Path, options: RunOptions = _DEFAULT_OPTIONS) -> RunResult:
        """Let the host describe its first program, without running a kernel: see `records` of the result."""
        return self._run(executable, replace(options, record=True), [], [], {"TILESMITH_MODE": "describe"})

    def _run(
        self,
        executable: Path,
        options: RunOptions,
        readable: list[Path],
        writable: list[Path],
        env: dict[str, str] | None = None,
    ) -> RunResult:
        self.kernel_cache.mkdir(parents=True, exist_ok=True)
        # Who only describes compiles nothing, and could leave something else in the place of a kernel.
        describing = bool(env)
        kernels = [] if options.kernel_path is None else [options.kernel_path]
        with tempfile.TemporaryDirectory(prefix="tilesmith-run-") as folder:
            said = Path(folder)
            result = run_in_sandbox(
                [str(executable), *options.arguments],
                cwd=self.project_dir,
                readable=[executable.parent, self.prefix, *tool_folders(), *kernels, *readable],
                writable=[said, *([] if describing else [self.kernel_cache]), *writable],
                limits=self._limits(options.limits),
                env=self._environment(said, options) | (env or {}),
                cancel=options.cancel or self.cancel,
            )
            report = read_report(said / "report.json")
            records = read_records(said / "records") if options.record else ()
        run = judged(result, report, self.project_dir, describing=describing, strict=options.strict)
        return replace(run, records=records)

    def _limits(self, limits: Limits) -> Limits:
        """AddressSanitizer reserves terabytes of addresses, of which it uses little."""
        return replace(limits, address_space_bytes=None) if is_sanitized(self.prefix) else limits

    def _environment(self, said: Path, options: RunOptions) -> dict[str, str]:
        """The emulator's environment contract."""
        env = {
            "TILESMITH_ARCH": self.arch.value,
            "TILESMITH_REPORT": str(said / "report.json"),
            "TILESMITH_KERNEL_CACHE": str(self.kernel_cache),
            "TILESMITH_STRICT": "1" if options.strict else "0",
            "TILESMITH_SCHEDULE_SEED": str(options.schedule_seed),
            "LC_ALL": "C",
        }
        if options.kernel_path is not None:
            env["TT_METAL_KERNEL_PATH"] = str(options.kernel_path)
        if options.record:
            (said / "records").mkdir()
            env["TILESMITH_RECORD"] = str(said / "records")
        return env
