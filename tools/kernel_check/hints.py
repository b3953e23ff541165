"""The remedy for each kind of fault, looked up in the SDK's own headers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.knowledge.renames import renamed_header
from tilesmith.tools.diagnostics import ApiEntry
from tilesmith.tools.kernel_check.classify import Check, Finding
from tilesmith.tools.kernel_check.job import KernelRole

_ENTRIES = 4
"""API entries attached to one diagnostic at most."""
_LEAST_SCORE = 0.68
"""Below this a name is not suggested: a far-fetched one misleads more than none."""


@dataclass(frozen=True)
class Remedy:
    """What to do, and the API entries it is about."""

    check: Check
    hint: str = ""
    api: tuple[ApiEntry, ...] = ()


def remedy(finding: Finding, role: KernelRole, index: ApiIndex) -> Remedy:
    """How to mend `finding` in a kernel of `role`. An unknown name may turn out to be a missing include."""
    maker = _MAKERS.get(finding.check)
    if maker is not None:
        return maker(finding, role, index)
    return Remedy(finding.check, _FIXED.get(finding.check, ""))


def defined_later(finding: Finding, source: str, line: int) -> Remedy | None:
    """For a function of the kernel's own that is called above its definition."""
    if finding.check is not Check.UNKNOWN_NAME or not finding.name:
        return None
    definition = re.compile(rf"^[\w:<>&*\s]+\b{re.escape(finding.name)}\s*\([^;]*\)\s*\{{", re.MULTILINE)
    for found in definition.finditer(source):
        at = source.count("\n", 0, source.index(finding.name, found.start())) + 1
        if at > line:
            hint = f"{finding.name} is defined below, at line {at}: move its definition above line {line}."
            return Remedy(finding.check, hint)
    return None


def _unknown_name(finding: Finding, role: KernelRole, index: ApiIndex) -> Remedy:
    usable = _usable(index.lookup(finding.name), role)
    current = [f for f in usable if not f.deprecated]
    successors = _usable(index.successors(finding.name), role)
    if usable and not current and successors:
        hint = f'{finding.name} is deprecated; use {successors[0].name} of "{successors[0].header}".'
        return Remedy(finding.check, hint, _entries(successors))
    if usable:
        hint = f'{finding.name} is declared in "{usable[0].header}": add #include "{usable[0].header}".'
        return Remedy(Check.MISSING_INCLUDE, hint, _entries(usable))
    if elsewhere := [f for f in index.lookup(finding.name) if f.kind != "method"]:
        other = "host programs" if elsewhere[0].area is Area.HOST else f"{elsewhere[0].area} kernels"
        return Remedy(finding.check, f"{finding.name} belongs to {other} and does not exist in this kernel.")
    matches = [m for m in index.nearest(finding.name, 12, _area(role)) if m.score >= _LEAST_SCORE]
    near = _usable([match.function for match in matches], role)[:_ENTRIES]
    if not near:
        return Remedy(finding.check, f"The device API of this SDK has no {finding.name}.")
    names = " or ".join(dict.fromkeys(f.name for f in near))
    renamed = near[0] in successors
    verb = "It was replaced by" if renamed else "Did you mean"
    includes = ", ".join(dict.fromkeys(f'"{f.header}"' for f in near[:2]))
    ending = "." if renamed else "?"
    return Remedy(
        finding.check,
        f"The device API of this SDK has no {finding.name}. {verb} {names}{ending} Header: {includes}.",
        _entries(near),
    )


def _unknown_member(finding: Finding, role: KernelRole, index: ApiIndex) -> Remedy:
    owner = re.split(r"[<\s]", finding.details[0])[0].split("::")[-1] if finding.details else ""
    if owner == "std":
        hint = (
            f"std::{finding.name} came after C++17, or is not included: include the header that declares it."
        )
        return Remedy(finding.check, hint)
    methods = [f for f in index.functions if owner and f.owner == owner != f.name and f.serves(_area(role))]
    if not methods:
        return _unknown_name(finding, role, index)
    names = ", ".join(sorted({f.name for f in methods}))
    return Remedy(finding.check, f"{owner} has: {names}.", _entries(methods))


def _signature(finding: Finding, role: KernelRole, index: ApiIndex) -> Remedy:
    usable = _usable(index.lookup(finding.name), role)
    if not usable:
        return Remedy(finding.check)
    return Remedy(finding.check, f"It is declared as: {usable[0].signature}", _entries(usable))


def _missing_header(finding: Finding, role: KernelRole, index: ApiIndex) -> Remedy:
    headers = sorted({f.header for f in index.functions if f.area is not Area.HOST})
    moved = renamed_header(finding.name)
    if moved in headers:
        return Remedy(finding.check, f'It moved: #include "{moved}".')
    last = finding.name.rsplit("/", 1)[-1]
    same = [header for header in headers if header.rsplit("/", 1)[-1] == last]
    if same:
        return Remedy(finding.check, f'This SDK has it as "{same[0]}".')
    folder = "compute" if role is KernelRole.COMPUTE else "dataflow"
    return Remedy(finding.check, f"This SDK has no such header; its own are under api/{folder}/.")


def _compile_args(finding: Finding, _role: KernelRole, index: ApiIndex) -> Remedy:
    return Remedy(
        finding.check,
        "Pass the argument in the host's compile_args, or correct the number. TensorAccessorArgs<N> starts "
        "at argument N: N is the number of arguments before it, and the next accessor starts at the previous "
        "one's next_compile_time_args_offset().",
        _entries(index.lookup("get_compile_time_arg_val")),
    )


def _usable(functions: list[ApiFunction], role: KernelRole) -> list[ApiFunction]:
    """Those that kernels of `role` can include, methods aside."""
    return [f for f in functions if f.kind != "method" and f.serves(_area(role))]


def _area(role: KernelRole) -> Area:
    return Area.COMPUTE if role is KernelRole.COMPUTE else Area.DATAFLOW


def _entries(functions: list[ApiFunction]) -> tuple[ApiEntry, ...]:
    return tuple(function.entry() for function in functions[:_ENTRIES])


_FIXED = {
    Check.MISSING_ENTRY_POINT: "A kernel's entry point is `void kernel_main()` at file scope.",
    Check.CXX20_ONLY: "Kernels are compiled as C++17: write it without C++20.",
    Check.WARNING: "Kernels are compiled with -Wall -Werror: resolve the warning.",
    Check.NOT_CONSTANT: (
        "Template arguments and constexpr values must be known when the kernel is compiled: read them with "
        "get_compile_time_arg_val(N), or drop constexpr for run-time values such as get_arg_val."
    ),
}
_Maker = Callable[[Finding, KernelRole, ApiIndex], Remedy]
_MAKERS: dict[Check, _Maker] = {
    Check.UNKNOWN_NAME: _unknown_name,
    Check.UNKNOWN_MEMBER: _unknown_member,
    Check.WRONG_ARITY: _signature,
    Check.WRONG_TYPE: _signature,
    Check.WRONG_TEMPLATE_ARGUMENTS: _signature,
    Check.MISSING_HEADER: _missing_header,
    Check.TOO_FEW_COMPILE_ARGS: _compile_args,
}
