"""What one kernel needs of its host."""

from collections.abc import Sequence
from dataclasses import dataclass

from tree_sitter import Node

from tilesmith.tools.contract.constants import Constants
from tilesmith.tools.contract.syntax import (
    arguments,
    called,
    calls,
    definition_calls,
    is_conditional,
    line,
    parse,
    template_arguments,
    text,
)

_FIFO_CALLS = (
    "cb_wait_front",
    "cb_pop_front",
    "cb_reserve_back",
    "cb_push_back",
    "get_write_ptr",
    "get_read_ptr",
)
# TensorAccessorArgs of an interleaved buffer takes two words (tt-metal 0.81).
ACCESSOR_WORDS = 2


@dataclass(frozen=True)
class Use:
    """An index or offset that the kernel uses for certain, and where it does so first."""

    number: int
    line: int


@dataclass(frozen=True)
class KernelInterface:
    """Everything that is certain; what depends on run time or on the preprocessor is left out."""

    path: str
    cbs: tuple[Use, ...]
    """Circular buffers in calls of the FIFO."""
    compile_args: tuple[Use, ...]
    """Indices read with `get_compile_time_arg_val`."""
    runtime_args: tuple[Use, ...]
    common_args: tuple[Use, ...]
    accessors: tuple[Use, ...]
    """Offsets of `TensorAccessorArgs<...>`, chained ones resolved."""
    unknown_accessors: bool
    """Some offset could not be told."""

    @property
    def compile_words(self) -> int:
        """How many compile-time words it needs at least."""
        reads = [use.number + 1 for use in self.compile_args]
        return max([0, *reads, *(use.number + ACCESSOR_WORDS for use in self.accessors)])


def kernel_interface(path: str, source: str, compile_args: Sequence[int | None] = ()) -> KernelInterface:
    """What the kernel `source` uses, where `compile_args` are the words it is given, as far as known."""
    root = parse(source)
    constants = Constants(root, compile_args)
    accessors = _Accessors(root, constants)
    return KernelInterface(
        path=path,
        cbs=_uses(root, constants, *_FIFO_CALLS),
        compile_args=_uses(root, constants, "get_compile_time_arg_val"),
        runtime_args=_uses(root, constants, "get_arg_val"),
        common_args=_uses(root, constants, "get_common_arg_val"),
        accessors=accessors.uses,
        unknown_accessors=accessors.unknown,
    )


def _uses(root: Node, constants: Constants, *functions: str) -> tuple[Use, ...]:
    """The first argument of each call, once a number."""
    found: dict[int, Use] = {}
    for call in calls(root, *functions):
        words = arguments(call)
        number = constants.value(words[0]) if words and not is_conditional(call) else None
        if number is not None and number >= 0:
            found.setdefault(number, Use(number, line(call)))
    return tuple(sorted(found.values(), key=lambda use: use.number))


class _Accessors:
    """Follows the chain of `TensorAccessorArgs<previous.next_compile_time_args_offset()>`."""

    def __init__(self, root: Node, constants: Constants) -> None:
        self._constants = constants
        uses, unknown = [], False
        for call in definition_calls(root, "TensorAccessorArgs"):
            offset = None if is_conditional(call) else self._offset(call, 0)
            unknown |= offset is None
            if offset is not None:
                uses.append(Use(offset, line(call)))
        self.uses = tuple(uses)
        self.unknown = unknown

    def _offset(self, call: Node, depth: int) -> int | None:
        words = template_arguments(call)
        if not words or depth > 32:
            return None
        word = words[0]
        if word.type == "type_descriptor":  # a bare name parses as a type
            definition = self._constants.definition(text(word))
            return self._constants.value(definition)
        if called(word) != "next_compile_time_args_offset":
            return self._constants.value(word)
        function = word.child_by_field_name("function")
        previous = function.child_by_field_name("argument") if function is not None else None
        definition = self._constants.definition(text(previous))
        if definition is None or called(definition) != "TensorAccessorArgs":
            return None
        offset = self._offset(definition, depth + 1)
        return None if offset is None else offset + ACCESSOR_WORDS
