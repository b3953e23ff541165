"""A call of a function with arguments of the right types, for a compiler to judge; it is never run."""

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
    "AllocatorBank::get_noc_addr_from_bank_id": "AllocatorBank<AllocatorBankType::DRAM>()"
    ".get_noc_addr_from_bank_id(0, 0, 0);",
}
DECLARATIONS = (
    "template <typename T> T& tilesmith_any() { return *static_cast<T*>(nullptr); }",
    "using tilesmith_tensor = decltype(TensorAccessor(TensorAccessorArgs<0>(), 0, 32));",
    "[[maybe_unused]] auto& tensor = tilesmith_any<tilesmith_tensor>();",
    "using tilesmith_sharded = decltype(TensorAccessor(TensorAccessorArgs<2>(), 0, 32));",
    "[[maybe_unused]] auto& sharded = tilesmith_any<tilesmith_sharded>();",
    "[[maybe_unused]] auto& cb = tilesmith_any<CircularBuffer>();",
    "[[maybe_unused]] auto& noc = tilesmith_any<Noc>();",
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
    target = f"(*static_cast<{owner}*>(nullptr)).{name}" if owner else name
    if owner and template:
        target = f"(*static_cast<{owner}*>(nullptr)).template {name}"
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
    """A value of the parameter's type that needs no constructor: the call is compiled, not run."""
    kind = _ACCESSOR.sub("tilesmith_tensor", parameter.type)
    for name, stands_for in types.items():
        kind = re.sub(rf"\b{name}\b", stands_for, kind) if name else kind
    if "*" in kind:
        return f"({kind.replace('&', '').strip()})0"
    return f"tilesmith_any<{_bare(kind)}>()"


def _bare(kind: str) -> str:
    return " ".join(_QUALIFIERS.sub(" ", kind).split()) or "uint32_t"
