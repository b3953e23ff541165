"""Gathers what a drafter needs to know of an operation: API entries of the SDK and verified examples."""

import re
from collections.abc import Iterator

from tilesmith.agent.drafter import DraftRequest, Knowledge, Selection
from tilesmith.agent.spec import ExpressionReference, OperationSpec, Target
from tilesmith.knowledge.api_index import ApiFunction, ApiIndex, api_index
from tilesmith.knowledge.budget import DEFAULT_BUDGET, Offer, fill
from tilesmith.knowledge.errors import KnowledgeError
from tilesmith.knowledge.sources import KERNEL_ROLES
from tilesmith.tools.diagnostics import ApiEntry
from tilesmith.tools.sdk import Sdk

_SEARCHED = 12
"""Entries found by the words of the description, where the reference does not tell the functions."""
_OVERLOADS = 2
"""Declarations shown of one name."""
# What every kernel is made of, in the order in which it is used.
_ALWAYS = (
    "compute_kernel_hw_startup",
    "cb_wait_front",
    "cb_pop_front",
    "cb_reserve_back",
    "cb_push_back",
    "tile_regs_acquire",
    "tile_regs_commit",
    "tile_regs_wait",
    "tile_regs_release",
    "copy_init",
    "copy_tile",
    "pack_tile",
    "get_arg_val",
    "get_compile_time_arg_val",
    "TensorAccessorArgs",
    "TensorAccessor",
    "get_tile_size",
    "get_write_ptr",
    "get_read_ptr",
    "noc_async_read_page",
    "noc_async_read_barrier",
    "noc_async_write_page",
    "noc_async_write_barrier",
)
# How the device API calls the functions of expressions, where the names differ.
_STEMS = {
    "subtract": ("sub",),
    "multiply": ("mul",),
    "divide": ("div_binary", "div_unary", "recip"),
    "power": ("power",),
    "negative": ("negative",),
    "reciprocal": ("recip",),
    "maximum": ("binary_max", "unary_max"),
    "minimum": ("binary_min", "unary_min"),
    "less": ("lt_binary", "unary_lt", "ltz"),
    "less_equal": ("le_binary", "unary_le", "lez"),
    "greater": ("gt_binary", "unary_gt", "gtz"),
    "greater_equal": ("ge_binary", "unary_ge", "gez"),
    "equal": ("eq_binary", "unary_eq", "eqz"),
    "not_equal": ("ne_binary", "unary_ne", "nez"),
}
_ARITHMETIC = ("add", "sub", "mul")
# One verified program a shape of operation: by number of inputs, two so that none is asked for itself.
_EXAMPLES = {1: ("sigmoid", "exp"), 2: ("add", "multiply")}


# What is taken first: the operation's own functions, a whole program, what every kernel needs, then code to
# learn from.
_NAMED_VALUE, _PATTERN_VALUE, _ALWAYS_VALUE = 3.0, 2.0, 1.0
_LEAST_FOR_SOURCES = 300
"""Tokens that must be left for the SDK's own code to be searched at all: below, no kernel fits."""
_SOURCES = 6
"""Pieces of the SDK's code that are offered."""
_SHOWN_SUMMARY = 220
"""Characters of a summary that prompts show."""


def retrieve(spec: OperationSpec, target: Target, sdk: Sdk | None, budget: int = DEFAULT_BUDGET) -> Knowledge:
    """What a drafter is told of `spec`, worth about `budget` tokens; without an SDK, examples only.

    The examples are of other operations: what is asked for is not given away. Code of the SDK is offered
    when its sources are indexed (`tilesmith knowledge build`).
    """
    patterns = _examples(spec, target)
    named, always = ([], []) if sdk is None else _functions(spec, api_index(sdk))
    selection = fill(_offers(spec, named, always, patterns), budget)
    left = budget - sum(choice.tokens for choice in selection if choice.taken)
    sources = {} if sdk is None or left < _LEAST_FOR_SOURCES else _sources(spec, target, sdk)
    selection += fill(
        (Offer(n, "source", text, 1.0, "found by its words") for n, text in sources.items()), left
    )
    taken = {(choice.kind, choice.name) for choice in selection if choice.taken}
    entries = {_key(entry): entry for entry in (function.entry() for function in [*named, *always])}
    return Knowledge(
        sdk=sdk.version if sdk else "",
        api=tuple(entry for key, entry in entries.items() if ("api", key) in taken),
        patterns={name: text for name, text in patterns.items() if ("pattern", name) in taken},
        sources={name: text for name, text in sources.items() if ("source", name) in taken},
        selection=tuple(selection),
    )


def _offers(
    spec: OperationSpec, named: list[ApiFunction], always: list[ApiFunction], patterns: dict[str, str]
) -> list[Offer]:
    return [
        *(_api_offer(function.entry(), _NAMED_VALUE, f"for {spec.name}") for function in named),
        *(Offer(n, "pattern", text, _PATTERN_VALUE, "a verified program") for n, text in patterns.items()),
        *(_api_offer(function.entry(), _ALWAYS_VALUE, "every kernel needs it") for function in always),
    ]


def told(selection: tuple[Selection, ...]) -> str:
    """One line for the trace: what was taken and what it costs."""
    taken = [choice for choice in selection if choice.taken]
    counts = {kind: sum(choice.kind == kind for choice in taken) for kind in ("api", "pattern", "source")}
    return (
        f"{counts['api']} API entries, {counts['pattern']} example files and {counts['source']} pieces "
        f"of the SDK's code, about {sum(choice.tokens for choice in taken)} tokens; "
        f"{len(selection) - len(taken)} did not fit"
    )


def _key(entry: ApiEntry) -> str:
    return f"{entry.header}:{entry.line} {entry.name}"


def _api_offer(entry: ApiEntry, value: float, reason: str) -> Offer:
    text = f"- `{entry.signature}`: {entry.summary[:_SHOWN_SUMMARY]}"
    return Offer(_key(entry), "api", text, value, reason)


def _sources(spec: OperationSpec, target: Target, sdk: Sdk) -> dict[str, str]:
    """Kernels of the SDK that do something like `spec`, by place; none when its sources are not indexed."""
    from tilesmith.knowledge.opening import open_index

    query = f"{spec.name.replace('_', ' ')} {spec.description} kernel"
    try:
        hits = open_index(sdk).search(query, _SOURCES, arch=target.arch.value, roles=KERNEL_ROLES)
    except KnowledgeError:
        return {}  # An index is a help, not a need: `tilesmith knowledge status` tells what is wrong with it.
    return {f"{hit.chunk.path}:{hit.chunk.line}": hit.chunk.text for hit in hits}


def _functions(spec: OperationSpec, index: ApiIndex) -> tuple[list[ApiFunction], list[ApiFunction]]:
    """The declarations for `spec`: what its functions or words need, and what all kernels need besides."""
    named = [function for name in _operation_names(spec, index) for function in _shown(index, name)]
    own = list(dict.fromkeys(named or _described(spec, index)))
    always = [function for name in _ALWAYS for function in _shown(index, name)]
    return own, [function for function in dict.fromkeys(always) if function not in own]


def _described(spec: OperationSpec, index: ApiIndex) -> list[ApiFunction]:
    """Compute functions that the words of `spec` suggest."""
    matches = index.search(f"{spec.name.replace('_', ' ')} {spec.description}", 4 * _SEARCHED)
    functions = [match.function for match in matches if match.function.kind == "function"]
    return [function for function in functions if "compute" in function.path][:_SEARCHED]


def _shown(index: ApiIndex, name: str) -> list[ApiFunction]:
    """A few declarations of `name`, not deprecated ones unless there are no others."""
    declared = [f for f in index.lookup(name) if f.kind != "method"]
    current = [f for f in declared if "[[deprecated" not in f.signature]
    return (current or declared)[:_OVERLOADS]


def _operation_names(spec: OperationSpec, index: ApiIndex) -> Iterator[str]:
    """Names of API functions that compute what the reference computes."""
    if not isinstance(spec.reference, ExpressionReference):
        return
    for function in _called(spec.reference.text):
        for stem in _STEMS.get(function, (function,)):
            if stem in _ARITHMETIC:
                yield from (f"{stem}_init", f"{stem}_tiles", f"{stem}_unary_tile", f"{stem}_binary_tile")
                yield from (f"{stem}_binary_tile_init", "binop_with_scalar_tile_init")
            pattern = re.compile(rf"{re.escape(stem)}_tile(_init)?\Z")
            yield from sorted({f.name for f in index.functions if pattern.match(f.name)})


def _called(text: str) -> list[str]:
    """The functions of an expression in the order of their appearance, operators included."""
    from tilesmith.agent.spec.expression import Call, Expression, parse

    def walk(node: Expression) -> Iterator[str]:
        if isinstance(node, Call):
            yield node.function
            for operand in node.operands:
                yield from walk(operand)

    return list(dict.fromkeys(walk(parse(text))))


def _examples(spec: OperationSpec, target: Target) -> dict[str, str]:
    """The files of a verified program for another operation with as many inputs, by descriptive names."""
    from tilesmith.agent.spec.catalogue import CATALOGUE
    from tilesmith.agent.template_drafter import TemplateDrafter
    from tilesmith.tools.project import Project

    choice = _EXAMPLES[min(2, len(spec.inputs))]
    name = next(name for name in choice if not _same_function(spec, CATALOGUE[name]))
    request = DraftRequest(spec=CATALOGUE[name], target=target, knowledge=Knowledge())
    drafter = TemplateDrafter()
    kernels = drafter.draft_kernels(request).files
    host = drafter.draft_host(request, Project(files=kernels)).files
    return {f"{name}/{path}": text for path, text in (kernels | host).items()}


def _same_function(spec: OperationSpec, other: OperationSpec) -> bool:
    if spec.name == other.name:
        return True
    references = (spec.reference, other.reference)
    calls = [_called(r.text) for r in references if isinstance(r, ExpressionReference)]
    return len(calls) == 2 and calls[0] == calls[1]
