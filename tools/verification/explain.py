"""In which way an output is wrong: what a person would see in a plot of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from tilesmith.agent.spec import DType, Tolerance
from tilesmith.tools.verification.compare import compare
from tilesmith.tools.verification.device_numbers import Array, rounded, ulp
from tilesmith.tools.verification.layouts import layouts
from tilesmith.tools.verification.tiles import SIDE, faces_swapped, tiles_of

# The emulator's patterns, as upper halves of a float32 (tools/emulator/src/poison.hpp).
_UNWRITTEN, _IN_FLIGHT = 0x7FD2, 0x7FC1
_COVER_EVERY_PAGE = "let the writer cover every page of the output exactly once"
_AWAIT_READS = "call noc_async_read_barrier() before cb_push_back"
_ROUNDING_ULP = 64.0
# Share of elements that must fit for a description to be the explanation.
_FITS = 0.99
_MOST_TILES_COMPARED = 256
_OPERATIONS: Mapping[str, Callable[[Array, Array], Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "max": np.maximum,
    "min": np.minimum,
}
_ONE_SIDED = "-/"
"""Operations whose operands cannot be exchanged."""


@dataclass(frozen=True)
class Explanation:
    """How an output is wrong."""

    check: str
    """Stable name."""
    message: str
    """Continues "<output> ..."."""
    hint: str


@dataclass(frozen=True)
class Wrong:
    """An output that failed, and all that may explain it."""

    output: Array
    golden: Array
    inputs: Mapping[str, Array]
    dtype: DType
    tolerance: Tolerance

    def like(self, other: Array) -> bool:
        """The output is what it would be if `other` were the golden, up to a few elements."""
        if other.shape != self.output.shape or not np.isfinite(other).any():
            return False
        wrong = compare(self.output, other, self.dtype, self.tolerance).wrong
        return wrong <= (1 - _FITS) * self.output.size


def explain(wrong: Wrong) -> Explanation:
    """The first description that fits, from the plain to the subtle."""
    for look in _LOOKS:
        if found := look(wrong):
            return found
    return Explanation(
        "wrong_values",
        "differs from the golden in no simple way",
        "check the order of operations and operands, the scalars' bits, and the init before each operation",
    )


def _in_tile_order(wrong: Wrong) -> Explanation | None:
    """The device's memory as it is, tile by tile and face by face."""
    layout = next(layouts(wrong.golden.shape, wrong.dtype))
    places = layout.elements[: wrong.golden.size]
    if wrong.golden.size <= SIDE or np.array_equal(places, np.arange(places.size)):
        return None
    used = places >= 0
    output, expected = wrong.output.reshape(-1)[used], wrong.golden.reshape(-1)[places[used]]
    if not replace(wrong, output=output).like(expected):
        return None
    return Explanation(
        "not_untilized",
        "holds the right values in the order of tiles and faces, as they lie on the device",
        "turn what EnqueueReadMeshBuffer gives into rows: tilesmith::untilize(tiles, shape)",
    )


def _poisoned_integers(wrong: Wrong) -> Explanation | None:
    """As integers the emulator's patterns are numbers like others, but odd ones."""
    if not wrong.dtype.is_integer:
        return None
    halves = 2 if wrong.dtype.bytes == 4 else 1
    for pattern, check, said, hint in (
        (_UNWRITTEN, "unwritten", "was never written", _COVER_EVERY_PAGE),
        (_IN_FLIGHT, "in_flight", "holds data that had not arrived", _AWAIT_READS),
    ):
        word = np.float32(sum(pattern << (16 * half) for half in range(halves)))
        count = np.count_nonzero((wrong.output == word) & (wrong.golden != word))
        if count:
            return Explanation(check, f"{said} in {count} of {wrong.output.size} elements", hint)
    return None


def _not_finite(wrong: Wrong) -> Explanation | None:
    strange = ~np.isfinite(wrong.output) & np.isfinite(wrong.golden)
    if not strange.any():
        return None
    patterns = wrong.output.astype(np.float32).view(np.uint32) >> 16
    count = f"in {np.count_nonzero(strange)} of {strange.size} elements"
    if (strange & (patterns == _UNWRITTEN)).any():
        return Explanation(
            "unwritten",
            f"was never written {count}",
            _COVER_EVERY_PAGE,
        )
    if (strange & (patterns == _IN_FLIGHT)).any():
        return Explanation(
            "in_flight",
            f"holds data that had not arrived {count}",
            _AWAIT_READS,
        )
    return Explanation(
        "not_finite",
        f"is NaN or infinite {count}",
        "look for memory that is read before it is written, an overflow, or a division by zero",
    )


def _constant(wrong: Wrong) -> Explanation | None:
    if np.ptp(wrong.output) != 0 or np.ptp(wrong.golden) == 0:
        return None
    value = float(wrong.output.flat[0])
    if value == 0:
        return Explanation(
            "all_zero",
            "is zero everywhere",
            "check that compute packs into the output's circular buffer and that the writer writes to the "
            "output's address",
        )
    return Explanation(
        "constant",
        f"is {value:g} everywhere",
        "check that each tile is read, not the same one again and again",
    )


def _copied(wrong: Wrong) -> Explanation | None:
    for name, values in wrong.inputs.items():
        if wrong.like(values):
            return Explanation(
                "input_copied",
                f"is a copy of input {name}",
                "the operation has no effect: check that its result, not its operand, is in the packed DST "
                "tile, and that its init was called",
            )
    return None


def _other_operation(wrong: Wrong) -> Explanation | None:
    """Another simple operation on the same inputs, or on some of them, or in another order."""
    alike = {name: values for name, values in wrong.inputs.items() if values.shape == wrong.output.shape}
    with np.errstate(all="ignore"):
        for name, values in alike.items():
            if wrong.like(-values):
                return _instead(f"input {name} negated")
        for (one, left), (other, right) in permutations(alike.items(), 2):
            for sign, operation in _OPERATIONS.items():
                if (sign in _ONE_SIDED or one < other) and wrong.like(operation(left, right)):
                    words = f"{one} {sign} {other}" if len(sign) == 1 else f"{sign}({one}, {other})"
                    return _instead(words)
    return None


def _instead(words: str) -> Explanation:
    return Explanation(
        "other_operation",
        f"is {words} instead",
        "check which function and which init the compute kernel calls, that every input takes part, and the "
        "order of the operands",
    )


def _transposed(wrong: Wrong) -> Explanation | None:
    golden = wrong.golden
    if golden.ndim >= 2 and golden.shape[-1] == golden.shape[-2] and wrong.like(golden.swapaxes(-1, -2)):
        return Explanation(
            "transposed", "is transposed", "exchange rows and columns in the page numbers or tiles"
        )
    got, expected = tiles_of(wrong.output), tiles_of(golden)
    if _same(wrong, got, expected.swapaxes(1, 2)):
        return Explanation(
            "tiles_transposed", "is transposed within each tile", "drop the transpose of the tiles"
        )
    if _same(wrong, got, faces_swapped(expected)):
        return Explanation(
            "faces_swapped",
            "has the upper right and lower left faces of each tile exchanged",
            "tiles hold four 16x16 faces in row-major order: use the same order on both sides",
        )
    return None


def _scaled(wrong: Wrong) -> Explanation | None:
    finite = np.isfinite(wrong.output) & np.isfinite(wrong.golden)
    power = float(np.sum(wrong.golden[finite] ** 2))
    factor = float(np.sum(wrong.output[finite] * wrong.golden[finite])) / power if power else 0.0
    if factor and abs(factor - 1) > 0.01 and wrong.like(wrong.golden * factor):
        words = "has the wrong sign" if abs(factor + 1) < 0.01 else f"is the golden times {factor:.4g}"
        return Explanation("scaled", words, "check the operands' order and the scalars' float32 bits")
    offset = float(np.median((wrong.output - wrong.golden)[finite])) if finite.any() else 0.0
    if offset and wrong.like(wrong.golden + offset):
        return Explanation("shifted", f"is the golden plus {offset:.4g}", "check the scalars' float32 bits")
    return None


def _permuted(wrong: Wrong) -> Explanation | None:
    got, expected = tiles_of(wrong.output), tiles_of(wrong.golden)
    if not 1 < len(got) <= _MOST_TILES_COMPARED:
        return None
    flat_got, flat_expected = (np.nan_to_num(tiles.reshape(len(tiles), -1)) for tiles in (got, expected))
    distance = np.array([np.abs(flat_expected - tile).mean(axis=1) for tile in flat_got])
    nearest = distance.argmin(axis=1)
    scale = np.abs(flat_expected).mean() or 1.0
    if (distance.min(axis=1) > 0.02 * scale).any() or (nearest == np.arange(len(nearest))).all():
        return None
    moved = [(int(source), place) for place, source in enumerate(nearest) if source != place]
    if len(set(nearest.tolist())) == len(nearest):
        words = "has its tiles in another order"
    else:
        words = f"repeats tiles: only {len(set(nearest.tolist()))} of {len(nearest)} appear"
    examples = ", ".join(f"tile {source} at place {place}" for source, place in moved[:3])
    return Explanation(
        "tiles_permuted", f"{words} ({examples})", "check the page numbers of reader and writer"
    )


def _some_tiles(wrong: Wrong) -> Explanation | None:
    got, expected = tiles_of(wrong.output), tiles_of(wrong.golden)
    bad = [
        tile
        for tile in range(len(got))
        if compare(got[tile], expected[tile], wrong.dtype, wrong.tolerance).wrong
    ]
    if not bad or len(bad) == len(got):
        return None
    zero = " (zero there)" if not np.nan_to_num(got[bad]).any() else ""
    first, last = bad[0], bad[-1]
    if len(bad) == last - first + 1:
        span = f"tile {first}" if first == last else f"tiles {first} to {last}"
        place = "the last " if last == len(got) - 1 else "the first " if first == 0 else ""
        return Explanation(
            "some_tiles_wrong",
            f"is wrong in {span} of {len(got)} only: {place or 'a stretch of '}{len(bad)}{zero}",
            "check the tile counts and start tiles that the host gives to each core, the last one above all",
        )
    return Explanation(
        "some_tiles_wrong",
        f"is wrong in {len(bad)} of {len(got)} tiles, the first is tile {first}{zero}",
        "look for a pattern: every n-th tile points at a circular buffer's wrap-around or a DST index",
    )


def _rounding(wrong: Wrong) -> Explanation | None:
    expected = rounded(wrong.golden, wrong.dtype)
    with np.errstate(invalid="ignore"):
        errors = np.abs(wrong.output - expected) / ulp(
            np.where(np.isfinite(expected), expected, 1.0), wrong.dtype
        )
    if not np.nanquantile(errors, 0.99) <= _ROUNDING_ULP:
        return None
    return Explanation(
        "rounding",
        f"has the right form, but is off by up to {np.nanmax(errors):.3g} ULP",
        "keep intermediate results in a float32 DST (fp32_dest_acc_en), raise math_fidelity, and use the "
        "accurate variant of the function",
    )


def _same(wrong: Wrong, got: Array, expected: Array) -> bool:
    """Tiles agree where neither is padding."""
    known = np.isfinite(got) & np.isfinite(expected)
    if not known.any():
        return False
    found = compare(got[known], expected[known], wrong.dtype, wrong.tolerance)
    return found.wrong <= (1 - _FITS) * int(np.count_nonzero(known))


_LOOKS: tuple[Callable[[Wrong], Explanation | None], ...] = (
    _poisoned_integers,
    _not_finite,
    _constant,
    _copied,
    _other_operation,
    _scaled,
    _transposed,
    _in_tile_order,
    _permuted,
    _some_tiles,
    _rounding,
)
