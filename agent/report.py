"""What a run ends with: the one object that reports, the terminal and scripts read."""

from pydantic import BaseModel, ConfigDict, Field

from tilesmith.agent.drafter import Usage
from tilesmith.agent.ending import Ending
from tilesmith.agent.spec import Arch, CoreMode
from tilesmith.agent.verdict import Verdict
from tilesmith.tools.diagnostics import Diagnostic


class AttemptSummary(BaseModel):
    """One line of a run's history."""

    model_config = ConfigDict(frozen=True)

    number: int
    sample: int = 0
    """From 1; 0: the run had but one candidate."""
    verdict: str
    faults: int
    stage: str = ""
    """The rung that failed first; `verified`, or `none` when nothing could be judged."""
    checks: tuple[str, ...] = ()
    """What was found, as `stage: check`, the root cause first."""
    digest: str = ""
    """Of its files: the same digest is the same candidate."""


class Times(BaseModel):
    """Where the seconds of a run went."""

    model_config = ConfigDict(frozen=True)

    llm: float = 0.0
    """Model calls, those of all samples together."""
    compile: float = 0.0
    """The contract, the kernel check and the build of the host."""
    run: float = 0.0
    """Runs of the program and their comparison with the golden."""


class Report(BaseModel):
    """The outcome of a run. `verdict` belongs to the candidate that was kept."""

    model_config = ConfigDict(frozen=True)

    tilesmith: str
    """Version that wrote the report."""
    operation: str
    core_mode: CoreMode
    arch: Arch
    drafter: str
    """Who wrote the files, such as `template` or `openai:gpt-5`."""
    sdk: str
    """Version of the SDK; empty when there was none."""
    seed: int
    """Of the verification's inputs; `--seed` repeats them."""
    verdict: Verdict
    summary: str
    """The verdict in plain words."""
    notes: tuple[str, ...] = ()
    """What has to be known of where the operation comes from, in sentences."""
    ending: Ending = Ending.UNCHECKED
    """What ended the run."""
    run: str = ""
    """Absolute path of the folder with the run's trace; empty when there is none."""
    project: str
    """Absolute path of the project; empty when nothing was written."""
    files: tuple[str, ...] = ()
    digests: dict[str, str] = {}
    """SHA-256 of each file as it was written, by which later runs see what its user has edited."""
    attempts: int = 0
    """Of all samples together."""
    kept_attempt: int = 0
    """Number of the attempt whose files were kept; 0: none."""
    samples: int = 1
    """Drafts that were made side by side."""
    kept_sample: int = 0
    """Sample of the attempt that was kept; 0: the run had but one."""
    history: tuple[AttemptSummary, ...] = ()
    shapes: int = 0
    """Distinct shapes on which the kept candidate ran right."""
    seconds: float = 0.0
    times: Times = Times()
    usage: Usage = Usage()
    diagnostics: tuple[Diagnostic, ...] = Field(default=())
    """What is wrong with the kept candidate."""

    @property
    def verified(self) -> bool:
        """See `Verdict.verified`."""
        return self.verdict.verified
