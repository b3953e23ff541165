"""uint8 and bfloat4_b through reader, compute and writer, against what numpy makes of the formats."""

import json
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.replay import emulate, load_program

from .description import READER, WRITER, buffer, compute, kernel
from .single_tile import MAIN, MOVE, READ, WRITE

PAGE_BYTES = {"uint8": 1024, "bfloat16": 2048, "bfloat8_b": 1088, "bfloat4_b": 576}
RANDOM = np.random.default_rng(4)
# At most seven significant bits: bfloat16 holds them, and the packer's first rounding keeps them.
FLOATS = (RANDOM.integers(-127, 128, (32, 32)) / 32 * 2.0 ** RANDOM.integers(-3, 4, (32, 1))).astype(
    np.float32
)


def block_float(values: np.ndarray, bits: int) -> np.ndarray:
    """`values` in blocks of 16 of a row that share the exponent of the largest, `bits` each with the sign.

    The packer rounds to eight bits, to nearest with halves away from zero, the largest saturating, and cuts
    off what fewer bits do not hold (https://github.com/tenstorrent/tt-isa-documentation, format conversion).
    """
    blocks = values.astype(np.float64).reshape(-1, 16)
    exponents = np.frexp(np.abs(blocks).max(axis=1, keepdims=True))[1]
    rounded = np.minimum(np.floor(np.abs(blocks) / 2.0 ** (exponents - 7) + 0.5), 127)
    kept = np.floor(rounded / 2 ** (8 - bits))
    return (np.sign(blocks) * kept * 2.0 ** (exponents - (bits - 1))).reshape(values.shape)


def copied(folder: Path, tile: np.ndarray, source: str, target: str, *, wide: bool) -> np.ndarray:
    """What copy_tile and pack_tile make of `tile`, of the format `source`, in a buffer of `target`."""
    for name, body, dtype in (("reader", READ, source), ("writer", WRITE, target)):
        text = MOVE.replace("@BODY@", body).replace("4096", str(PAGE_BYTES[dtype]))
        (folder / f"{name}.cpp").write_text(text)
    (folder / "compute.cpp").write_text(
        '#include "api/compute/tile_move_copy.h"\n' + MAIN.replace("@MATH@", "")
    )
    np.save(folder / "in0.npy", tile)
    description = {
        "buffers": [
            buffer("in0", source, [32, 32], PAGE_BYTES[source]),
            buffer("out0", target, [32, 32], PAGE_BYTES[target], output=True),
        ],
        "circular_buffers": [
            {
                "index": index,
                "cores": [[0, 0], [0, 0]],
                "num_pages": 1,
                "page_size": PAGE_BYTES[dtype],
                "dtype": dtype,
            }
            for index, dtype in ((0, source), (16, target))
        ],
        "kernels": [
            kernel("reader.cpp", READER, "in0"),
            kernel("writer.cpp", WRITER, "out0"),
            compute("compute.cpp", fp32=False) | {"fp32_dest_acc_en": wide},
        ],
    }
    (folder / "program.json").write_text(json.dumps(description))
    result = emulate(load_program(folder), Arch.WORMHOLE_B0, emulator_prefix(), outputs=folder / "out")
    assert (result.status, result.findings) == ("ok", ())
    return np.load(folder / "out/out0.npy")


def test_uint8_keeps_every_value(tmp_path: Path) -> None:
    tile = (np.arange(1024) * 7 % 256).astype(np.uint8).reshape(32, 32)
    assert np.array_equal(copied(tmp_path, tile, "uint8", "uint8", wide=True), tile)


@pytest.mark.parametrize("target", ["bfloat4_b", "bfloat8_b"])
def test_the_packer_makes_blocks_of_bfloat16(tmp_path: Path, target: str) -> None:
    expected = block_float(FLOATS, 4 if target == "bfloat4_b" else 8)
    assert np.array_equal(copied(tmp_path, FLOATS, "bfloat16", target, wide=False), expected)


def test_bfloat4_b_is_unpacked_exactly(tmp_path: Path) -> None:
    tile = block_float(FLOATS, 4).astype(np.float32)
    assert np.array_equal(copied(tmp_path, tile, "bfloat4_b", "bfloat16", wide=False), tile)
