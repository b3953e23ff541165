"""Keeps what became of each mutant, until it or the checks change."""

import hashlib
import json
from pathlib import Path

import tilesmith.tools as tools
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.evals.mutation.operators import Mutant
from tilesmith.evals.mutation.workshop import SEED, Finding, Subject
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.sdk import cache_root

_CHECKS = ("contract", "diagnostics", "runner", "verification")


class OutcomeCache:
    """Findings by the content of mutant, project, operation, checks and emulator."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or cache_root() / "mutants"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stamp = f"{_source_of_checks()} {emulator_prefix().name} {SEED}"

    def find(self, mutant: Mutant, subject: Subject) -> Finding | None:
        """What became of `mutant` the last time."""
        try:
            return Finding(**json.loads(self._file(mutant, subject).read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, mutant: Mutant, subject: Subject, finding: Finding) -> None:
        """Remember `finding`."""
        text = json.dumps({"rung": str(finding.rung), "check": finding.check})
        self._file(mutant, subject).write_text(text)

    def _file(self, mutant: Mutant, subject: Subject) -> Path:
        mutated = subject.project.with_files({mutant.file: mutant.text})
        parts = [self._stamp, _task(subject.spec, subject.target), json.dumps(dict(mutated.files))]
        return self._folder / hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _task(spec: OperationSpec, target: Target) -> str:
    return spec.model_dump_json() + target.model_dump_json()


def _source_of_checks() -> str:
    root = Path(next(iter(tools.__path__)))
    digest = hashlib.sha256()
    for package in _CHECKS:
        for file in sorted((root / package).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
