"""Where a candidate is built: a folder in the cache for each output folder, to build incrementally."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import Announce, emulator_prefix
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.sandbox import Signal
from tilesmith.tools.sdk import cache_root


@dataclass(frozen=True)
class Workspace:
    """The folders of one project under work."""

    root: Path

    @classmethod
    def of(cls, output: str, sample: int = 0) -> "Workspace":
        """The workspace of the project that goes to `output`, or of one of the samples that race for it."""
        name = hashlib.sha256(output.encode()).hexdigest()[:16]
        return cls(cache_root() / "work" / (f"{name}-{sample}" if sample else name))

    @property
    def source(self) -> Path:
        """The candidate's files."""
        return self.root / "source"

    @property
    def build(self) -> Path:
        """CMake's build folder."""
        return self.root / "build"

    def runner(
        self, arch: Arch, announce: Announce | None = None, cancel: Signal | None = None
    ) -> EmulatorRunner:
        """Runs this project's program on the emulator; `announce` is told if that has to be built first.

        Args:
            cancel: ends whatever the runner has under way.

        Raises:
            TilesmithError: the emulator cannot be built.
        """
        return EmulatorRunner(self.source, emulator_prefix(announce), self.root / "kernels", arch, cancel)

    def hold(self, project: Project) -> None:
        """Make `source` hold exactly the files of `project`; files that are as they were keep their time."""
        for path in sorted(self.source.rglob("*")):
            if path.is_file() and path.relative_to(self.source).as_posix() not in project.files:
                path.unlink()
        self.source.mkdir(parents=True, exist_ok=True)
        project.write(self.source)

    def holds(self, project: Project) -> bool:
        """Whether `source` holds exactly the files of `project`."""
        paths = (path for path in self.source.rglob("*") if path.is_file())
        found = {path.relative_to(self.source).as_posix(): path.read_bytes() for path in paths}
        return found == {name: text.encode() for name, text in project.files.items()}
