"""How a random program ended, and whether the emulator may end one so."""

import signal
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tilesmith.tools.runner.report import read_report

REPORT, CODE, STDERR = "report.json", "code", "stderr"
"""What a run leaves in its program's folder."""
_ENDED_BY_EMULATOR = 86
_KILLED_BY_TIMEOUT = 128 + signal.SIGKILL
_OUT_OF_TIME = 128 + signal.SIGXCPU
_REFUSAL = "tilesmith-replay: "
_TAIL_LINES = 30


class Status(StrEnum):
    """How the program ended."""

    OK = "ok"
    HANG = "hang"
    FAULT = "fault"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"
    """No program can be as its description says; it was told in a sentence."""
    CRASH = "crash"
    """The emulator's own fault: a signal, a sanitizer's report, or an end that it says nothing of."""
    ENDLESS = "endless"
    """The emulator's own fault too: it found no end in the time that every program must have one in."""


_GOOD = frozenset({Status.OK, Status.HANG, Status.FAULT, Status.UNSUPPORTED, Status.REFUSED})


@dataclass(frozen=True)
class Outcome:
    """One program's end."""

    seed: int
    status: Status
    checks: tuple[str, ...] = ()
    """What was found, each check as often as it was."""
    said: str = ""
    """The end of what a program that failed printed."""

    @property
    def failed(self) -> bool:
        """The emulator is at fault, whatever the program does."""
        return self.status not in _GOOD

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "seed": self.seed,
            "status": self.status.value,
            "checks": list(self.checks),
            "said": self.said,
        }


def outcome_of(seed: int, folder: Path) -> Outcome:
    """What the run in `folder` came to."""
    stderr = (folder / STDERR).read_text(errors="replace") if (folder / STDERR).is_file() else ""
    code = int((folder / CODE).read_text()) if (folder / CODE).is_file() else _KILLED_BY_TIMEOUT
    report = read_report(folder / REPORT)
    checks = tuple(finding.check for finding in report.findings) if report is not None else ()
    said = "\n".join(stderr.splitlines()[-_TAIL_LINES:])
    if code in (_KILLED_BY_TIMEOUT, _OUT_OF_TIME):
        return Outcome(seed, Status.ENDLESS, checks, said)
    if code == 1 and _REFUSAL in stderr:
        return Outcome(seed, Status.REFUSED, checks)
    known = report is not None and report.status in {status.value for status in _GOOD}
    if not known or code not in (0, _ENDED_BY_EMULATOR) or "emulator_crash" in checks:
        return Outcome(seed, Status.CRASH, checks, said)
    assert report is not None
    return Outcome(seed, Status(report.status), checks)


@dataclass(frozen=True)
class Summary:
    """Many programs."""

    outcomes: Sequence[Outcome]
    seconds: float

    @property
    def failures(self) -> list[Outcome]:
        """Those for which the emulator is to blame."""
        return [outcome for outcome in self.outcomes if outcome.failed]

    @property
    def by_status(self) -> Counter[Status]:
        """How many programs ended so."""
        return Counter(outcome.status for outcome in self.outcomes)

    @property
    def by_check(self) -> Counter[str]:
        """In how many programs a check found something."""
        return Counter(check for outcome in self.outcomes for check in set(outcome.checks))

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "programs": len(self.outcomes),
            "seconds": self.seconds,
            "by_status": {status.value: count for status, count in sorted(self.by_status.items())},
            "by_check": dict(sorted(self.by_check.items())),
            "failures": [outcome.as_json() for outcome in self.failures],
        }
