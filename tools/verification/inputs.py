"""The inputs of a case: representable on the device, inside each tensor's range."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from tilesmith.agent.spec import DType, OperationSpec, TensorSpec
from tilesmith.agent.spec.shapes import input_shapes
from tilesmith.tools.verification.cases import Case, Distribution, Shape
from tilesmith.tools.verification.device_numbers import Array

# Smallest magnitude of mixed magnitudes, as a fraction of the largest.
_SMALL = 1e-3
# Of all values, by powers of two: about a thousandth, and 64 times.
SMALL_SCALE, LARGE_SCALE = 2.0**-10, 2.0**6


def make_inputs(
    spec: OperationSpec, case: Case, shapes: Mapping[str, Shape] | None = None
) -> dict[str, Array]:
    """Each input by name, in float64, exactly representable in its dtype.

    Args:
        shapes: of each input; otherwise those of `case`.
    """
    shapes = shapes or input_shapes(spec, case.shape)
    source = np.random.default_rng(case.seed)
    scale = {Distribution.SMALL: SMALL_SCALE, Distribution.LARGE: LARGE_SCALE}.get(case.distribution, 1.0)
    return {
        tensor.name: scale
        * _values(
            tensor,
            replace(case, shape=shapes[tensor.name]),
            source,
            place,
            anywhere=takes_any_value(spec),
        )
        for place, tensor in enumerate(spec.inputs)
    }


def takes_any_value(spec: OperationSpec) -> bool:
    """Each result is the one operand, or a small integer: operands need not be in their range."""
    return len(spec.inputs) == 1 and spec.tolerance.max_ulp < 1 / 2 and not of_integers(spec)


def of_integers(spec: OperationSpec) -> bool:
    """Some tensor holds integers, which scaling would make fractions, or too large."""
    return any(tensor.dtype.is_integer for tensor in (*spec.inputs, *spec.outputs))


def write_inputs(folder: Path, inputs: dict[str, Array], case: Case) -> None:
    """`<tensor>.npy` and, 0-dimensional, `<parameter>.npy`, all float32."""
    folder.mkdir(parents=True)
    for name, values in (*inputs.items(), *case.parameters):
        np.save(folder / f"{name}.npy", np.asarray(values, dtype=np.float32))


def _values(
    tensor: TensorSpec, case: Case, source: np.random.Generator, place: int, *, anywhere: bool
) -> Array:
    match case.distribution:
        case Distribution.EDGES:
            edges = _integer_edges(tensor) if tensor.dtype.is_integer else _edges(tensor, anywhere=anywhere)
            return source.choice(edges, case.shape)
        case Distribution.EXHAUSTIVE:
            return np.resize(_all_bfloat16(tensor, anywhere=anywhere), case.shape)
        case _:
            return _representable(_spread(tensor, case, source, place), tensor)


def _spread(tensor: TensorSpec, case: Case, source: np.random.Generator, place: int) -> Array:
    match case.distribution:
        case Distribution.NOMINAL | Distribution.SMALL | Distribution.LARGE:
            return source.uniform(tensor.low, tensor.high, case.shape)
        case Distribution.BINARY:
            return source.integers(0, 2, case.shape).astype(np.float64)
        case Distribution.RAMP:
            return _ramp(tensor, case.shape, source, place)
        case _:
            return _magnitudes(tensor, case.shape, source)


def _ramp(tensor: TensorSpec, shape: Shape, source: np.random.Generator, place: int) -> Array:
    """Rises along rows and columns at different speeds, with a start of its own for each input."""
    indices = np.indices(shape, dtype=np.float64)
    speeds = [1.0 / 97, 1.0 / 389, 1.0 / 1193][: len(shape)]
    phase = np.full(shape, source.uniform() + place * 0.37)
    for index, speed in zip(indices[::-1], speeds, strict=False):
        phase += index * speed
    return tensor.low + (tensor.high - tensor.low) * (phase % 1.0)


def _magnitudes(tensor: TensorSpec, shape: Shape, source: np.random.Generator) -> Array:
    """Log-uniform; signs are mixed when the range has both."""
    low, high = tensor.low, tensor.high
    if low < 0 < high:
        sign = np.where(source.uniform(size=shape) < -low / (high - low), -1.0, 1.0)
        bound = np.where(sign < 0, -low, high)
        return sign * bound * np.exp(source.uniform(np.log(_SMALL), 0.0, shape))
    outer, inner = max(abs(low), abs(high)), max(min(abs(low), abs(high)), _SMALL * max(abs(low), abs(high)))
    values = np.exp(source.uniform(np.log(inner), np.log(outer), shape))
    return values if high > 0 else -values


def _all_bfloat16(tensor: TensorSpec, *, anywhere: bool) -> Array:
    """Every bfloat16 of the range, in the order of their bits; or every one that is no NaN.

    NaNs are left out: the emulator marks memory that nobody wrote with some of them.
    """
    words = np.arange(2**16, dtype=np.uint32) << np.uint32(16)
    with np.errstate(invalid="ignore"):  # some are signalling NaNs
        values = words.view(np.float32).astype(np.float64)
    if anywhere:
        return values[~np.isnan(values)]
    return values[(values >= tensor.low) & (values <= tensor.high)]


def _edges(tensor: TensorSpec, *, anywhere: bool) -> Array:
    """Where programs and functions change what they do: zeros, the smallest normal numbers, powers of two
    and their neighbours, the ends of the range. Not -0, which `where_tile` takes for true.
    """
    every = _all_bfloat16(tensor, anywhere=anywhere)
    every = every[~((every == 0) & np.signbit(every))]
    fraction, _ = np.frexp(every)
    neighbours = np.isin(np.abs(fraction), (0.5, 0.5 + 2.0**-8, 1 - 2.0**-8))
    usual = (np.abs(every) < 2.0**12) & (np.abs(every) > 2.0**-12)
    smallest = np.isin(np.abs(every), (2.0**-126, np.min(np.abs(every))))
    ends = np.isin(every, (every.min(), every.max()))
    found: Array = every[(neighbours & usual) | smallest | ends]
    return found


def _integer_edges(tensor: TensorSpec) -> Array:
    """Zero, powers of two and their neighbours, the ends of the range."""
    powers = 2.0 ** np.arange(25)
    every = np.concatenate(
        [[0.0], powers - 1, powers, powers + 1, [np.ceil(tensor.low), np.floor(tensor.high)]]
    )
    both = np.unique(np.concatenate([every, -every]))
    return both[(both >= tensor.low) & (both <= tensor.high)]


def _representable(values: Array, tensor: TensorSpec) -> Array:
    """Rounded towards zero, which cannot leave a range that holds 0, and clipped inwards otherwise."""
    if tensor.dtype.is_integer:
        return np.clip(np.trunc(values), np.ceil(tensor.low), np.floor(tensor.high))
    if tensor.dtype is DType.FLOAT32:
        return values.astype(np.float32).astype(np.float64)
    bits = np.atleast_1d(values.astype(np.float32)).view(np.uint32) & np.uint32(0xFFFF0000)
    cut = bits.view(np.float32).astype(np.float64).reshape(values.shape)
    return np.where((cut < tensor.low) | (cut > tensor.high), _inside(tensor), cut)


def _inside(tensor: TensorSpec) -> float:
    """A bfloat16 near the middle of the range."""
    middle = np.array([(tensor.low + tensor.high) / 2], dtype=np.float32).view(np.uint32)
    return float((middle & np.uint32(0xFFFF0000)).view(np.float32)[0])
