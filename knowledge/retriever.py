"""Gathers what a drafter needs to know of an operation: API entries, verified programs, code of the SDK."""

from collections.abc import Iterable, Iterator, Sequence

from tilesmith.agent.drafter import Knowledge, Selection
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_index import ApiIndex, api_index
from tilesmith.knowledge.budget import Offer, fill
from tilesmith.knowledge.errors import KnowledgeError
from tilesmith.knowledge.example_functions import example_functions
from tilesmith.knowledge.examples import Example, copy_program, examples
from tilesmith.knowledge.operation_functions import (
    communication_functions,
    described_functions,
    operation_functions,
)
from tilesmith.knowledge.sources import KERNEL_ROLES
from tilesmith.tools.sdk import Sdk

# Taken in this order: the operation's own functions, those without which no program does anything, programs,
# what these call, code of the SDK.
_OPERATION, _ESSENTIAL, _EXAMPLE, _CALLED, _SOURCE = 4.0, 3.5, 3.0, 2.0, 1.0
_KERNELS, _HOST = "kernels", "host"
_DESCRIBED = 12
"""Entries found by the words of the description, where the reference does not tell the functions."""
_LEAST_FOR_SOURCES = 300
"""Tokens that must be left for the SDK's own code to be searched at all: below, no kernel fits."""
_SOURCES = 12
"""Pieces of the SDK's code that are offered; most are too long."""
_SHOWN_SUMMARY = 220
"""Characters of a summary that prompts show."""


def retrieve(
    spec: OperationSpec, target: Target, sdk: Sdk | None, budget: int, *, search: bool = True
) -> Knowledge:
    """What a drafter is told of `spec`, in each prompt about `budget` tokens; without an SDK, examples only.

    The prompt for kernels and the one for the host program show different things, so each has the budget for
    itself. The examples are of other operations: what is asked for is not given away. Code of the SDK is
    offered when its sources are indexed (`tilesmith knowledge build`), unless `search` is false.
    """
    programs = examples(spec, target, sdk)
    functions = {} if sdk is None else _functions(spec, target, programs, sdk)
    kernels, host = _offers(functions, programs, host=False), _offers(functions, programs, host=True)
    sources = _sources(spec, target, sdk) if sdk and search and _room(kernels, budget) else {}
    selection = [*fill([*kernels, *_source_offers(sources)], budget, _KERNELS), *fill(host, budget, _HOST)]
    taken = {(choice.prompt, choice.kind, choice.name) for choice in selection if choice.taken}
    return Knowledge(
        sdk=sdk.version if sdk else "",
        api=tuple(f.entry() for f, offer in functions.items() if (_prompt(f), "api", offer.name) in taken),
        patterns={
            f"{program.name}/{path}": text
            for program in programs
            for path, text in program.files.items()
            if (_KERNELS if path.startswith("kernels/") else _HOST, "pattern", program.name) in taken
        },
        sources={place: text for place, text in sources.items() if (_KERNELS, "source", place) in taken},
        selection=tuple(selection),
    )


def _offers(functions: dict[ApiFunction, Offer], programs: Sequence[Example], *, host: bool) -> list[Offer]:
    """What one of the two prompts may show."""
    prompt = _HOST if host else _KERNELS
    shown = [offer for function, offer in functions.items() if _prompt(function) == prompt]
    return [*shown, *(_example_offer(program, host=host) for program in programs)]


def _prompt(function: ApiFunction) -> str:
    return _HOST if function.area is Area.HOST else _KERNELS


def told(selection: Sequence[Selection]) -> str:
    """One line for the progress: what was taken and what it costs."""
    taken = [choice for choice in selection if choice.taken]
    counts = {kind: len({c.name for c in taken if c.kind == kind}) for kind in ("api", "pattern", "source")}
    tokens = {prompt: sum(c.tokens for c in taken if c.prompt == prompt) for prompt in (_KERNELS, _HOST)}
    return (
        f"{counts['api']} API entries, {counts['pattern']} example programs and {counts['source']} pieces of "
        f"the SDK's code, about {tokens[_KERNELS]:,} tokens for the kernels and {tokens[_HOST]:,} "
        f"for the host; {len(selection) - len(taken)} did not fit"
    )


def _functions(
    spec: OperationSpec, target: Target, programs: Sequence[Example], sdk: Sdk
) -> dict[ApiFunction, Offer]:
    """The declarations that are offered: those of the operation itself, those that every program needs, and
    those that the examples call."""
    index = api_index(sdk)
    offers: dict[ApiFunction, Offer] = {}

    def offer(functions: Iterable[ApiFunction], value: float, reason: str) -> None:
        for function in functions:
            offers.setdefault(function, _api_offer(function, value, reason))

    offer(operation_functions(spec, index), _OPERATION, f"computes {spec.name}")
    if not offers:
        offer(described_functions(spec, index, _DESCRIBED), _OPERATION, "has words of the description")
    offer(example_functions(copy_program(target, sdk), index), _ESSENTIAL, "every program needs it")
    offer(communication_functions(spec, index), _ESSENTIAL, "cores send data and signals with it")
    for program in programs:
        offer(example_functions(program, index), _CALLED, f"the example {program.name} calls it")
    return offers


def _room(offers: Sequence[Offer], budget: int) -> bool:
    """Whether a kernel of the SDK may fit beside what is worth more."""
    better = fill((offer for offer in offers if offer.value > _SOURCE), budget)
    return budget - sum(choice.tokens for choice in better if choice.taken) >= _LEAST_FOR_SOURCES


def _api_offer(function: ApiFunction, value: float, reason: str) -> Offer:
    text = f"- `{function.signature}`: {function.summary[:_SHOWN_SUMMARY]}"
    return Offer(f"{function.header}:{function.line} {function.name}", "api", text, value, reason)


def _example_offer(program: Example, *, host: bool) -> Offer:
    """All kernels of `program`, or its host program."""
    # A part of the kernels teaches the wrong thing: that the rest is not needed.
    texts = (text for path, text in program.files.items() if path.startswith("kernels/") != host)
    return Offer(program.name, "pattern", "\n".join(texts), _EXAMPLE, program.reason)


def _source_offers(sources: dict[str, str]) -> Iterator[Offer]:
    for place, text in sources.items():
        yield Offer(place, "source", text, _SOURCE, "a kernel of the SDK for something similar")


def _sources(spec: OperationSpec, target: Target, sdk: Sdk) -> dict[str, str]:
    """Kernels of the SDK that do something like `spec`, by place; none when its sources are not indexed."""
    from tilesmith.knowledge.opening import open_index

    try:
        index = open_index(sdk)
        query = _question(spec, index.api)
        hits = index.search(query, _SOURCES, arch=target.arch.value, roles=KERNEL_ROLES)
    except KnowledgeError:
        return {}  # An index is a help, not a need: `tilesmith knowledge status` tells what is wrong with it.
    return {f"{hit.chunk.path}:{hit.chunk.line}": hit.chunk.text for hit in hits}


def _question(spec: OperationSpec, index: ApiIndex) -> str:
    """By the functions that are needed, where they are known: words such as "sum" mislead."""
    functions = dict.fromkeys(function.name for function in operation_functions(spec, index))
    if functions:
        return f"compute kernel with {' '.join(functions)}"
    return f"{spec.name.replace('_', ' ')} {spec.description} kernel"
