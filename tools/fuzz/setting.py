"""What the host of a random program describes: cores, tensors, circular buffers, semaphores."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tilesmith.agent.spec import Arch
from tilesmith.tools.fuzz.values import GRID, Core

_TILE_BYTES = {
    "bfloat16": 2048,
    "float32": 4096,
    "int32": 4096,
    "uint32": 4096,
    "uint16": 2048,
    "uint8": 1024,
    "bfloat8_b": 1088,
    "bfloat4_b": 576,
}


@dataclass(frozen=True)
class Layout:
    """What a compiled kernel depends on: the formats of its circular buffers, and how compute is set up."""

    formats: dict[int, str]
    settings: dict[str, Any]


LAYOUTS = (
    Layout({0: "bfloat16", 1: "bfloat16", 2: "bfloat16", 16: "bfloat16"}, {"math_fidelity": "HiFi4"}),
    Layout(
        {0: "float32", 1: "float32", 2: "int32", 3: "uint16", 16: "float32"},
        {"math_fidelity": "HiFi2", "fp32_dest_acc_en": True, "unpack_to_dest_fp32": [0]},
    ),
    Layout(
        {0: "bfloat8_b", 1: "bfloat16", 2: "uint8", 3: "bfloat4_b", 16: "bfloat8_b"},
        {"math_fidelity": "LoFi", "math_approx_mode": True, "dst_full_sync_en": True},
    ),
)


def random_cores(random: Random, arch: Arch) -> list[Core]:
    """A few cores of the grid; seldom one beyond it."""
    width, height = GRID[arch]
    count = random.choice([1, 1, 1, 2, 4])
    cores = [(random.randrange(width), random.randrange(height)) for _ in range(count)]
    if random.random() < 0.01:
        cores.append((random.randrange(70), random.randrange(70)))
    return list(dict.fromkeys(cores))


def random_buffer(random: Random, number: int) -> dict[str, Any]:
    """A tensor in DRAM or L1, of which the host writes zeros."""
    dtype = random.choice(["bfloat16", "float32", "int32", "bfloat8_b"])
    page = random.choice([_TILE_BYTES[dtype]] * 60 + [64, 2048, 100, 0])
    return {
        "name": f"buffer{number}",
        "dtype": dtype,
        "shape": [random.choice([32, 64, 96, 1]), random.choice([32, 64, 33])],
        "layout": "tile" if random.random() < 0.98 else random.choice(["row_major", "diagonal"]),
        "memory": random.choices(["dram_interleaved", "l1_interleaved"], [4, 1])[0],
        "page_size": page,
        "output": True,
    }


def random_cb(random: Random, index: int, dtype: str, cores: Sequence[Core]) -> dict[str, Any]:
    tile = _TILE_BYTES[dtype]
    return {
        "index": index,
        "cores": [
            [min(core[axis] for core in cores) for axis in (0, 1)],
            [max(core[axis] for core in cores) for axis in (0, 1)],
        ],
        "num_pages": random.choice([1, 2, 2, 2, 4, 8, 3])
        if random.random() < 0.99
        else random.choice([0, 700, 1 << 22]),
        "page_size": tile
        if random.random() < 0.85
        else random.choice([tile * 2, 32, 1024, 100, 33, 1] * 4 + [0]),
        "dtype": dtype,
    }


def random_semaphores(random: Random, cores: Sequence[Core]) -> list[dict[str, Any]]:
    ids = range(random.randint(0, 4)) if random.random() < 0.98 else [random.randrange(40)]
    return [
        {
            "id": number,
            "cores": None,
            "core_list": [list(core) for core in cores],
            "initial": random.randrange(3),
        }
        for number in ids
    ]
