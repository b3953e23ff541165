"""The folder of an evaluation: how it was set up, and a line for each sample that has ended."""

import json
import os
import platform
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

import tilesmith
from tilesmith.errors import TilesmithError
from tilesmith.evals.run.sample import SampleKey, SampleResult, Status

CONFIG, RESULTS, TABLE = "config.json", "results.jsonl", "results.parquet"


_WHERE = ("machine", "engines")
"""Fields of `Config` that say where it was run: what a sample comes to is the same everywhere."""


class EvaluationError(TilesmithError):
    """A folder that holds no evaluation, or another one."""


class Config(BaseModel):
    """What was run. Results of one folder all come from one configuration."""

    model_config = ConfigDict(frozen=True)

    suite: str
    tasks: tuple[str, ...]
    samples: int
    settings: dict[str, Any]
    """Of `tilesmith generate`."""
    seed: int
    flaws: float | None = None
    """Share of mistakes of the scripted model; None: a real drafter."""
    tilesmith: str = tilesmith.__version__
    python: str = platform.python_version()
    machine: str = f"{platform.machine()}, {os.cpu_count()} cores"
    """That began it."""
    engines: tuple[str, ...] = ()
    """Where its samples were run, in the order in which it came there."""


class Store:
    """The results of one evaluation, on the disk as soon as they are known."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, config: Config, engine: str = "") -> None:
        """Set the evaluation up, or go on with it, on `engine`.

        Raises:
            EvaluationError: the folder holds another evaluation.
        """
        self.require_same(config)
        self.folder.mkdir(parents=True, exist_ok=True)
        there = self.config() if (self.folder / CONFIG).is_file() else config
        engines = tuple(dict.fromkeys([*there.engines, *([engine] if engine else [])]))
        partial = self.folder / f"{CONFIG}.partial"
        partial.write_text(there.model_copy(update={"engines": engines}).model_dump_json(indent=2) + "\n")
        partial.replace(self.folder / CONFIG)
        self._mend()

    def require_same(self, config: Config) -> None:
        """Nothing happens unless the folder holds another evaluation than that of `config`.

        Raises:
            EvaluationError: it does.
        """
        if not (self.folder / CONFIG).is_file():
            return
        there = self.config()
        changed = [
            name
            for name in Config.model_fields
            if name not in _WHERE and getattr(there, name) != getattr(config, name)
        ]
        if changed:
            raise EvaluationError(
                f"{self.folder} holds an evaluation with other {', '.join(changed)}: choose another folder "
                "with --output, or repeat the command that began it"
            )

    def config(self) -> Config:
        """How the evaluation was set up.

        Raises:
            EvaluationError: there is none.
        """
        path = self.folder / CONFIG
        try:
            return Config.model_validate_json(path.read_text())
        except FileNotFoundError as error:
            raise EvaluationError(
                f"{self.folder} holds no evaluation: run one with `tilesmith eval run --output {self.folder}`"
            ) from error
        except ValidationError as error:
            raise EvaluationError(f"{path} is damaged: {error.errors()[0]['msg']}") from error

    def add(self, result: SampleResult) -> None:
        """One more result: after this it survives a crash of the machine."""
        with (self.folder / RESULTS).open("a", encoding="utf-8") as file:
            file.write(result.model_dump_json() + "\n")
            file.flush()
            os.fsync(file.fileno())

    def results(self) -> list[SampleResult]:
        """Those known so far, one a sample, in the order of their keys.

        Half a line, which a killed evaluation may have left, is nothing.
        """
        path = self.folder / RESULTS
        known: dict[SampleKey, SampleResult] = {}
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            try:
                result = SampleResult.model_validate_json(line)
            except ValidationError:
                continue
            known[result.key] = result
        return [known[key] for key in sorted(known, key=lambda key: (key.task, key.sample))]

    def done(self) -> list[SampleResult]:
        """Those that are not run again: all but what was not the model's fault."""
        return [result for result in self.results() if result.status is not Status.INFRA]

    def _mend(self) -> None:
        """End a half-written last line, so that the next result has a line of its own."""
        path = self.folder / RESULTS
        if path.is_file() and not path.read_bytes().endswith(b"\n") and path.stat().st_size:
            with path.open("a", encoding="utf-8") as file:
                file.write("\n")

    def write_table(self) -> Path:
        """The results as Parquet, a row a sample, for whoever analyses them."""
        import pyarrow
        import pyarrow.parquet

        rows = [_row(result) for result in self.results()]
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), self.folder / TABLE)
        return self.folder / TABLE


def _row(result: SampleResult) -> dict[str, object]:
    flat = result.model_dump(mode="json", exclude={"key", "usage", "attempts"})
    usage = {f"usage_{name}": value for name, value in result.usage.model_dump().items()}
    return {
        "task": result.key.task,
        "sample": result.key.sample,
        **flat,
        **usage,
        "first_draft": result.first_draft,
        "attempts": json.dumps([attempt.model_dump(mode="json") for attempt in result.attempts]),
    }
