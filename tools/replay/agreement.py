"""Whether an output agrees with the measured one."""

from dataclasses import dataclass

import numpy as np

from tilesmith.agent.spec import Arch
from tilesmith.tools.replay.formula import evaluate
from tilesmith.tools.replay.program import Array, ReplayProgram, Tensor
from tilesmith.tools.replay.rules import Rule, rule_for

_ULP = 2.0
_OWN_ERROR_FACTOR = 2.0
_ROUNDING = 1.0 + 1e-9
"""Of the comparison itself, in float64."""


@dataclass(frozen=True)
class Comparison:
    """One output against the measured one."""

    rule: Rule
    problem: str
    """Why they do not agree; empty: they do."""
    different: int
    """Elements that are not the same."""
    max_abs: float
    """Largest difference from the measured value, among finite elements."""
    max_ulp_bf16: float
    """The same in units of the last place of a bf16 of the measured value's size."""

    @property
    def agrees(self) -> bool:
        """The output is as it should be."""
        return not self.problem

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "agrees": self.agrees,
            "rule": self.rule.value,
            "problem": self.problem,
            "different": self.different,
            "max_abs": self.max_abs,
            "max_ulp_bf16": self.max_ulp_bf16,
        }


def compare(program: ReplayProgram, tensor: Tensor, arch: Arch, got: Array, measured: Array) -> Comparison:
    """Compare the output `tensor` as the emulator left it with what was measured on `arch`."""
    rule = rule_for(program, tensor)
    if got.shape != measured.shape:
        return Comparison(
            rule, f"shape {got.shape}, measured {measured.shape}", measured.size, np.inf, np.inf
        )
    same = (got == measured) | (np.isnan(got) & np.isnan(measured))
    both = np.isfinite(got) & np.isfinite(measured)
    distance = np.abs(np.where(both, got, 0.0) - np.where(both, measured, 0.0))
    ulp = distance / bf16_ulp(np.where(both, measured, 1.0))
    if same.all():
        problem = ""
    elif not (same | both).all():
        problem = _first_difference(same | both, got, measured, "finite or not")
    else:
        problem = _problem(rule, program, arch, (got, measured, same, ulp))
    return Comparison(
        rule,
        problem,
        int(np.count_nonzero(~same)),
        float(distance.max(initial=0.0)),
        float(ulp.max(initial=0.0)),
    )


def bf16_ulp(values: Array) -> Array:
    """The unit of the last place of a bf16 of each value's size."""
    magnitude = np.maximum(np.abs(values), 2.0**-126)
    unit: Array = 2.0 ** (np.floor(np.log2(magnitude)) - 7)
    return unit


def _problem(
    rule: Rule, program: ReplayProgram, arch: Arch, arrays: tuple[Array, Array, np.ndarray, Array]
) -> str:
    got, measured, same, ulp = arrays
    if rule is Rule.EXACT:
        return _first_difference(same, got, measured, "the same")
    close = float(ulp.max(initial=0.0)) <= _ULP
    if rule is not Rule.OWN_ERROR and close:
        return ""
    if rule is Rule.TWO_ULP:
        return f"{ulp.max():.3g} bf16 ULP apart, allowed {_ULP:g}"
    return _beyond_own_error(program, arch, got, measured)


def _first_difference(fine: np.ndarray, got: Array, measured: Array, what: str) -> str:
    different = np.argwhere(~fine)
    at = tuple(int(index) for index in different[0])
    return (
        f"{len(different)} of {fine.size} values are not {what}, the first at {at}: "
        f"{got[at]:.9g}, measured {measured[at]:.9g}"
    )


def _beyond_own_error(program: ReplayProgram, arch: Arch, got: Array, measured: Array) -> str:
    golden = evaluate(program.description.golden.formula, program.inputs())
    if golden is None or golden.size != measured.size:
        return _beyond_recorded_error(program, arch, got, measured)
    golden = golden.reshape(measured.shape)
    finite = np.isfinite(golden) & np.isfinite(measured) & np.isfinite(got)
    own, ours = (np.abs(values - golden)[finite] for values in (measured, got))
    for name, summary in (("largest", np.max), ("mean", np.mean)):
        if own.size and summary(ours) > _OWN_ERROR_FACTOR * summary(own) * _ROUNDING:
            return f"{name} error {summary(ours):.3g}, the measured program's own is {summary(own):.3g}"
    return ""


def _beyond_recorded_error(program: ReplayProgram, arch: Arch, got: Array, measured: Array) -> str:
    """Without a formula: no further from the measured value than that is from the golden.

    Then the error is at most twice the measured program's, by the triangle inequality. Where that error is
    not recorded either, two units of a bf16 are allowed.
    """
    own = program.measured_error(arch)
    finite = np.isfinite(got) & np.isfinite(measured)
    apart = float(np.abs(got - measured)[finite].max(initial=0.0))
    if own is None:
        worst = float((np.abs(got - measured) / bf16_ulp(measured))[finite].max(initial=0.0))
        return "" if worst <= _ULP else f"{worst:.3g} bf16 ULP apart, and no error is recorded"
    return (
        ""
        if apart <= own * _ROUNDING
        else f"{apart:.3g} apart, the measured program's own error is {own:.3g}"
    )
