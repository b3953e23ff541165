"""What a random kernel may do: statements with operands, each of which is one or more words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tilesmith.knowledge.declarations import cpp_parser, declarations
from tilesmith.tools.coverage.signature import Parameter, Signature, read_signature

# The expression of an operand; each `{}` takes one word.
_EXPRESSIONS = {
    "l1": "own_address({}, {})",
    "noc": "remote_address({}, {}, {}, {})",
    "multicast": "get_noc_multicast_addr({}, {}, {}, {}, own_address({}, {}))",
    "pointer": "wild_address({}, {})",
}
_OPERAND = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Operation:
    """A statement such as `cb_push_back({cb}, {pages});`."""

    text: str

    @cached_property
    def operands(self) -> tuple[str, ...]:
        """The kinds of its operands, in order."""
        return tuple(_OPERAND.findall(self.text))

    @property
    def words(self) -> int:
        """How many words they take."""
        return sum(word_count(kind) for kind in self.operands)

    def statement(self, words: Sequence[str]) -> str:
        """The statement with these expressions for its words."""
        left = iter(words)
        return _OPERAND.sub(lambda operand: _expression(operand[1], left), self.text)


def word_count(kind: str) -> int:
    """How many words an operand of this kind takes."""
    return _EXPRESSIONS.get(kind, "{}").count("{}")


def _expression(kind: str, words: Iterator[str]) -> str:
    text = _EXPRESSIONS.get(kind, "{}")
    return text.format(*(next(words) for _ in range(text.count("{}"))))


_BUFFERS = (
    "cb_reserve_back({cb}, {pages});",
    "cb_push_back({cb}, {pages});",
    "cb_wait_front({cb}, {pages});",
    "cb_pop_front({cb}, {pages});",
    "sink = cb_pages_reservable_at_back({cb}, {pages});",
    "sink = cb_pages_available_at_front({cb}, {pages});",
)
_MEMORY = (
    "fill({l1}, {word});",
    "*reinterpret_cast<volatile uint32_t*>(uintptr_t({l1})) = {word};",
    "sink = *reinterpret_cast<volatile uint32_t*>(uintptr_t({l1}));",
    "*reinterpret_cast<volatile uint16_t*>(uintptr_t({l1})) = {word};",
    "*reinterpret_cast<volatile uint64_t*>(uintptr_t({l1})) = {word};",
    "sink = *reinterpret_cast<volatile uint8_t*>(uintptr_t({l1}));",
    "memcpy(reinterpret_cast<void*>(uintptr_t({l1})), reinterpret_cast<void*>(uintptr_t({l1})), {bytes});",
    "memmove(reinterpret_cast<void*>(uintptr_t({l1})), reinterpret_cast<void*>(uintptr_t({l1})), {bytes});",
    "memset(reinterpret_cast<void*>(uintptr_t({l1})), {word}, {bytes});",
    "sink = __atomic_fetch_add(reinterpret_cast<volatile uint32_t*>(uintptr_t({l1})), {word}, 0);",
)
_HOSTILE = (
    "*reinterpret_cast<volatile uint32_t*>({pointer}) = {word};",
    "sink = *reinterpret_cast<volatile uint64_t*>({pointer});",
    "memset(reinterpret_cast<void*>({pointer}), {word}, {bytes});",
    "memset(const_cast<uint32_t*>(&sink), 0, {bytes});",
    "reinterpret_cast<void (*)()>({pointer})();",
    "noc_semaphore_set(reinterpret_cast<volatile uint32_t*>({pointer}), {word});",
    "noc_semaphore_wait(reinterpret_cast<volatile uint32_t*>({pointer}), {word});",
    "sink = {word} / {small};",
    "sink = static_cast<int>({word}) % static_cast<int>({small});",
    "sink = deeper({word});",
    "ASSERT({small} != 1);",
    "__builtin_trap();",
    'DPRINT << "value " << {word} << reinterpret_cast<const char*>({pointer}) << ENDL();',
    "return;",
)
_ARGUMENTS = (
    "sink = get_arg_val<uint32_t>({small});",
    "sink = get_common_arg_val<uint32_t>({word});",
    "sink = get_arg_addr({word});",
    "sink = get_semaphore({small});",
)
_TRANSFERS = (
    "noc_async_read({noc}, {l1}, {bytes});",
    "noc_async_write({l1}, {noc}, {bytes});",
    "noc_async_read_one_packet({noc}, {l1}, {bytes});",
    "noc_async_write_one_packet({l1}, {noc}, {bytes});",
    "noc_async_write_multicast({l1}, {multicast}, {bytes}, {small});",
    "noc_async_write_multicast_loopback_src({l1}, {multicast}, {bytes}, {small});",
    "noc_semaphore_set_multicast({l1}, {multicast}, {small});",
    "noc_semaphore_inc({noc}, {word});",
    "noc_semaphore_inc_multicast({multicast}, {word}, {small});",
    "noc_inline_dw_write({noc}, {word});",
    "noc_semaphore_set(reinterpret_cast<volatile uint32_t*>(uintptr_t({l1})), {word});",
    "noc_semaphore_wait(reinterpret_cast<volatile uint32_t*>(uintptr_t({l1})), {small});",
    "noc_semaphore_wait_min(reinterpret_cast<volatile uint32_t*>(uintptr_t({l1})), {small});",
    "noc_async_read_set_state({noc});",
    "noc_async_read_with_state({word}, {l1}, {bytes});",
    "noc_async_read_set_trid({small});",
    "noc_async_read_barrier_with_trid({small});",
    "noc_async_write_one_packet_set_state({noc}, {bytes});",
    "noc_async_write_one_packet_with_state({l1}, {word});",
)
_BARRIERS = (
    "noc_async_read_barrier();",
    "noc_async_write_barrier();",
    "noc_async_writes_flushed();",
    "noc_async_atomic_barrier();",
)


def _operations(*groups: Sequence[str]) -> tuple[Operation, ...]:
    return tuple(Operation(text) for group in groups for text in group)


@dataclass(frozen=True)
class Vocabulary:
    """What kernels of one kind are made of."""

    usual: tuple[Operation, ...]
    hostile: tuple[Operation, ...]
    """After these there is usually no next one: wild pointers, traps, endless recursion."""

    @cached_property
    def all(self) -> tuple[Operation, ...]:
        """Both, in the order in which an interpreter numbers them from 1 on."""
        return (*self.usual, *self.hostile)

    def named(self, name: str) -> tuple[Operation, ...]:
        """The calls of this function; it has several with template arguments."""
        return tuple(self._by_name.get(name, ()))

    @cached_property
    def tile_calls(self) -> list[str]:
        """Functions that work on tiles."""
        return [name for name in self._by_name if re.search(r"_tiles?(?:_|$)", name) and "init" not in name]

    @cached_property
    def _by_name(self) -> dict[str, list[Operation]]:
        found: dict[str, list[Operation]] = {}
        for operation in self.usual:
            found.setdefault(re.split(r"[<(]", operation.text)[0], []).append(operation)
        return found


DATA_MOVEMENT = Vocabulary(
    _operations(_BUFFERS, _TRANSFERS, _BARRIERS, _MEMORY, _ARGUMENTS), _operations(_HOSTILE)
)
"""For readers and writers."""

# Of a parameter's name: what its values should be like.
_BY_NAME = (
    (re.compile(r"cb", re.IGNORECASE), "cb"),
    (re.compile(r"dst|dest"), "dst"),
    (re.compile(r"tiles|_dim|block|rows|cols|count|num"), "small"),
    (re.compile(r"tile|index|page|column"), "tile"),
)
_TEMPLATE_VALUES = {
    "DataFormat": ("DataFormat::Int32", "DataFormat::Float16_b"),
    "PoolType": ("PoolType::SUM", "PoolType::MAX", "PoolType::AVG"),
    "ReduceDim": ("ReduceDim::REDUCE_ROW", "ReduceDim::REDUCE_COL", "ReduceDim::REDUCE_SCALAR"),
    "BroadcastType": ("BroadcastType::ROW", "BroadcastType::COL", "BroadcastType::SCALAR"),
    "EltwiseBinaryType": ("EltwiseBinaryType::ELWADD", "EltwiseBinaryType::ELWMUL"),
    "EltwiseBinaryReuseDestType": (
        "EltwiseBinaryReuseDestType::DEST_TO_SRCA",
        "EltwiseBinaryReuseDestType::DEST_TO_SRCB",
    ),
    "bool": ("false", "true"),
    "uint32_t": ("1", "2"),
    "int": ("1", "2"),
}
_NUMBERS = re.compile(r"^(?:std::)?(?:u?int(?:8|16|32)?(?:_t)?|bool|float)$")
_FILLED_IN = ("site", "call_line")
_VARIANTS = 3


# Its functions are there only for kernels whose host defines what they reduce.
_AFTER_DEFINES = "after_defines.h"


def compute_vocabulary(device: Path) -> Vocabulary:
    """For compute kernels: a call of every function in `device` that takes plain numbers."""
    parser = cpp_parser()
    found = dict.fromkeys(_operations(_BUFFERS, _MEMORY, _ARGUMENTS))
    for header in sorted((device / "api" / "compute").rglob("*.h")):
        if header.name == _AFTER_DEFINES:
            continue
        if "detail" in header.parts:
            continue
        for declared in declarations(header.read_text(), parser):
            signature = read_signature(declared.signature, parser) if not declared.owner else None
            if signature is not None:
                found.update(dict.fromkeys(_calls(declared.name, signature)))
    return Vocabulary(tuple(found), _operations(_HOSTILE))


def _calls(name: str, signature: Signature) -> Iterator[Operation]:
    given = [parameter for parameter in signature.parameters if parameter.name not in _FILLED_IN]
    if not all(_is_number(parameter) for parameter in given) or name.startswith(("dbg_", "tilesmith")):
        return
    arguments = ", ".join(f"{{{_kind(parameter)}}}" for parameter in given if parameter.type != "void")
    for variant in range(_VARIANTS):
        template = _template(signature, variant)
        if template is None:
            return
        yield Operation(f"{name}{template}({arguments});")


def _template(signature: Signature, variant: int) -> str | None:
    needed = [parameter for parameter in signature.template if not parameter.optional]
    values = [_TEMPLATE_VALUES.get(_bare(parameter.type)) for parameter in needed]
    if any(value is None for value in values):
        return None
    chosen = [value[variant % len(value)] for value in values if value is not None]
    return f"<{', '.join(chosen)}>" if chosen else ""


def _is_number(parameter: Parameter) -> bool:
    return parameter.type == "void" or _NUMBERS.match(_bare(parameter.type)) is not None


def _bare(kind: str) -> str:
    return re.sub(r"\b(?:const|constexpr)\b", "", kind).split("::")[-1].strip()


def _kind(parameter: Parameter) -> str:
    return next((kind for pattern, kind in _BY_NAME if pattern.search(parameter.name)), "word")
