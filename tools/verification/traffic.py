"""Which of a host program's dealings with the device are the operation's tensors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tilesmith.agent.spec import DType
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.runner.session import Command, Session
from tilesmith.tools.verification.device_numbers import Array
from tilesmith.tools.verification.layouts import Layout, layouts
from tilesmith.tools.verification.truth import Truth


@dataclass(frozen=True)
class Place:
    """A tensor in a write or a read of a session."""

    command: Command
    layout: Layout


@dataclass(frozen=True)
class Traffic:
    """Where the tensors of one run went in and came out."""

    session: Session
    inputs: Mapping[str, tuple[Place, ...]]
    outputs: Mapping[str, Place]

    def writes(self, inputs: Mapping[str, Array]) -> dict[int, bytes]:
        """The data of a repetition on other `inputs`."""
        return {
            place.command.place: place.layout.with_values(place.command.data, inputs[name])
            for name, places in self.inputs.items()
            for place in places
        }

    def read(self, reads: Mapping[int, bytes]) -> dict[str, Array]:
        """The outputs of a repetition."""
        return {name: place.layout.values(reads[place.command.place]) for name, place in self.outputs.items()}


def find_traffic(
    session: Session, truth: Truth, outputs: Mapping[str, Array]
) -> tuple[Traffic, tuple[Diagnostic, ...]]:
    """The tensors in the dealings of `session`, whose host wrote `outputs`; and what is missing of them."""
    kinds = {tensor.name: tensor.dtype for tensor in (*truth.spec.inputs, *truth.spec.outputs)}
    inputs = {name: tuple(_written(session, values, kinds[name])) for name, values in truth.inputs.items()}
    found = {
        name: place for name, values in outputs.items() if (place := _read(session, values, kinds[name]))
    }
    faults = [_not_sent(name, truth) for name, places in inputs.items() if not places]
    faults += [_not_from_device(name, session, truth) for name in outputs if name not in found]
    return Traffic(session, inputs, found), tuple(faults)


def overwritten_inputs(session: Session, truth: Truth) -> Iterator[Diagnostic]:
    """Inputs whose buffer the host writes again, with something else, before the kernels have seen them."""
    for tensor in truth.spec.inputs:
        for place in _written(session, truth.inputs[tensor.name], tensor.dtype):
            later = [c for c in session.writes() if c.place > place.command.place]
            if any(command.buffer == place.command.buffer for command in later):
                yield Diagnostic(
                    stage=Stage.RUN,
                    check="input_overwritten",
                    message=f"the buffer of input {tensor.name} is written again, with other data",
                    evidence=(truth.case.label,),
                    hint="give a constant a buffer of its own, or pass it as a runtime argument",
                )


def foreign_kernels(session: Session, project_dir: Path) -> Iterator[Diagnostic]:
    """Kernels that are no files of the project."""
    for kernel in session.kernels():
        if not kernel.from_text and Path(kernel.file).is_relative_to(project_dir.resolve()):
            continue
        yield Diagnostic(
            stage=Stage.RUN,
            check="kernel_not_in_project",
            message=f"the host launches {'a source text' if kernel.from_text else kernel.file}, "
            "which is no file of the project",
            hint="keep each kernel in a file of the project and name it in CreateKernel",
        )


def _written(session: Session, values: Array, dtype: DType) -> Iterator[Place]:
    known = list(layouts(values.shape, dtype))
    for command in session.writes():
        layout = next((layout for layout in known if layout.holds(command.data, values)), None)
        if layout is not None and command.offset == 0:
            yield Place(command, layout)


def _read(session: Session, values: Array, dtype: DType) -> Place | None:
    for layout in layouts(values.shape, dtype):
        for command in reversed(list(session.reads())):
            if len(command.data) == layout.size and np.array_equal(
                layout.values(command.data), values, equal_nan=True
            ):
                return Place(command, layout)
    return None


def _not_sent(name: str, truth: Truth) -> Diagnostic:
    return Diagnostic(
        stage=Stage.RUN,
        check="input_not_on_device",
        message=f"input {name} never reaches the device as it is",
        evidence=(truth.case.label, "looked for in tiles and in rows, in every type of its kind"),
        hint="write the input itself to its buffer with EnqueueWriteMeshBuffer; kernels do the rest",
    )


def _not_from_device(name: str, session: Session, truth: Truth) -> Diagnostic:
    reads = sum(1 for _ in session.reads())
    return Diagnostic(
        stage=Stage.RUN,
        check="output_not_from_device",
        message=f"output {name} is not what was read back from the device",
        evidence=(truth.case.label, f"the host read {reads} buffers back; none holds these values"),
        hint="write what EnqueueReadMeshBuffer gives, untilized and nothing else, to the output",
    )
