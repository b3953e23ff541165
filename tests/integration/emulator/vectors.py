"""The reference programs measured on a simulator of the chip, and what agreeing with them means.

They lie beside the project, in `../shared/ttsim-vectors`; without them the tests that use them are skipped.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

VECTORS = Path(__file__).parents[4] / "shared/ttsim-vectors"
ARCHES = {"wormhole_b0": "wh", "blackhole": "bh"}

EXACT_CATEGORIES = {
    "data movement",
    "data types",
    "fpu eltwise",
    "fpu broadcast",
    "transpose",
    "tilize",
    "multi-core",
    "sfpu special values",
}
"""Bit for bit; NaN and infinities included."""
CLOSE_CATEGORIES = {"matmul", "reduce", "normalization"}
"""Within `CLOSE_ULP` units of the last place of a bf16 of the size of the measured value."""
CLOSE_ULP = 2.0
OWN_ERROR_FACTOR = 2.0
"""Float32 and approximate vector functions and chains: error against the formula, over the measured one's."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Vector:
    """One program folder."""

    folder: Path
    program: dict[str, Any]

    @property
    def category(self) -> str:
        """The heading under which the collection lists it."""
        return str(self.program["category"])

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """The tensors that the program writes."""
        return [buffer for buffer in self.program["buffers"] if buffer.get("output")]

    def measured(self, name: str, arch: str) -> Array:
        """What the simulator's `arch` left in the tensor `name`."""
        measured: Array = np.load(self.folder / f"{name}.{ARCHES[arch]}.npy").astype(np.float64)
        return measured

    @property
    def judged_by_own_error(self) -> bool:
        """Whether the measured error against the formula counts, not the distance from what was measured."""
        float32 = any(tensor["dtype"] == "float32" for tensor in self.outputs)
        return self.category == "sfpu chain" or (
            self.category.startswith("sfpu") and (float32 or "approx" in self.folder.name)
        )

    def inputs(self) -> dict[str, Array]:
        """The input tensors by name."""
        names = [buffer["name"] for buffer in self.program["buffers"] if not buffer.get("output")]
        return {name: np.load(self.folder / f"{name}.npy").astype(np.float64) for name in names}

    def golden(self) -> Array | None:
        """The formula's value in float64; None where it is described in words."""
        scope = {"np": np, "erf": erf, "sqrt": np.sqrt} | self.inputs()
        formula = str(self.program["golden"]["formula"])
        if formula.startswith("x="):
            definition, formula = formula.split(";", 1)
            with np.errstate(all="ignore"):
                scope["x"] = eval(definition[2:], scope)
        try:
            with np.errstate(all="ignore"):
                return np.asarray(eval(formula.strip(), scope), np.float64)
        except (SyntaxError, NameError):
            return None


def load(folder: Path) -> Vector:
    """The program of one folder."""
    return Vector(folder, json.loads((folder / "program.json").read_text()))


def names(of: str = ".") -> list[str]:
    """The folders of the collection (or of its part `of`), in order."""
    base = VECTORS / of
    return sorted(path.parent.name for path in base.glob("*/program.json")) if base.is_dir() else []


def replay(prefix: Path, folder: Path, arch: str, workspace: Path) -> tuple[dict[str, Any], Path]:
    """Run a program on the emulator of `prefix`: its report and the folder of its outputs."""
    outputs = workspace / "outputs"
    outputs.mkdir(parents=True, exist_ok=True)
    report = workspace / "report.json"
    subprocess.run(
        [prefix / "bin/tilesmith-replay", folder, "--arch", arch, "--outputs", outputs],
        env=os.environ
        | {"TILESMITH_REPORT": str(report), "TILESMITH_KERNEL_CACHE": str(workspace.parent / "kernels")},
        capture_output=True,
        check=False,
        timeout=300,
    )
    return json.loads(report.read_text()), outputs


def bf16_ulp(values: Array) -> Array:
    """The unit of the last place of a bf16 of each value's size."""
    magnitude = np.maximum(np.abs(values), 2.0**-126)
    return 2.0 ** (np.floor(np.log2(magnitude)) - 7)


def disagreement(vector: Vector, got: Array, measured: Array) -> str | None:
    """Why `got` does not agree with `measured`, or None."""
    same_kind = np.isfinite(got) == np.isfinite(measured)
    infinite = ~np.isfinite(measured)
    if not same_kind.all() or not np.array_equal(got[infinite], measured[infinite], equal_nan=True):
        return "infinities or NaN differ"
    integers = all("int" in tensor["dtype"] for tensor in vector.outputs)
    if integers or vector.category in EXACT_CATEGORIES or "max" in vector.folder.name.split("_"):
        return _first_difference(got, measured)
    finite = ~infinite
    if np.array_equal(got[finite], measured[finite]):
        return None
    if vector.judged_by_own_error:
        return _beyond_own_error(vector, got, measured)
    units = np.abs(got - measured)[finite] / bf16_ulp(measured[finite])
    if units.size == 0 or units.max() <= CLOSE_ULP:
        return None
    if vector.category != "normalization":
        return f"{units.max():.3g} bf16 ULP apart"
    return _beyond_own_error(vector, got, measured)


def _first_difference(got: Array, measured: Array) -> str | None:
    different = np.argwhere(got != measured)
    if different.size == 0:
        return None
    at = tuple(different[0])
    return f"{len(different)} values differ, the first at {at}: {got[at]!r}, measured {measured[at]!r}"


def _beyond_own_error(vector: Vector, got: Array, measured: Array) -> str | None:
    golden = vector.golden()
    if golden is None:
        return "not the same, and the golden value has no formula"
    golden = golden.reshape(measured.shape)
    finite = np.isfinite(golden) & np.isfinite(measured)
    own = float(np.abs(measured - golden)[finite].max())
    ours = float(np.abs(got - golden)[finite].max())
    return (
        None if ours <= OWN_ERROR_FACTOR * own else f"error {ours:.3g}, the measured program's is {own:.3g}"
    )
