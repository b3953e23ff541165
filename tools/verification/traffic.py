"""Which of a host program's dealings with the device are the operation's tensors."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tilesmith.agent.spec import TensorLayout, TensorSpec
from tilesmith.agent.spec.model import ROW_ALIGNMENT
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
    tensors = {tensor.name: tensor for tensor in (*truth.spec.inputs, *truth.spec.outputs)}
    inputs = {name: tuple(_written(session, values, tensors[name])) for name, values in truth.inputs.items()}
    found = {
        name: place for name, values in outputs.items() if (place := _read(session, values, tensors[name]))
    }
    faults = [_not_sent(tensors[name], truth) for name, places in inputs.items() if not places]
    every = [(name, place) for name, places in inputs.items() for place in places] + list(found.items())
    faults += [
        fault for name, place in every if (fault := _other_pages(tensors[name], place, session, truth))
    ]
    faults += [_not_from_device(name, session, truth) for name in outputs if name not in found]
    return Traffic(session, inputs, found), tuple(faults)


def overwritten_inputs(session: Session, truth: Truth) -> Iterator[Diagnostic]:
    """Inputs whose buffer the host writes again, with something else, before the kernels have seen them."""
    for tensor in truth.spec.inputs:
        for place in _written(session, truth.inputs[tensor.name], tensor):
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


def _written(session: Session, values: Array, tensor: TensorSpec) -> Iterator[Place]:
    known = list(layouts(values.shape, tensor.dtype, tensor.layout))
    for command in session.writes():
        layout = next((layout for layout in known if layout.holds(command.data, values)), None)
        if layout is not None and command.offset == 0:
            yield Place(command, layout)


def _read(session: Session, values: Array, tensor: TensorSpec) -> Place | None:
    for layout in layouts(values.shape, tensor.dtype, tensor.layout):
        for command in reversed(list(session.reads())):
            if len(command.data) == layout.size and np.array_equal(
                layout.values(command.data), values, equal_nan=True
            ):
                return Place(command, layout)
    return None


def _other_pages(tensor: TensorSpec, place: Place, session: Session, truth: Truth) -> Diagnostic | None:
    """A tensor that is asked to lie in rows, but has other pages."""
    if tensor.layout is not TensorLayout.ROW_MAJOR:
        return None
    rows = math.prod(place.layout.shape[:-1])
    pages = next(use.pages for use in session.uses if use.buffer == place.command.buffer)
    if pages == rows:
        return None
    return Diagnostic(
        stage=Stage.RUN,
        check="page_is_no_row",
        message=f"the buffer of {tensor.name} has {pages} pages, but the tensor has {rows} rows",
        evidence=(truth.case.label,),
        hint="give it one page a row: page_size = tilesmith::row_bytes<Element>(tensor)",
    )


def _not_sent(tensor: TensorSpec, truth: Truth) -> Diagnostic:
    in_rows = tensor.layout is TensorLayout.ROW_MAJOR
    looked_for = (
        f"in rows, each padded to multiples of {ROW_ALIGNMENT} bytes" if in_rows else "in tiles and in rows"
    )
    first = "through tilesmith::to_rows, " if in_rows else ""
    return Diagnostic(
        stage=Stage.RUN,
        check="input_not_on_device",
        message=f"input {tensor.name} never reaches the device as it is",
        evidence=(truth.case.label, f"looked for {looked_for}, in every type of its kind"),
        hint=f"write the input itself, {first}to its buffer with EnqueueWriteMeshBuffer; kernels do the rest",
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
