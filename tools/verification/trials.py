"""What is tried on the device alone, with a session of the host program but without the host program."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from tilesmith.agent.spec import ExpressionReference
from tilesmith.agent.spec.expression import moves_only, parse
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.runner import Report
from tilesmith.tools.runner.device import Device, Variation
from tilesmith.tools.runner.session import Repetition
from tilesmith.tools.verification.cases import Distribution
from tilesmith.tools.verification.communication import communication_faults
from tilesmith.tools.verification.compare import compare
from tilesmith.tools.verification.dependence import wrong_dependence
from tilesmith.tools.verification.distributions import tried
from tilesmith.tools.verification.inputs import of_integers
from tilesmith.tools.verification.judge import judge_arrays
from tilesmith.tools.verification.operations import operations
from tilesmith.tools.verification.traffic import Traffic
from tilesmith.tools.verification.trial import Trial
from tilesmith.tools.verification.trial_faults import trial_fault
from tilesmith.tools.verification.truth import Truth, truth_of, truth_with

_SCHEDULES = 2**31
# That inputs of few values may combine to, element by element: well below the number of stand-ins.
_MOST_RESULTS = 4000
_TILE = 1024
# Of the elements, when the packer writes nonsense.
_MOST_RIGHT_BY_CHANCE = 0.5


class Trials:
    """All trials of one session."""

    def __init__(self, device: Device, traffic: Traffic, truth: Truth, seed: int) -> None:
        self._device = device
        self._traffic = traffic
        self._truth = truth
        self._source = np.random.default_rng(seed)

    def all(self) -> Iterator[Trial]:
        """One after the other, the most telling first. A fault of the device raises DeviceEndedError."""
        if self._truth.spec.communication:
            yield self._communication()
        yield self._again()
        yield self._fresh()
        for distribution in tried(self._truth.spec, self._truth.case):
            yield self._values(distribution)
        yield self._order()
        yield self._one_element()
        if _computes(self._truth):
            yield self._spoiled()
            if not of_integers(self._truth.spec):  # stand-ins are floats
                yield from self._disguised()

    def _communication(self) -> Trial:
        """The cores worked together as the operation asks, by what was recorded of the run itself."""
        computes = _computes(self._truth)
        return Trial("communication", communication_faults(self._traffic, self._truth, computes=computes))

    def _again(self) -> Trial:
        """The same once more: determinism, and inputs that stay as they are."""
        repetition = self._repeat(self._truth, stale=True, schedule=self._truth.case.schedule)
        same = all(
            repetition.reads.get(place.command.place) == place.command.data
            for place in self._traffic.outputs.values()
        )
        faults = (
            [] if same else [trial_fault("not_deterministic", "gives other outputs when it is run again")]
        )
        written = {place.command.buffer for places in self._traffic.inputs.values() for place in places}
        faults += [
            trial_fault("input_modified", f"changes buffer {use.buffer}, which holds an input")
            for use in repetition.uses
            if use.changed and use.buffer in written
        ]
        return Trial("again", tuple(faults), repetition.report)

    def _fresh(self) -> Trial:
        """Inputs that the host program has never seen."""
        truth = self._other(self._truth.case.distribution)
        repetition = self._repeat(truth)
        faults = self._judged(truth, repetition)
        if faults:
            shown = faults[0].message
            faults = (
                trial_fault(
                    "precomputed",
                    "is right only for the inputs that the host program had",
                    f"with other inputs of the same shape in the same buffers, {shown}",
                ),
            )
        return Trial("fresh inputs", faults, repetition.report)

    def _values(self, distribution: Distribution) -> Trial:
        truth = self._other(distribution)
        repetition = self._repeat(truth, stale=True, schedule=self._schedule())
        return Trial(f"{distribution} values", self._judged(truth, repetition), repetition.report)

    def _order(self) -> Trial:
        """The same inputs in other orders of kernels, on poisoned and on stale buffers."""
        truth = self._other(Distribution.NOMINAL)
        reference = self._repeat(truth)
        for stale in (False, True):
            other = self._repeat(truth, stale=stale, schedule=self._schedule())
            if other.reads != reference.reads:
                fault = trial_fault("depends_on_order", "gives other outputs in another order of kernels")
                return Trial("order", (fault,), other.report)
        return Trial("order", (), reference.report)

    def _one_element(self) -> Trial:
        """A change of one element of an input changes the elements of the outputs that it should."""
        truth = self._other(Distribution.NOMINAL)
        name = str(self._source.choice(sorted(truth.inputs)))
        values = truth.inputs[name].copy()
        at = int(self._source.integers(values.size))
        others = values[np.abs(values - values.flat[at]) > np.ptp(values) / 4]
        if not others.size:
            return Trial("one element")
        values.flat[at] = others[0]
        changed = truth_with(truth, {**truth.inputs, name: values})
        before = self._traffic.read(self._repeat(truth).reads)
        repetition = self._repeat(changed)
        after = self._traffic.read(repetition.reads)
        faults = [
            fault
            for output in before
            if (fault := wrong_dependence(name, output, before[output], after[output], truth, changed))
        ]
        return Trial("one element", tuple(faults), repetition.report)

    def _spoiled(self) -> Trial:
        """With a packer that writes nonsense nothing may be right: it would not come from compute."""
        truth = self._other(Distribution.NOMINAL)
        repetition = self._repeat(truth, spoiled=True)
        faults = []
        for name, output in self._traffic.read(repetition.reads).items():
            tensor = next(tensor for tensor in truth.spec.outputs if tensor.name == name)
            wrong = compare(output, truth.golden[name], tensor.dtype, truth.tolerance).wrong
            if wrong < (1 - _MOST_RIGHT_BY_CHANCE) * output.size:
                faults.append(
                    trial_fault(
                        "compute_bypassed", f"gives the right {name} without its compute kernel's results"
                    )
                )
        return Trial("compute", tuple(faults), repetition.report)

    def _disguised(self) -> Iterator[Trial]:
        """Values have stand-ins in memory, which only unpacker and packer translate.

        Kernels that move data notice nothing; those that compute by themselves compute with other numbers.
        Few values are tried, since each of them and of the results needs a stand-in.
        """
        truth = self._with_few_values(self._other(Distribution.NOMINAL))
        places = [*(place for each in self._traffic.inputs.values() for place in each)]
        places += self._traffic.outputs.values()
        disguised = {place.command.place: place.layout.dtype.bytes for place in places}
        repetition = self._repeat(truth, disguised=disguised)
        if repetition.disguise_spent:
            return
        faults = self._judged(truth, repetition)
        if faults:
            faults = (self._computed_elsewhere(repetition.report, faults[0]),)
        yield Trial("disguise", faults, repetition.report)

    def _computed_elsewhere(self, report: Report, shown: Diagnostic) -> Diagnostic:
        """The plainer reason first: hardly anything was asked of the compute engines."""
        evidence = f"with other numbers in memory for the same values, {shown.message}"
        done = operations(report)
        wanted = sum(place.layout.elements.size // _TILE for place in self._traffic.outputs.values())
        if done < wanted:
            said = f"has the compute engines do {done} operations for {wanted} tiles of output"
            return trial_fault("too_few_operations", said, evidence)
        said = "computes in code that reads memory by itself, not through unpacker, math engines and packer"
        return trial_fault("computed_in_data_movement", said, evidence)

    def _with_few_values(self, truth: Truth) -> Truth:
        kinds = int(_MOST_RESULTS ** (1 / len(truth.inputs)))
        return truth_with(
            truth,
            {
                name: self._source.choice(values.reshape(-1)[:kinds], values.shape)
                for name, values in truth.inputs.items()
            },
        )

    def _other(self, distribution: Distribution) -> Truth:
        case = replace(
            self._truth.case, seed=int(self._source.integers(2**32)), distribution=distribution, schedule=0
        )
        return truth_of(self._truth.spec, case)

    def _schedule(self) -> int:
        return int(self._source.integers(1, _SCHEDULES))

    def _repeat(
        self,
        truth: Truth,
        *,
        stale: bool = False,
        schedule: int = 0,
        spoiled: bool = False,
        disguised: Mapping[int, int] | None = None,
    ) -> Repetition:
        writes = self._traffic.writes(truth.inputs)
        variation = Variation(writes, schedule, stale, spoiled, disguised or {})
        return self._device.repeat(self._traffic.session, variation)

    def _judged(self, truth: Truth, repetition: Repetition) -> tuple[Diagnostic, ...]:
        if repetition.refused:
            return (trial_fault("refused", f"is not launched again: {repetition.refused}"),)
        return judge_arrays(truth, self._traffic.read(repetition.reads))[1]


def _computes(truth: Truth) -> bool:
    """Whether the operation is more than a movement of data."""
    reference = truth.spec.reference
    if isinstance(reference, ExpressionReference):
        return not moves_only(parse(reference.text))
    inputs = np.concatenate([values.reshape(-1) for values in truth.inputs.values()])
    return not all(np.isin(values, inputs).all() for values in truth.golden.values())
