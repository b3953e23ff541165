"""What the host program creates: circular buffers, kernels, arguments."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from tilesmith.tools.contract.constants import Constants
from tilesmith.tools.contract.syntax import (
    arguments,
    called,
    calls,
    is_conditional,
    is_repeated,
    line,
    parse,
    text,
    variable_of,
    walk,
)
from tilesmith.tools.contract.words import WordLists, Words
from tilesmith.tools.kernel_check.job import KernelRole

_ADDRESS = re.compile(r"(?:->|\.)address\(\)")
_IN_DRAM = "BufferType::DRAM"
_RUNTIME_ARGS = 3
"""Place of the words in SetRuntimeArgs."""
_FORMAT = re.compile(r"DataFormat::(\w+)")
_PROCESSOR = {"RISCV_0": KernelRole.WRITER, "RISCV_1": KernelRole.READER}
_ROLES = {
    "ReaderDataMovementConfig": KernelRole.READER,
    "WriterDataMovementConfig": KernelRole.WRITER,
    "ComputeConfig": KernelRole.COMPUTE,
}
# The macro that tt-metal's examples and our CMakeLists.txt put before paths of kernels.
_PREFIX_MACRO = "OVERRIDE_KERNEL_PREFIX"


@dataclass(frozen=True)
class HostCb:
    """A circular buffer index that the host creates."""

    index: int
    format: str | None
    page_size: int | None
    line: int


@dataclass(frozen=True)
class Given:
    """A run-time argument as the host writes it."""

    name: str
    line: int


@dataclass(frozen=True)
class HostKernel:
    """A call of CreateKernel. None: not certain."""

    path: str | None
    role: KernelRole | None
    compile_args: Words | None
    defines: Mapping[str, str] | None
    settings: Mapping[str, str]
    """Fields of the config as written, such as `math_fidelity`."""
    line: int
    runtime_args: int | None
    """Most words that any SetRuntimeArgs gives it."""
    common_args: int | None
    dram_addresses: tuple[Given, ...] = ()
    """Run-time arguments that are addresses of buffers in DRAM."""


@dataclass(frozen=True)
class HostInterface:
    """Everything that is certain about a host program."""

    path: str
    cbs: tuple[HostCb, ...]
    unknown_cbs: bool
    """It creates circular buffers whose indices could not be told."""
    kernels: tuple[HostKernel, ...]


def host_interface(path: str, source: str) -> HostInterface:
    """Read the host program `source`."""
    return _Host(path, source).interface()


class _Host:
    def __init__(self, path: str, source: str) -> None:
        self._path = path
        self._root = parse(source)
        self._constants = Constants(self._root)
        self._words = WordLists(self._root, self._constants)

    def interface(self) -> HostInterface:
        cbs, unknown = self._circular_buffers()
        creates = list(calls(self._root, "CreateKernel", "CreateKernelFromString"))
        return HostInterface(self._path, tuple(cbs), unknown, tuple(map(self._kernel, creates)))

    def _circular_buffers(self) -> tuple[list[HostCb], bool]:
        """Indices are keys of the map in the config's constructor; `set_page_size` gives sizes by index."""
        sizes = self._page_sizes()
        found: list[HostCb] = []
        configs = list(calls(self._root, "CircularBufferConfig", "CBDescriptor"))
        unknown = len(configs) < len(list(calls(self._root, "CreateCircularBuffer")))
        for config in configs:
            entries = list(self._entries(config))
            unknown |= not entries
            for key, format_text in entries:
                index = self._constants.value(key)
                if index is None:
                    unknown = True
                    continue
                named = _FORMAT.search(format_text)
                found.append(HostCb(index, named[1] if named else None, sizes.get(index), line(key)))
        return found, unknown

    def _entries(self, config: Node) -> Iterator[tuple[Node, str]]:
        for argument in arguments(config):
            if argument.type != "initializer_list":
                continue
            for entry in arguments(argument):
                pair = arguments(entry) if entry.type == "initializer_list" else []
                if len(pair) == 2:
                    yield pair[0], text(pair[1])

    def _page_sizes(self) -> dict[int, int | None]:
        sizes: dict[int, int | None] = {}
        for call in calls(self._root, "set_page_size"):
            given = arguments(call)
            index = self._constants.value(given[0]) if len(given) == 2 else None
            if index is not None:
                sizes[index] = self._constants.value(given[1])
        return sizes

    def _kernel(self, call: Node) -> HostKernel:
        given = arguments(call)
        fields = self._config(given[3]) if len(given) > 3 else {}
        config = self._resolved(given[3]) if len(given) > 3 else None
        handle = variable_of(call)
        certain = not is_conditional(call) and not is_repeated(call)
        return HostKernel(
            path=self._literal(given[1]) if len(given) > 1 and called(call) == "CreateKernel" else None,
            role=self._role(config, fields),
            compile_args=self._compile_args(config, fields) if certain else None,
            defines=self._defines(fields),
            settings={name: text(node) for name, node in fields.items()},
            line=line(call),
            runtime_args=self._arguments_given("SetRuntimeArgs", handle, 3) if certain else None,
            common_args=self._arguments_given("SetCommonRuntimeArgs", handle, 2) if certain else None,
            dram_addresses=tuple(self._dram_addresses(handle)) if _IN_DRAM in text(self._root) else (),
        )

    def _dram_addresses(self, handle: str) -> Iterator[Given]:
        """Arguments of `handle` that are `buffer->address()`, or a variable that holds one."""
        for call in calls(self._root, "SetRuntimeArgs"):
            given = arguments(call)
            if len(given) <= _RUNTIME_ARGS or text(given[1]) != handle or not handle:
                continue
            for argument in arguments(given[_RUNTIME_ARGS]):
                if _ADDRESS.search(text(self._resolved(argument))):
                    yield Given(text(argument), line(argument))

    def _resolved(self, node: Node) -> Node:
        """The config itself, also where a variable holds it that is never changed."""
        if node.type == "identifier" and (definition := self._constants.definition(text(node))) is not None:
            return definition
        return node

    def _literal(self, node: Node) -> str | None:
        """The path in a string literal, `OVERRIDE_KERNEL_PREFIX` left out."""
        node = self._resolved(node)
        if node.type not in ("string_literal", "concatenated_string"):
            return None
        parts = [part for part in walk(node) if part.type in ("string_content", "identifier")]
        if any(part.type == "identifier" and text(part) != _PREFIX_MACRO for part in parts):
            return None
        return "".join(text(part) for part in parts if part.type == "string_content")

    def _config(self, node: Node) -> dict[str, Node]:
        """Designated fields of a config."""
        fields: dict[str, Node] = {}
        for pair in walk(self._resolved(node)):
            if pair.type != "initializer_pair":
                continue
            designator = pair.child_by_field_name("designator")
            value = pair.child_by_field_name("value")
            if designator is not None and value is not None:
                fields[text(designator).lstrip(".")] = value
        return fields

    def _role(self, config: Node | None, fields: Mapping[str, Node]) -> KernelRole | None:
        if config is None:
            return None
        if (name := called(config)) in _ROLES:
            return _ROLES[name]
        processor = text(fields.get("processor")).rpartition("::")[2]
        return _PROCESSOR.get(processor) if name == "DataMovementConfig" else None

    def _compile_args(self, config: Node | None, fields: Mapping[str, Node]) -> Words | None:
        if "compile_args" in fields:
            return self._words.of(fields["compile_args"])
        if config is None or called(config) not in (*_ROLES, "DataMovementConfig"):
            return None
        positional = [a for a in arguments(config) if a.type != "initializer_pair"]
        if not positional:
            return Words(())
        is_plain = called(config) in ("ReaderDataMovementConfig", "WriterDataMovementConfig")
        return self._words.of(positional[0]) if is_plain else None

    def _defines(self, fields: Mapping[str, Node]) -> dict[str, str] | None:
        node = fields.get("defines")
        if node is None:
            return {}
        if node.type != "initializer_list":
            return None
        defines: dict[str, str] = {}
        for entry in arguments(node):
            pair = [self._literal(part) for part in arguments(entry)]
            if len(pair) != 2 or pair[0] is None or pair[1] is None:
                return None
            defines[pair[0]] = pair[1]
        return defines

    def _arguments_given(self, function: str, handle: str, place: int) -> int | None:
        """Most words that calls of `function` give to kernel `handle`; None when a call could not be read."""
        most = 0
        for call in calls(self._root, function):
            given = arguments(call)
            if len(given) <= place or is_conditional(call) or given[1].type != "identifier" or not handle:
                return None
            if text(given[1]) != handle:
                if not self._is_kernel(text(given[1])):
                    return None
                continue
            words = self._words.of(given[place])
            if words is None:
                return None
            most = max(most, len(words))
        return most

    def _is_kernel(self, name: str) -> bool:
        definition = self._constants.definition(name)
        return definition is not None and called(definition) == "CreateKernel"
