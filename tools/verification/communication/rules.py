"""What is wrong with the way in which cores work together.

The first rules are the same for all kinds, and no transfer for show gets past them: each core reads its own
blocks of the work from DRAM and nobody else does, nothing is handed over through DRAM, no core has more than
twice its even share. So whatever a result needs of another core's blocks has come over the NoC, from core to
core. The others say by which way.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from tilesmith.agent.spec.communication import CommunicationKind
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.runner.movements import Core
from tilesmith.tools.verification.communication.paths import crossroads, is_chain, is_ring
from tilesmith.tools.verification.communication.work import Work
from tilesmith.tools.verification.traffic import Traffic
from tilesmith.tools.verification.trial_faults import trial_fault
from tilesmith.tools.verification.truth import Truth

_NAMED = 4
# Partial results may be float32 where outputs are bfloat16.
_WIDER = 2
_ROUNDING = 1e-9


def communication_faults(traffic: Traffic, truth: Truth, *, computes: bool) -> tuple[Diagnostic, ...]:
    """The first rule of the operation's communication that this run breaks; nothing where it asks for none.

    Args:
        computes: the operation is more than a movement of data, so that every working core has to compute.
    """
    if truth.spec.communication is None:
        return ()
    work = Work(truth.spec.communication, traffic, truth)
    return tuple(islice(_faults(work, computes=computes), 1))


def _faults(work: Work, *, computes: bool) -> Iterator[Diagnostic]:
    yield from _elsewhere(work)
    yield from _blocks_of_several(work)
    yield from _through_dram(work)
    yield from _large_shares(work)
    if len(work.workers) < 2:
        return
    if computes:
        yield from _idle(work)
    yield from _untold(work)
    yield from _OF_KIND[work.asked.kind](work)


def _elsewhere(work: Work) -> Iterator[Diagnostic]:
    for name in work.inputs_elsewhere():
        yield trial_fault("input_not_in_dram", f"keeps input {name} in other memory than DRAM")


def _blocks_of_several(work: Work) -> Iterator[Diagnostic]:
    for name, blocks in work.readers.items():
        shared = {block: sorted(cores) for block, cores in sorted(blocks.items()) if len(cores) > 1}
        if shared:
            block, cores = next(iter(shared.items()))
            first = block * work.block_size
            where = f"{work.asked.along} {first}" + (" and on" if work.block_size > 1 else "")
            yield trial_fault(
                "block_read_by_several_cores",
                f"reads block {block} of input {name} ({where}) from DRAM on {_count(cores)}",
                f"read by {_names(cores)}",
                f"so for {len(shared)} of {work.blocks} blocks of {work.block_size} along {work.asked.along}",
            )


def _through_dram(work: Work) -> Iterator[Diagnostic]:
    passed = list(work.passed_through_dram())
    if passed:
        core, buffer = passed[0]
        yield trial_fault(
            "passed_through_dram",
            f"has {_name(core)} read from DRAM what another core wrote there (buffer {buffer})",
        )


def _large_shares(work: Work) -> Iterator[Diagnostic]:
    core, blocks = max(work.share.items(), key=lambda item: len(item[1]), default=((0, 0), set[int]()))
    if len(blocks) > work.largest_share:
        yield trial_fault(
            "uneven_shares",
            f"has {_name(core)} read {len(blocks)} of {work.blocks} blocks along {work.asked.along}, "
            f"more than {work.largest_share}",
            f"{len(work.workers)} of {work.movements.cores} cores read a share",
        )
    if work.asked.kind is CommunicationKind.REDUCTION:
        return
    writer, part = max(work.written_shares().items(), key=lambda item: item[1], default=((0, 0), 0.0))
    if work.blocks > 1 and part > work.largest_share / work.blocks + _ROUNDING:
        yield trial_fault(
            "uneven_shares", f"has {_name(writer)} write {part:.0%} of the outputs, more than twice its share"
        )


def _idle(work: Work) -> Iterator[Diagnostic]:
    done = work.operations()
    idle = [core for core in work.workers if not done.get(core)]
    if idle:
        yield trial_fault(
            "core_does_not_compute",
            f"has {_count(idle)} read a share whose compute engines do nothing",
            _names(idle),
        )


def _untold(work: Work) -> Iterator[Diagnostic]:
    told = {link.getter for link in work.movements.links if link.signals}
    untold = sorted({link.getter for link in work.links()} - told)
    if untold:
        yield trial_fault(
            "no_semaphore", f"tells {_count(untold)} by no semaphore that data has come", _names(untold)
        )


def _multicast(work: Work) -> Iterator[Diagnostic]:
    name = work.asked.of
    pages = work.pages_read_by_several(name)
    if pages:
        page, cores = next(iter(pages.items()))
        yield trial_fault(
            "page_read_by_several_cores",
            f"reads page {page} of input {name} from DRAM on {_count(cores)}",
            f"read by {_names(cores)}",
            f"so for {len(pages)} pages",
        )
    values = work.truth.inputs[name].size
    needed = values * min(place.layout.dtype.bytes for place in work.traffic.inputs[name])
    sent = sum(multicast.bytes for multicast in work.movements.multicasts)
    if sent < needed:
        yield trial_fault(
            "no_multicast",
            f"multicasts {sent} bytes to other cores, fewer than the {needed} of input {name}",
            f"{len(work.workers)} cores read a share of the other inputs",
        )


def _ring(work: Work) -> Iterator[Diagnostic]:
    ways = [(link.giver, link.getter) for link in work.links()]
    yield from _branches(work, ways, "no_ring")
    if not is_ring(ways, work.workers):
        yield trial_fault(
            "no_ring",
            f"sends data over {len(ways)} ways between cores, which form no ring of the "
            f"{len(work.workers)} that read a share",
        )


def _chain(work: Work) -> Iterator[Diagnostic]:
    ways = [(link.giver, link.getter) for link in work.links()]
    yield from _branches(work, ways, "no_chain")
    if not is_chain(ways, work.workers):
        yield trial_fault(
            "no_chain",
            f"sends data over {len(ways)} ways between cores, which form no chain of the "
            f"{len(work.workers)} that read a share",
        )


def _branches(work: Work, ways: list[tuple[Core, Core]], check: str) -> Iterator[Diagnostic]:
    for core, before, behind in crossroads(ways, work.workers):
        what = "takes part" if core in work.workers else "takes part without a share of the work"
        yield trial_fault(
            check,
            f"has {_name(core)} get data from {_count(before)} and send data to {_count(behind)}",
            f"it {what}; from {_names(before)} to {_names(behind)}",
        )


def _reduction(work: Work) -> Iterator[Diagnostic]:
    sent = {each.core: each.bytes for each in work.movements.multicasts}
    for link in work.links():
        sent[link.giver] = sent.get(link.giver, 0) + link.bytes
    core, most = max(sent.items(), key=lambda item: item[1], default=((0, 0), 0))
    if most > _WIDER * work.bytes_of_outputs:
        yield trial_fault(
            "share_not_reduced",
            f"has {_name(core)} send {most} bytes to other cores, more than a partial result of "
            f"{_WIDER * work.bytes_of_outputs}",
        )


_OF_KIND: dict[CommunicationKind, Callable[[Work], Iterator[Diagnostic]]] = {
    CommunicationKind.MULTICAST: _multicast,
    CommunicationKind.RING: _ring,
    CommunicationKind.REDUCTION: _reduction,
    CommunicationKind.CHAIN: _chain,
}


def _name(core: Core) -> str:
    return f"core ({core[0]},{core[1]})"


def _count(cores: list[Core]) -> str:
    return "1 core" if len(cores) == 1 else f"{len(cores)} cores"


def _names(cores: list[Core]) -> str:
    if not cores:
        return "none"
    named = ", ".join(_name(core) for core in cores[:_NAMED])
    return named if len(cores) <= _NAMED else f"{named} and {len(cores) - _NAMED} others"
