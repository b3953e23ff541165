"""From outputs to diagnostics."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from tilesmith.agent.spec import TensorSpec
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.verification.compare import Comparison, compare
from tilesmith.tools.verification.device_numbers import Array, rounded
from tilesmith.tools.verification.explain import Wrong, explain
from tilesmith.tools.verification.ignored import parameter_ignored
from tilesmith.tools.verification.outputs import OutputError, read_output
from tilesmith.tools.verification.result import CaseResult
from tilesmith.tools.verification.truth import Truth

Judged = tuple[tuple[tuple[str, Comparison], ...], tuple[Diagnostic, ...]]


def judge_outputs(truth: Truth, folder: Path) -> tuple[dict[str, Array], Judged]:
    """The outputs that `folder` holds, the comparison of each, and a diagnostic for each that fails."""
    outputs: dict[str, Array] = {}
    faults: list[Diagnostic] = []
    for tensor in truth.spec.outputs:
        try:
            outputs[tensor.name] = read_output(folder / f"{tensor.name}.npy", truth.golden[tensor.name].shape)
        except OutputError as error:
            faults.append(_unreadable(error, truth, folder))
    comparisons, wrong = judge_arrays(truth, outputs)
    return outputs, (comparisons, (*faults, *wrong))


def judge_arrays(truth: Truth, outputs: Mapping[str, Array]) -> Judged:
    """The comparison of each output with the golden, and a diagnostic for each that fails."""
    comparisons: list[tuple[str, Comparison]] = []
    faults: list[Diagnostic] = []
    for tensor in truth.spec.outputs:
        if tensor.name not in outputs:
            continue
        output = outputs[tensor.name]
        comparison = compare(output, truth.golden[tensor.name], tensor.dtype, truth.tolerance)
        comparisons.append((tensor.name, comparison))
        if not comparison.passed:
            faults.append(_wrong(tensor, output, comparison, truth))
    return tuple(comparisons), tuple(faults)


def faults_of_cases(results: Sequence[CaseResult]) -> list[Diagnostic]:
    """One diagnostic for each way of being wrong, from the plainest case, with the cases that show it."""
    groups: dict[str, list[tuple[CaseResult, Diagnostic]]] = defaultdict(list)
    for result in results:
        for fault in result.diagnostics:
            groups[fault.check].append((result, fault))
    return [_summed_up(group, results) for group in groups.values()]


def _summed_up(group: Sequence[tuple[CaseResult, Diagnostic]], results: Sequence[CaseResult]) -> Diagnostic:
    _, fault = group[0]
    right = sorted({"x".join(map(str, result.case.shape)) for result in results if result.passed})
    spread = f"so in {len(group)} of {len(results)} cases"
    shapes = f"right for some cases of shape {', '.join(right)}" if right else "no case is right"
    return fault.model_copy(update={"evidence": (*fault.evidence, spread, shapes)})


def _unreadable(error: OutputError, truth: Truth, folder: Path) -> Diagnostic:
    known = {tensor.name for tensor in truth.spec.outputs}
    others = sorted(path.name for path in folder.iterdir() if path.stem not in known)
    hint = "with --outputs DIR, write each output tensor to DIR/<name>.npy, as tilesmith_io.hpp does"
    if others:
        hint = f"the program wrote {', '.join(others)}: name its outputs {', '.join(sorted(known))}"
    return Diagnostic(
        stage=Stage.NUMERICS,
        check="output_missing",
        message=str(error),
        evidence=(truth.case.label,),
        hint=hint,
    )


def _wrong(tensor: TensorSpec, output: Array, comparison: Comparison, truth: Truth) -> Diagnostic:
    golden = truth.golden[tensor.name]
    wrong = Wrong(output, golden, truth.inputs, tensor.dtype, truth.tolerance)
    found = parameter_ignored(wrong, truth, tensor.name) or explain(wrong)
    at = comparison.worst
    operands = ", ".join(
        f"{name} = {values[at]:g}" for name, values in truth.inputs.items() if values.shape == golden.shape
    )
    index = ", ".join(map(str, at))
    expected = rounded(golden, tensor.dtype)[at]
    return Diagnostic(
        stage=Stage.NUMERICS,
        check=found.check,
        message=f"{tensor.name} {found.message}",
        evidence=(
            f"worst element: {tensor.name}[{index}] = {output[at]:g}, expected {expected:g}"
            + (f", from {operands}" if operands else ""),
            *comparison.failures,
            truth.case.label,
        ),
        hint=found.hint,
    )
