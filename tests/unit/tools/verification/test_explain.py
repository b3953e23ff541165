"""Each way of being wrong, and what it is called."""

from collections.abc import Callable

import numpy as np
import pytest

from tilesmith.agent.spec import DType, Tolerance
from tilesmith.tools.verification.device_numbers import Array, rounded
from tilesmith.tools.verification.explain import Explanation, Wrong, explain
from tilesmith.tools.verification.tiles import faces_swapped, tiles_of

_TOLERANCE = Tolerance(max_ulp=2)
_SHAPE = (96, 96)


@pytest.fixture
def golden() -> Array:
    return rounded(np.random.default_rng(5).uniform(-2, 2, _SHAPE), DType.BFLOAT16)


def _untiled(tiles: Array) -> Array:
    return tiles.reshape(3, 3, 32, 32).swapaxes(1, 2).reshape(_SHAPE)


def _explained(output: Array, golden: Array) -> Explanation:
    inputs = {"a": np.linspace(-1, 1, golden.size).reshape(golden.shape)}
    return explain(Wrong(output, golden, inputs, DType.BFLOAT16, _TOLERANCE))


def _last_tile_zero(golden: Array) -> Array:
    tiles = tiles_of(golden)
    tiles[-1] = 0
    return _untiled(tiles)


@pytest.mark.parametrize(
    ("change", "check", "words"),
    [
        (np.zeros_like, "all_zero", "is zero everywhere"),
        (lambda g: np.full_like(g, 3), "constant", "is 3 everywhere"),
        (lambda g: np.linspace(-1, 1, g.size).reshape(g.shape), "input_copied", "copy of input a"),
        (lambda g: g.T, "transposed", "is transposed"),
        (lambda g: _untiled(tiles_of(g).swapaxes(1, 2)), "tiles_transposed", "within each tile"),
        (lambda g: _untiled(faces_swapped(tiles_of(g))), "faces_swapped", "faces of each tile exchanged"),
        (lambda g: -g, "scaled", "wrong sign"),
        (lambda g: g * 2, "scaled", "the golden times 2"),
        (lambda g: g + 0.5, "shifted", "the golden plus 0.5"),
        (lambda g: _untiled(tiles_of(g)[::-1]), "tiles_permuted", "tile 8 at place 0"),
        (
            lambda g: _untiled(tiles_of(g)[[0, 0, 0, 3, 4, 5, 6, 7, 8]]),
            "tiles_permuted",
            "only 7 of 9 appear",
        ),
        (_last_tile_zero, "some_tiles_wrong", "tile 8 of 9 only: the last 1 (zero there)"),
        (lambda g: g * (1 + 1 / 40), "scaled", "times 1.025"),
        (lambda g: np.cos(g), "wrong_values", "no simple way"),
    ],
)
def test_a_way_of_being_wrong_is_recognised(
    golden: Array, change: Callable[[Array], Array], check: str, words: str
) -> None:
    found = _explained(change(golden), golden)

    assert found.check == check
    assert words in found.message


def test_poison_tells_unwritten_from_not_yet_arrived(golden: Array) -> None:
    def poisoned(pattern: int) -> Array:
        output = golden.astype(np.float32)
        output[:32, :32] = np.array([pattern << 16], dtype=np.uint32).view(np.float32)
        return output.astype(np.float64)

    assert _explained(poisoned(0x7FD2), golden).check == "unwritten"
    assert _explained(poisoned(0x7FC1), golden).check == "in_flight"
    assert "noc_async_read_barrier" in _explained(poisoned(0x7FC1), golden).hint


def test_small_errors_everywhere_are_rounding(golden: Array) -> None:
    noise = np.random.default_rng(1).uniform(-8, 8, golden.shape) * np.abs(golden) * 2.0**-8

    assert _explained(golden + noise, golden).check == "rounding"


_RANDOM = np.random.default_rng(7)
_A, _B, _C = (rounded(_RANDOM.uniform(0.5, 2, _SHAPE), DType.BFLOAT16) for _ in range(3))


@pytest.mark.parametrize(
    ("golden", "output", "words"),
    [
        (_A + _B, _A - _B, "is a - b instead"),
        (_A + _B, _A * _B, "is a * b instead"),
        (_A - _B, _B - _A, "is b - a instead"),
        (_A / _B, _B / _A, "is b / a instead"),
        (_A - _B, _A + _B, "is a + b instead"),
        (_A * _B, np.maximum(_A, _B), "is max(a, b) instead"),
        (_A + _B + _C, _A + _C, "is a + c instead"),
        (_A + _B, -_B, "is input b negated instead"),
    ],
)
def test_another_operation_on_the_same_inputs_is_named(golden: Array, output: Array, words: str) -> None:
    inputs = {"a": _A, "b": _B, "c": _C}
    found = explain(Wrong(rounded(output, DType.BFLOAT16), golden, inputs, DType.BFLOAT16, _TOLERANCE))
    assert (found.check, found.message) == ("other_operation", words)


def test_what_is_close_to_no_operation_is_not_named_one() -> None:
    output = rounded(_A * _B + np.sin(40 * _A), DType.BFLOAT16)
    found = explain(Wrong(output, _A + _B, {"a": _A, "b": _B}, DType.BFLOAT16, _TOLERANCE))
    assert found.check == "wrong_values"
