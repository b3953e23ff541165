"""A call of a function with arguments of the right types and no meaning, to be compiled and run."""

import re

from tilesmith.tools.coverage.signature import Parameter, Signature

# Template arguments where a zero would not do: they are checked when the template is instantiated.
_TEMPLATE_VALUES = {
    "DataFormat": "DataFormat::Int32",
    "PoolType": "PoolType::SUM",
    "ReduceDim": "ReduceDim::REDUCE_ROW",
    "BroadcastType": "BroadcastType::ROW",
    "EltwiseBinaryType": "EltwiseBinaryType::ELWADD",
    "EltwiseBinaryReuseDestType": "EltwiseBinaryReuseDestType::DEST_TO_SRCA",
    "bool": "false",
}
# What stands for a template's own parameters in the types of its arguments.
_STANDS_FOR = {
    "AddrGen": "tilesmith_tensor",
    "DRAM": "true",
    "tile_hw": "1024",
    "reciprocal_size": "4",
}
# Classes that are templates, or that only a range gives: an object of them.
_OBJECTS = {
    "TensorAccessor": "sharded",
    "TensorAccessorArgs": "TensorAccessorArgs<2>()",
    "Semaphore": "semaphore",
    "LocalTensorAccessor": "tilesmith_any<LocalTensorAccessor<uint32_t>>()",
    "InterleavedAddrGen": "tilesmith_any<InterleavedAddrGen<true>>()",
    "InterleavedAddrGenFast": "tilesmith_any<InterleavedAddrGenFast<true>>()",
    "InterleavedPow2AddrGen": "tilesmith_any<InterleavedPow2AddrGen<true>>()",
    "InterleavedPow2AddrGenFast": "tilesmith_any<InterleavedPow2AddrGenFast<true>>()",
    "PageView": "PageView(tensor)",
    "ShardView": "ShardView(sharded)",
    "AbstractTensorAccessorWrapper": "AbstractTensorAccessorWrapper(tensor)",
    "Page": "(*tensor.pages(0, 1).begin())",
    "AccessorPage": "(*tensor.pages(0, 1).begin())",
    "ShardPage": "(*sharded.shard_pages(0).begin())",
    "Pages": "tensor.pages(0, 1)",
    "PagesAddressIteratorInterleaved": "tensor.pages(0, 1).begin()",
    "PagesAddressIteratorSharded": "sharded.pages().begin()",
    "ShardPages": "sharded.shard_pages(0)",
    "ShardPagesAddressIterator": "sharded.shard_pages(0).begin()",
    "StridedShardPages": "sharded.strided_shard_pages()",
}
_ACCESSOR = re.compile(r"(?:::)?\bTensorAccessor<\w+>")
_BYTES = "{.offset_bytes = 0}"
_CORE = "{.noc_x = 1, .noc_y = 1, .addr = 0}"
# Methods that take brace-enclosed arguments, which no type of a parameter tells.
BY_HAND = {
    "Noc::async_read": "noc.async_read(tensor, cb, 32, {.page_id = 0}, {.offset_bytes = 0});",
    "Noc::set_async_read_state": f"noc.set_async_read_state(core, 32, {_CORE});",
    "Noc::async_read_with_state": f"noc.async_read_with_state(core, cb, 32, {_CORE}, {_BYTES});",
    "Noc::async_write": "noc.async_write(cb, tensor, 32, {.offset_bytes = 0}, {.page_id = 0});",
    "Noc::async_write_multicast": "noc.async_write_multicast(cb, cores, 32, 1, {.offset_bytes = 0}, "
    "{.noc_x_start = 1, .noc_y_start = 1, .noc_x_end = 2, .noc_y_end = 2, .addr = 0});",
    "Noc::set_async_write_state": f"noc.set_async_write_state(core, 32, {_CORE});",
    "Noc::async_write_with_state": f"noc.async_write_with_state(cb, core, 32, {_BYTES}, {_CORE});",
    "Noc::inline_dw_write": f"noc.inline_dw_write(core, 1, {_CORE});",
    "Noc::async_write_zeros": "noc.async_write_zeros(cb, 32, {.offset_bytes = 0}); "
    "noc.async_write_zeros(tensor, 32, {.page_id = 0}, cb);",
    "::welford_update": "welford_update<4>(0, 0, tilesmith_any<std::array<uint32_t, 4>>());",
    "::welford_update_rows": "welford_update_rows<4>(0, 0, 0, 1, tilesmith_any<std::array<uint32_t, 4>>());",
    "::noc_async_read_shard": "noc_async_read_shard(0, sharded, 0);",
    "::noc_async_write_shard": "noc_async_write_shard(0, sharded, 0);",
    "Semaphore::relay_unicast": "semaphore.relay_unicast(noc, semaphore, 1, 1);",
    "Semaphore::relay_multicast": "semaphore.relay_multicast(noc, semaphore, 1, 1, 2, 2, 1);",
    "LocalTensorAccessor::operand": "(void)tilesmith_any<LocalTensorAccessor<uint32_t>>()"
    ".operand<uint32_t>();",
    "::get_dram_bank_base_offset": "(void)tensor_accessor::get_dram_bank_base_offset(0, 0);",
    "TensorAccessor::shard_pages": "(void)sharded.shard_pages(0).begin()->page_in_shard();",
    "TensorAccessor::strided_shard_pages": "(void)sharded.strided_shard_pages();",
    "TensorAccessor::strided_pages": "(void)tensor.strided_pages(1); (void)sharded.strided_pages();",
    "TensorAccessor::pages": "(void)tensor.pages(0, 1); (void)sharded.pages();",
    "::make_tensor_accessor_tuple": "(void)make_tensor_accessor_tuple("
    "make_tensor_accessor_args_tuple<1, 0>(), 0);",
    "::make_abstract_tensor_accessor_wrappers": "(void)make_abstract_tensor_accessor_wrappers("
    "std::make_tuple(tensor));",
    "AllocatorBank::get_noc_addr_from_bank_id": "AllocatorBank<AllocatorBankType::DRAM>()"
    ".get_noc_addr_from_bank_id(0, 0, 0);",
}
# Memory of their own for arguments: no constructor is asked, and no address is that of anything.
DECLARATIONS = (
    "template <typename T> T& tilesmith_any() { alignas(64) static unsigned char place[sizeof(T) + 64]; "
    "return *reinterpret_cast<T*>(place); }",
    "using tilesmith_tensor = decltype(TensorAccessor(TensorAccessorArgs<0>(), 0, 32));",
    "using tilesmith_sharded = decltype(TensorAccessor(TensorAccessorArgs<2>(), 0, 32));",
)
OBJECTS = (
    "[[maybe_unused]] const tilesmith_tensor tensor(TensorAccessorArgs<0>(), 0, 32);",
    "[[maybe_unused]] const tilesmith_sharded sharded(TensorAccessorArgs<2>(), 0, 32);",
    "[[maybe_unused]] auto& cb = tilesmith_any<CircularBuffer>();",
    "[[maybe_unused]] auto& noc = tilesmith_any<Noc>();",
    "[[maybe_unused]] auto& semaphore = tilesmith_any<Semaphore<>>();",
    "[[maybe_unused]] auto& core = tilesmith_any<UnicastEndpoint>();",
    "[[maybe_unused]] auto& cores = tilesmith_any<MulticastEndpoint>();",
)
# The line of the caller, which the SDK's macros fill in.
_FILLED_IN = {"call_line"}
_QUALIFIERS = re.compile(r"\b(?:const|volatile|constexpr|typename|struct|enum|class)\b|[&]|tt_l1_ptr")


def calls_of(name: str, owner: str, signature: Signature) -> list[str]:
    """Two statements that call the function: with as few arguments as it takes, and with all of them."""
    by_hand = BY_HAND.get(f"{owner}::{name}")
    if by_hand:
        return [by_hand]
    template = _template_arguments(signature)
    types = {
        parameter.name: "uint32_t" for parameter in signature.template if not parameter.type
    } | _STANDS_FOR
    place = _OBJECTS.get(owner, f"tilesmith_any<{owner}>()")
    target = f"{place}.{'template ' if template else ''}{name}" if owner else name
    statements = []
    given = [parameter for parameter in signature.parameters if parameter.name not in _FILLED_IN]
    for parameters in (given[: signature.required], given):
        arguments = ", ".join(
            _argument(parameter, types) for parameter in parameters if parameter.type != "void"
        )
        statements.append(f"(void)({target}{template}({arguments}));")
    return list(dict.fromkeys(statements))


def _template_arguments(signature: Signature) -> str:
    """As far as the last parameter that has no default and cannot be deduced."""
    used = " ".join(parameter.type for parameter in signature.parameters[: signature.required])
    needed = [
        place
        for place, parameter in enumerate(signature.template)
        if not parameter.optional and not (parameter.name and re.search(rf"\b{parameter.name}\b", used))
    ]
    if not needed:
        return ""
    return (
        f"<{', '.join(_template_argument(parameter) for parameter in signature.template[: needed[-1] + 1])}>"
    )


def _template_argument(parameter: Parameter) -> str:
    if not parameter.type:
        return "uint32_t"
    kind = _QUALIFIERS.sub("", parameter.type).split("::")[-1].strip()
    return _TEMPLATE_VALUES.get(kind, f"static_cast<{_bare(parameter.type)}>(1)")


def _argument(parameter: Parameter, types: dict[str, str]) -> str:
    """A value of the parameter's type that needs no constructor."""
    kind = _ACCESSOR.sub("tilesmith_tensor", parameter.type)
    for name, stands_for in types.items():
        kind = re.sub(rf"\b{name}\b", stands_for, kind) if name else kind
    if "*" in kind:
        return f"({kind.replace('&', '').strip()})&tilesmith_any<uint32_t>()"
    return f"tilesmith_any<{_bare(kind)}>()"


def _bare(kind: str) -> str:
    return " ".join(_QUALIFIERS.sub(" ", kind).split()) or "uint32_t"
