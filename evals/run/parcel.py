"""What goes to another machine with a sample, and the folder that comes back, without a disk in common."""

import io
import tarfile
from dataclasses import dataclass, replace
from pathlib import Path

from tilesmith.agent.spec.packaged import PACKAGED
from tilesmith.evals.run.job import Job

_FILE_FIELDS = ("spec_file", "kernelbench")
"""Of a request: files that the machine which runs it has to have."""
MOST_BYTES = 64 * 1024**2
"""Of a sample's folder; larger files than fit stay where they are."""


@dataclass(frozen=True)
class Parcel:
    """A sample with the files that it names."""

    job: Job
    files: dict[str, tuple[str, str]]
    """By field of the request: the file's name and its text."""

    @classmethod
    def of(cls, job: Job) -> "Parcel":
        """`job` with the files of this machine. One that is missing is missed where the sample runs."""
        named = {name: getattr(job.task.request, name) for name in _FILE_FIELDS}
        paths = {
            name: Path(value) for name, value in named.items() if value and not value.startswith(PACKAGED)
        }
        return cls(
            job,
            {
                name: (path.name, path.read_text(encoding="utf-8"))
                for name, path in paths.items()
                if path.is_file()
            },
        )

    def opened(self, folder: Path) -> Job:
        """The sample as one of the evaluation in `folder`, with its files there."""
        places: dict[str, str] = {}
        for field, (name, text) in self.files.items():
            places[field] = str(folder / name)
            (folder / name).write_text(text, encoding="utf-8")
        request = self.job.task.request.model_copy(update=places)
        return replace(self.job, folder=folder, task=self.job.task.model_copy(update={"request": request}))


def packed(folder: Path) -> bytes:
    """A compressed archive of `folder`, the small files first."""
    files = sorted(
        (path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size
    )
    packet, left = io.BytesIO(), MOST_BYTES
    with tarfile.open(fileobj=packet, mode="w:gz", compresslevel=3) as archive:
        for path in files:
            left -= path.stat().st_size
            if left < 0:
                break
            archive.add(path, path.relative_to(folder).as_posix())
    return packet.getvalue()


def unpack(packet: bytes, folder: Path) -> None:
    """Write the files of `packed` below `folder`; none of them can leave it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(packet), mode="r:gz") as archive:
        archive.extractall(folder, filter="data")
