"""Turns scheduled steps into lines of a compute kernel, with the init that each needs before it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tilesmith.agent.spec import DType
from tilesmith.agent.template_drafter.layout import ELEMENTS, Buffer
from tilesmith.agent.template_drafter.lower import Lowered
from tilesmith.agent.template_drafter.scalars import float32_bits
from tilesmith.agent.template_drafter.schedule import Copy, Duplicate, Execute, Step
from tilesmith.agent.template_drafter.terms import Scalar

# Longer formulas than this say nothing in a comment.
_LONGEST_COMMENT = 64
_DUPLICATE_INIT = "copy_dest_values_init()"


@dataclass(frozen=True)
class CodeLine:
    """A statement without its semicolon, and what it leaves where."""

    code: str
    comment: str = ""


class StepWriter:
    """Writes the steps of all passes of one kernel in their order.

    An init that the whole kernel needs only once is hoisted out of the loop over tiles; where functions
    take turns, each is initialised again before its turn. Copies and SFPU functions are configured
    independently, so each kind is followed by itself.
    """

    def __init__(self, lowered: Lowered) -> None:
        steps = [step for part in lowered.passes for step in part.schedule.steps]
        self._buffers = {b.name: b for b in (*lowered.inputs, *lowered.partials)}
        self._format = ELEMENTS[DType.FLOAT32 if lowered.fp32_dest else DType.BFLOAT16].format
        self._scalars = {scalar.expression: scalar.name for scalar in lowered.scalars}
        copied = tuple(dict.fromkeys(step.buffer for step in steps if isinstance(step, Copy)))
        self._mixed = len({self._buffers[name].dtype for name in copied}) > 1
        inits = tuple(dict.fromkeys(init for step in steps if (init := _sfpu_init(step))))
        self.first_buffer = self._buffers[copied[0]] if copied else lowered.inputs[0]
        self.headers = frozenset(header for step in steps if (header := _header(step)))
        copies = (f"copy_init(cb_{copied[0]})",) if len(copied) == 1 else ()
        self.hoisted = (*copies, *(inits if len(inits) == 1 else ()))
        self._copying = copied[0] if len(copied) == 1 else ""
        self._initialised = inits[0] if len(inits) == 1 else ""

    def write(self, steps: Iterable[Step]) -> tuple[CodeLine, ...]:
        """The lines of one pass."""
        return tuple(line for step in steps for line in self._lines(step))

    def _lines(self, step: Step) -> list[CodeLine]:
        match step:
            case Copy(buffer, slot):
                return [*self._copy_init(self._buffers[buffer]), _copy(buffer, slot)]
            case Duplicate(source, slot):
                code = f"copy_dest_values<DataFormat::{self._format}>({source}, {slot})"
                return [*self._init(step), CodeLine(code, f"DST[{slot}] = DST[{source}]")]
            case Execute():
                return [*self._init(step), self._execute(step)]

    def _copy_init(self, buffer: Buffer) -> list[CodeLine]:
        if self._copying == buffer.name:
            return []
        self._copying = buffer.name
        # The unpacker's formats are set for the first buffer at start-up; copy_init leaves them alone.
        reconfigure = [CodeLine(f"reconfig_data_format_srca(cb_{buffer.name})")] if self._mixed else []
        return [*reconfigure, CodeLine(f"copy_init(cb_{buffer.name})")]

    def _init(self, step: Step) -> list[CodeLine]:
        init = _sfpu_init(step)
        if self._initialised == init:
            return []
        self._initialised = init
        return [CodeLine(init)]

    def _execute(self, step: Execute) -> CodeLine:
        operands = [self._scalar(o) if isinstance(o, Scalar) else str(o) for o in step.operands]
        if step.node.op.in_place:
            # The result replaces the first tile, which may be a copy made for that.
            first = next(n for n, operand in enumerate(step.operands) if not isinstance(operand, Scalar))
            operands[first] = str(step.slot)
        code = step.node.op.call.format(*operands, out=step.slot, format=self._format)
        return CodeLine(code, _comment(step.slot, step.node.text))

    def _scalar(self, scalar: Scalar) -> str:
        if scalar.constant is not None:
            return float32_bits(scalar.constant)
        return self._scalars[scalar.expression]


def _copy(buffer: str, slot: int) -> CodeLine:
    return CodeLine(f"copy_tile(cb_{buffer}, 0, {slot})", f"DST[{slot}] = {buffer}")


def _comment(slot: int, text: str) -> str:
    return f"DST[{slot}] = {text}" if len(text) <= _LONGEST_COMMENT else ""


def _sfpu_init(step: Step) -> str:
    match step:
        case Copy():
            return ""
        case Duplicate():
            return _DUPLICATE_INIT
        case Execute():
            return f"{step.node.op.init}()"


def _header(step: Step) -> str:
    match step:
        case Copy():
            return ""
        case Duplicate():
            return "api/compute/copy_dest_values.h"
        case Execute():
            return step.node.op.header
