"""Which elements of an output change when one element of an input does."""

import numpy as np

from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.verification.compare import compare
from tilesmith.tools.verification.device_numbers import Array, rounded
from tilesmith.tools.verification.trial_faults import trial_fault
from tilesmith.tools.verification.truth import Truth

# Two goldens of one element may be summed in different orders.
_SAME = 1e-12
# Of the output's largest magnitude: a change that the program cannot have lost in rounding.
_CLEAR = 0.1


def wrong_dependence(
    name: str, output: str, before: Array, after: Array, truth: Truth, changed: Truth
) -> Diagnostic | None:
    """Elements of `output` that changed with input `name` but should not have, or the reverse; None: none.

    Args:
        before: the output for `truth`.
        after: the output for `changed`, which has another value in one element of `name`.
    """
    old, new = truth.golden[output], changed.golden[output]
    tensor = next(tensor for tensor in truth.spec.outputs if tensor.name == output)
    moved = before != after
    strays = moved & np.isclose(old, new, rtol=_SAME, atol=0) & np.isfinite(old)
    distance = np.abs(rounded(new, tensor.dtype) - rounded(old, tensor.dtype))
    largest = max(np.max(np.abs(values[np.isfinite(values)]), initial=0.0) for values in (old, new))
    steps = compare(new, old, tensor.dtype, truth.tolerance)
    frozen = ~moved & (distance > max(_CLEAR, truth.tolerance.absolute_floor) * largest)
    if not strays.any() and not (frozen.any() and steps.wrong):
        return None
    what = "elements that do not depend on it" if strays.any() else "nothing"
    return trial_fault(
        "wrong_dependence",
        f"changes {what} of {output} when one element of {name} changes",
        f"{int(strays.sum())} elements changed that should not, {int(frozen.sum())} did not that should",
    )
