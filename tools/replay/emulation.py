"""One program on the emulator, from its folder to a verdict."""

import hashlib
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tilesmith.agent.spec import Arch
from tilesmith.tools.replay.agreement import Comparison, compare
from tilesmith.tools.replay.program import ProgramError, ReplayProgram, read_array
from tilesmith.tools.runner import EmulatorRunner, RunOptions, RunResult, RunStatus
from tilesmith.tools.sdk import cache_root


class Status(StrEnum):
    """How a run ended."""

    OK = "ok"
    """To its end, without a finding of severity error."""
    HANG = "hang"
    """Kernels wait for something that cannot come, or never end."""
    FAULT = "fault"
    """A kernel does not compile, misuses the device, or crashes."""
    UNSUPPORTED = "unsupported"
    """The emulator lacks something that the program uses: nothing is known of the program."""


_STATUS = {
    RunStatus.OK: Status.OK,
    RunStatus.HANG: Status.HANG,
    RunStatus.LIMIT: Status.HANG,
    RunStatus.UNSUPPORTED: Status.UNSUPPORTED,
    RunStatus.FAULT: Status.FAULT,
    RunStatus.FAILED: Status.FAULT,
    RunStatus.COMPILE_ERROR: Status.FAULT,
    RunStatus.CRASH: Status.FAULT,
}


@dataclass(frozen=True)
class Emulation:
    """What is known of a program after its run."""

    program: ReplayProgram
    arch: Arch
    status: Status
    findings: tuple[dict[str, Any], ...]
    """As the emulator reports them, see tools/emulator/README.md; what it could not report is added."""
    comparisons: dict[str, Comparison]
    """By output, for those that were measured."""
    run: RunResult
    reason: str = ""
    """What the emulator lacks, when the status is UNSUPPORTED."""

    @property
    def matches(self) -> bool:
        """Every measured output agrees: true when none was measured, false when the run failed."""
        program = self.program
        measured = {tensor.name for tensor in program.outputs if program.was_measured(tensor, self.arch)}
        return measured == {name for name, found in self.comparisons.items() if found.agrees}

    @property
    def good(self) -> bool:
        """It ran well and agrees."""
        return self.status is Status.OK and self.matches

    @property
    def reported(self) -> bool:
        """Something is said against the program."""
        return self.status in (Status.HANG, Status.FAULT) or bool(self.findings)

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        report = self.run.report
        return {
            "status": self.status.value,
            "findings": list(self.findings),
            "matches": self.matches,
            "errors": {name: found.as_json() for name, found in self.comparisons.items()},
            "program": self.program.name,
            "arch": self.arch.value,
            "reason": self.reason,
            "seconds": self.run.seconds,
            "stuck": [stuck.model_dump(mode="json") for stuck in report.stuck] if report else [],
            "counters": report.counters if report else {},
        }


def emulate(
    program: ReplayProgram,
    arch: Arch,
    prefix: Path,
    *,
    outputs: Path | None = None,
    options: RunOptions | None = None,
) -> Emulation:
    """Run `program` on the emulator installed in `prefix`, in the sandbox.

    Args:
        outputs: where its output tensors go as `.npy`; a temporary folder by default.

    Raises:
        ProgramError: the emulator cannot read `program.json`.
        SandboxError: the sandbox cannot be set up.
    """
    folder = program.folder.resolve()
    # Kernels are native code: a cache that one may write to belongs to its program alone.
    cache = cache_root() / "replay" / hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    runner = EmulatorRunner(folder, prefix, cache, arch)
    with tempfile.TemporaryDirectory(prefix="tilesmith-replay-") as scratch:
        written = (outputs or Path(scratch)).resolve()
        written.mkdir(parents=True, exist_ok=True)
        run = runner.replay(written, options or RunOptions())
        _require_readable(program, run)
        status = _STATUS[run.status]
        return Emulation(
            program,
            arch,
            status,
            _findings(run),
            _comparisons(program, arch, written) if status is Status.OK else {},
            run,
            run.reason,
        )


def _require_readable(program: ReplayProgram, run: RunResult) -> None:
    """The replayer ends with 1 and one line when it cannot make sense of the description."""
    prefix = "tilesmith-replay: "
    said = next((line for line in run.stderr.splitlines() if line.startswith(prefix)), "")
    if run.status is RunStatus.FAILED and said:
        raise ProgramError(f"{program.folder}: {said.removeprefix(prefix)}")


def _findings(run: RunResult) -> tuple[dict[str, Any], ...]:
    """The emulator's findings, and as findings what else ended the run."""
    reported = [finding.model_dump(mode="json") for finding in run.report.findings] if run.report else []
    known = {finding["check"] for finding in reported}
    added = [
        {
            "check": diagnostic.check,
            "severity": "error",
            "core": None,
            "kernel": diagnostic.file,
            "processor": "",
            "file": diagnostic.file,
            "line": diagnostic.line,
            "message": diagnostic.message,
            "expected": "",
            "hint": diagnostic.hint,
            "count": 1,
        }
        for diagnostic in run.diagnostics
        if diagnostic.check not in known
    ]
    return (*reported, *added)


def _comparisons(program: ReplayProgram, arch: Arch, folder: Path) -> dict[str, Comparison]:
    found = {}
    for tensor in program.outputs:
        measured = program.measured(tensor, arch)
        if measured is not None:
            got = read_array(folder / f"{tensor.name}.npy")
            found[tensor.name] = compare(program, tensor, arch, got, measured)
    return found
