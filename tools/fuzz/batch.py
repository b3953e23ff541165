"""Runs random programs on the emulator, many in one sandbox."""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.spec import Arch
from tilesmith.tools.cmake.toolchain import tool_folders
from tilesmith.tools.emulator.build import is_sanitized
from tilesmith.tools.fuzz.kernels import interpreter
from tilesmith.tools.fuzz.operations import DATA_MOVEMENT, compute_vocabulary
from tilesmith.tools.fuzz.outcome import CODE, REPORT, STDERR, Outcome, outcome_of
from tilesmith.tools.fuzz.program import Generator, RandomProgram
from tilesmith.tools.fuzz.setting import LAYOUTS
from tilesmith.tools.sandbox import GIB, Limits
from tilesmith.tools.sandbox import run as run_in_sandbox
from tilesmith.tools.sdk.locations import cache_root

_BATCH = 50
# A loop may spin for ten seconds before it is told of (src/scheduler.cpp); the rest is for slow machines.
_CPU_SECONDS = 60
_WALL_SECONDS = 300
_SCRIPT = f"""\
replay=$1; shift
ulimit -c 0
for folder in "$@"; do
    TILESMITH_REPORT=$folder/{REPORT} TILESMITH_ARCH=$(cat "$folder/arch") \\
        timeout -s KILL {_WALL_SECONDS} "$replay" "$folder" > /dev/null 2> "$folder/{STDERR}"
    echo $? > "$folder/{CODE}"
done
"""


@dataclass(frozen=True)
class Fuzzer:
    """Makes and runs the programs of seeds."""

    prefix: Path
    """The emulator's installation."""
    generator: Generator
    kernels: Path
    """The interpreters' sources; compiled once, their objects lie beside them."""

    def run(self, seeds: Sequence[int], jobs: int) -> Iterator[Outcome]:
        """The outcomes of the programs of `seeds`, in this order, as they come.

        Raises:
            SandboxError: the sandbox cannot be set up.
        """
        batches = [seeds[at : at + _BATCH] for at in range(0, len(seeds), _BATCH)]
        with ThreadPoolExecutor(jobs) as pool:
            for outcomes in pool.map(self._batch, batches):
                yield from outcomes

    def _batch(self, seeds: Sequence[int]) -> list[Outcome]:
        with tempfile.TemporaryDirectory(prefix="tilesmith-fuzz-") as place:
            folders = {seed: self.write(self.generator.program(seed), Path(place)) for seed in seeds}
            self._run_all(list(folders.values()), Path(place))
            return [outcome_of(seed, folder) for seed, folder in folders.items()]

    def write(self, program: RandomProgram, place: Path) -> Path:
        """Write the program to a folder of its own in `place`."""
        folder = place / str(program.seed)
        folder.mkdir(parents=True)
        for name, text in program.sources.items():
            (folder / name).write_text(text)
        description = json.loads(json.dumps(program.description))
        for kernel in description["kernels"]:
            if kernel["source"] not in program.sources:
                kernel["source"] = str(self.kernels / kernel["source"])
        (folder / "program.json").write_text(json.dumps(description))
        (folder / "arch").write_text(program.arch.value)
        return folder

    def _run_all(self, folders: Sequence[Path], place: Path) -> None:
        objects = self.kernels / "objects"
        run_in_sandbox(
            ["sh", "-c", _SCRIPT, "fuzz", str(self.prefix / "bin" / "tilesmith-replay"), *map(str, folders)],
            cwd=place,
            readable=[self.prefix, self.kernels, *tool_folders()],
            writable=[place, objects],
            limits=Limits(
                wall_seconds=_WALL_SECONDS * len(folders),
                cpu_seconds=_CPU_SECONDS,
                memory_bytes=6 * GIB,
                address_space_bytes=None if is_sanitized(self.prefix) else 32 * GIB,
            ),
            env={"TILESMITH_KERNEL_CACHE": str(objects), "TT_METAL_DPRINT_CORES": "all", "LC_ALL": "C"},
        )


def fuzzer(prefix: Path, *, of_one_kind: bool = False) -> Fuzzer:
    """A fuzzer for the emulator in `prefix`; the interpreters are compiled when they first run.

    Args:
        of_one_kind: only programs for Wormhole with bfloat16 data, which need three compilations and not 18.
    """
    compute = compute_vocabulary(prefix / "device")
    sources = {
        "compute.cpp": interpreter("compute", compute.all),
        "data_movement.cpp": interpreter("data_movement", DATA_MOVEMENT.all),
    }
    digest = hashlib.sha256("".join(sources.values()).encode()).hexdigest()[:16]
    kernels = cache_root() / "fuzz" / f"{prefix.name}-{digest}"
    (kernels / "objects").mkdir(parents=True, exist_ok=True)
    for name, text in sources.items():
        path = kernels / name
        if not path.is_file() or path.read_text() != text:
            path.write_text(text)
    kinds = ([Arch.WORMHOLE_B0], LAYOUTS[:1]) if of_one_kind else (tuple(Arch), LAYOUTS)
    return Fuzzer(prefix, Generator(compute, *kinds), kernels)
