"""Random programs: a host's description (`program.json`) and what each kernel does, all from one seed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tilesmith.agent.spec import Arch
from tilesmith.tools.fuzz.kernels import written_out
from tilesmith.tools.fuzz.operations import DATA_MOVEMENT, Vocabulary
from tilesmith.tools.fuzz.setting import (
    LAYOUTS,
    Layout,
    random_buffer,
    random_cb,
    random_cores,
    random_semaphores,
)
from tilesmith.tools.fuzz.steps import Step, random_steps
from tilesmith.tools.fuzz.values import Values

WRITTEN_OUT_EVERY = 100
"""Of the seeds, this part makes kernels of their own; the others give their operations to interpreters."""
_MOST_WORDS = 340
_STRANGENESS = (0.0, 0.01, 0.05, 0.2)


@dataclass(frozen=True)
class RandomProgram:
    """One program."""

    seed: int
    arch: Arch
    description: dict[str, Any]
    """Of `program.json`; kernels are named by the interpreters' files or by its own."""
    sources: dict[str, str] = field(default_factory=dict)
    """Its own kernels, by file name."""


class Generator:
    """Makes programs, one for each seed."""

    def __init__(
        self, compute: Vocabulary, arches: Sequence[Arch] = tuple(Arch), layouts: Sequence[Layout] = LAYOUTS
    ) -> None:
        self._arches = arches
        self._layouts = layouts
        self._vocabularies = {"data_movement": DATA_MOVEMENT, "compute": compute}
        self._numbers = {
            kind: {operation: number for number, operation in enumerate(words.all, start=1)}
            for kind, words in self._vocabularies.items()
        }

    def program(self, seed: int) -> RandomProgram:
        """The program of this seed, always the same one."""
        random = Random(seed)
        arch = random.choice(self._arches)
        layout = random.choice(self._layouts)
        cores = random_cores(random, arch)
        buffers = [random_buffer(random, number) for number in range(random.randint(1, 3))]
        circular_buffers = [random_cb(random, index, dtype, cores) for index, dtype in layout.formats.items()]
        pages = [entry["page_size"] for entry in circular_buffers]
        values = Values(random, arch, list(layout.formats), cores, pages, random.choice(_STRANGENESS))
        sources: dict[str, str] = {}
        kernels = [
            self._kernel(role, layout, values, sources if seed % WRITTEN_OUT_EVERY == 0 else None)
            for role in ("reader", "compute", "writer")
            if random.random() < 0.95
        ]
        description = {
            "name": f"seed_{seed}",
            "buffers": buffers,
            "circular_buffers": circular_buffers,
            "semaphores": random_semaphores(random, cores),
            "kernels": kernels or [self._kernel("reader", layout, values, None)],
        }
        return RandomProgram(seed, arch, description, sources)

    def _kernel(
        self, role: str, layout: Layout, values: Values, sources: dict[str, str] | None
    ) -> dict[str, Any]:
        kind = "compute" if role == "compute" else "data_movement"
        steps = list(random_steps(role, self._vocabularies[kind], values))
        words = [] if sources is not None else self._encoded(kind, steps)
        if sources is not None:
            sources[f"{role}.cpp"] = written_out(kind, steps)
        roles = {
            "reader": {"processor": "riscv_1", "noc": 1},
            "writer": {"processor": "riscv_0", "noc": 0},
            "compute": layout.settings,
        }
        return {
            "source": f"{role}.cpp" if sources is not None else f"{kind}.cpp",
            "kind": kind,
            "cores": None,
            "core_list": [list(core) for core in values.cores],
            "compile_args": [],
            "named_compile_args": {},
            "defines": {},
            "runtime_args": {f"{x},{y}": words for x, y in values.cores},
            "common_runtime_args": [],
            **roles[role],
        }

    def _encoded(self, kind: str, steps: Iterable[Step]) -> list[int]:
        words: list[int] = []
        for operation, given in steps:
            if len(words) + 1 + len(given) > _MOST_WORDS:
                break
            words += [self._numbers[kind][operation], *given]
        return [*words, 0]
