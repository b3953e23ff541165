"""How cores must work together where an operation asks for it: each rule, and what is said who breaks it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec.python_file import load_spec
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.runner import Report
from tilesmith.tools.runner.movements import BufferMoves, Core, CoreLink, Movements, Multicasts
from tilesmith.tools.runner.session import BufferUse, Command, Session
from tilesmith.tools.verification import Case, Distribution
from tilesmith.tools.verification.communication import communication_faults
from tilesmith.tools.verification.communication.paths import is_chain, is_ring
from tilesmith.tools.verification.layouts import layouts
from tilesmith.tools.verification.traffic import Place, Traffic
from tilesmith.tools.verification.truth import Truth, truth_with

A, B, OUT, SCRATCH = 0, 1, 2, 3
ROWS, COLUMNS = 4, 2
TILE = 2048
CORES: list[Core] = [(0, 0), (1, 0), (2, 0), (3, 0)]
FIRST, SECOND, THIRD, LAST = CORES
RING = list(zip(CORES, [*CORES[1:], CORES[0]], strict=True))


@dataclass
class Run:
    """What the cores did: each has one row of tiles of `a` and of the output, if a test says nothing else."""

    reads_a: dict[Core, list[int]] = field(
        default_factory=lambda: {core: [n] for n, core in enumerate(CORES)}
    )
    """Rows of tiles."""
    reads_b: list[Core] = field(default_factory=list)
    """Cores, all of it."""
    writes: dict[Core, list[int]] = field(default_factory=lambda: {core: [n] for n, core in enumerate(CORES)})
    links: list[CoreLink] = field(default_factory=list)
    multicast_bytes: int = 0
    computing: list[Core] = field(default_factory=lambda: list(CORES))
    scratch: list[BufferMoves] = field(default_factory=list)
    dram: Mapping[int, bool] = field(default_factory=lambda: {A: True, B: True, OUT: True, SCRATCH: True})

    def movements(self) -> Movements:
        row = COLUMNS * TILE
        return Movements(
            cores=72,
            buffers=(
                *(
                    _moves(A, core, read=[(n * row, n * row + row) for n in at])
                    for core, at in self.reads_a.items()
                ),
                *(_moves(B, core, read=[(0, row)]) for core in self.reads_b),
                *(
                    _moves(OUT, core, written=[(n * row, n * row + row) for n in at])
                    for core, at in self.writes.items()
                ),
                *self.scratch,
            ),
            links=tuple(self.links),
            multicasts=(Multicasts(core=FIRST, bytes=self.multicast_bytes),) if self.multicast_bytes else (),
        )


def _moves(buffer: int, core: Core, read: object = (), written: object = ()) -> BufferMoves:
    return BufferMoves.model_validate({"buffer": buffer, "core": core, "read": read, "written": written})


def _link(giver: Core, getter: Core, size: int = TILE, signals: int = 1) -> CoreLink:
    return CoreLink(giver=giver, getter=getter, bytes=size, signals=signals)


Judge = Callable[..., tuple[Diagnostic, ...]]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    def judged(communication: str, run: Run, *, computes: bool = True) -> tuple[Diagnostic, ...]:
        file = tmp_path / "op.py"
        file.write_text(
            "shapes = {'a': 'rows columns', 'b': '1 columns'}\n"
            f"communication = {communication}\n\n\ndef op(a, b): return a * b\n"
        )
        spec = load_spec(file)
        shapes = {"a": (ROWS * 32, COLUMNS * 32), "b": (1, COLUMNS * 32)}
        case = Case((ROWS * 32, COLUMNS * 32), 1, Distribution.NOMINAL)
        truth = truth_with(
            Truth(spec, case, {}, {}), {name: np.ones(shape) for name, shape in shapes.items()}
        )
        return communication_faults(_traffic(run, truth), truth, computes=computes)

    return judged


def _traffic(run: Run, truth: Truth) -> Traffic:
    def place(buffer: int, shape: tuple[int, ...]) -> Place:
        layout = next(layouts(shape, truth.spec.inputs[0].dtype))
        return Place(Command(buffer, "write", buffer, data=bytes(layout.size)), layout)

    pages = {A: ROWS * COLUMNS, B: COLUMNS, OUT: ROWS * COLUMNS, SCRATCH: 1}
    uses = tuple(
        BufferUse(
            buffer=buffer, dram=run.dram[buffer], pages=count, pages_read=0, pages_written=0, changed=False
        )
        for buffer, count in pages.items()
    )
    by_core = [{"core": list(core), "counters": {"mul_tiles": 3}} for core in run.computing]
    report = Report(status="ok", counters={"by_core": by_core})
    return Traffic(
        Session(0, (), uses, report, run.movements()),
        {"a": (place(A, truth.inputs["a"].shape),), "b": (place(B, truth.inputs["b"].shape),)},
        {"out": place(OUT, truth.golden["out"].shape)},
    )


MULTICAST = "{'kind': 'multicast', 'along': 'rows', 'of': 'b'}"
RINGS = "{'kind': 'ring', 'along': 'rows'}"
CHAIN = "{'kind': 'chain', 'along': 'rows'}"
REDUCTION = "{'kind': 'reduction', 'along': 'rows'}"


def _multicast(**changes: object) -> Run:
    links = [CoreLink(giver=FIRST, getter=core, multicast_bytes=2 * TILE, signals=1) for core in CORES[1:]]
    return Run(**{"reads_b": [FIRST], "links": links, "multicast_bytes": 2 * TILE} | changes)  # type: ignore[arg-type]


def test_nothing_is_asked_of_other_operations(judge: Judge) -> None:
    assert judge("{}", Run(reads_b=CORES)) == ()


def test_a_multicast_of_each_page_that_one_core_reads_is_right(judge: Judge) -> None:
    assert judge(MULTICAST, _multicast()) == ()


def test_a_page_that_several_cores_read_is_named_with_them(judge: Judge) -> None:
    (fault,) = judge(MULTICAST, _multicast(reads_b=CORES))
    assert fault.check == "page_read_by_several_cores"
    assert fault.message == "the program reads page 0 of input b from DRAM on 4 cores"
    assert fault.evidence == ("read by core (0,0), core (1,0), core (2,0), core (3,0)", "so for 2 pages")
    assert "noc_async_write_multicast" in fault.hint


def test_a_multicast_for_show_is_no_multicast(judge: Judge) -> None:
    (fault,) = judge(MULTICAST, _multicast(multicast_bytes=32))
    assert fault.check == "no_multicast"
    assert "multicasts 32 bytes to other cores, fewer than the 128 of input b" in fault.message


def test_blocks_that_several_cores_read_are_not_shared_out(judge: Judge) -> None:
    everything = {core: [0, 1, 2, 3] for core in CORES}
    (fault,) = judge(RINGS, Run(reads_a=everything, links=[_link(*way) for way in RING]))
    assert fault.check == "block_read_by_several_cores"
    assert fault.message == "the program reads block 0 of input a (rows 0 and on) from DRAM on 4 cores"
    assert "so for 4 of 4 blocks of 32 along rows" in fault.evidence


def test_one_core_may_not_do_all_the_work(judge: Judge) -> None:
    (fault,) = judge(RINGS, Run(reads_a={FIRST: [0, 1, 2, 3]}, writes={FIRST: [0, 1, 2, 3]}))
    assert fault.check == "uneven_shares"
    assert "core (0,0) read 4 of 4 blocks along rows, more than 2" in fault.message


def test_one_core_may_not_write_all_the_results(judge: Judge) -> None:
    (fault,) = judge(RINGS, Run(writes={FIRST: [0, 1, 2, 3]}, links=[_link(*way) for way in RING]))
    assert fault.check == "uneven_shares"
    assert "core (0,0) write 100% of the outputs" in fault.message


def test_twice_an_even_share_is_even_enough(judge: Judge) -> None:
    shares = {FIRST: [0, 1], SECOND: [2, 3]}
    ways = [_link(FIRST, SECOND), _link(SECOND, FIRST)]
    assert judge(RINGS, Run(reads_a=shares, writes=shares, links=ways)) == ()


@pytest.mark.parametrize(
    ("reader", "check"),
    [(SECOND, "passed_through_dram"), (FIRST, None)],
    ids=["another core", "the same core"],
)
def test_results_are_not_handed_over_in_dram(judge: Judge, reader: Core, check: str | None) -> None:
    scratch = [_moves(SCRATCH, FIRST, written=[(0, TILE)]), _moves(SCRATCH, reader, read=[(64, 128)])]
    faults = judge(MULTICAST, _multicast(scratch=scratch))
    assert [fault.check for fault in faults] == ([check] if check else [])


def test_inputs_lie_in_dram(judge: Judge) -> None:
    (fault,) = judge(MULTICAST, _multicast(dram={A: True, B: False, OUT: True, SCRATCH: True}))
    assert (fault.check, "input b" in fault.message) == ("input_not_in_dram", True)


def test_who_has_a_share_computes(judge: Judge) -> None:
    run = _multicast(computing=[FIRST, SECOND, LAST])
    (fault,) = judge(MULTICAST, run)
    assert (fault.check, fault.evidence) == ("core_does_not_compute", ("core (2,0)",))
    assert judge(MULTICAST, run, computes=False) == ()


def test_data_that_no_semaphore_announces_is_found(judge: Judge) -> None:
    (fault,) = judge(RINGS, Run(links=[_link(*way, signals=0) for way in RING]))
    assert fault.check == "no_semaphore"


def test_a_ring_goes_round_all_cores_that_work(judge: Judge) -> None:
    assert judge(RINGS, Run(links=[_link(*way) for way in RING])) == ()


@pytest.mark.parametrize(
    "ways", [RING[:3], [*RING, (FIRST, THIRD)], []], ids=["open", "with a short cut", "none"]
)
def test_other_ways_are_no_ring(judge: Judge, ways: list[tuple[Core, Core]]) -> None:
    (fault,) = judge(RINGS, Run(links=[_link(*way) for way in ways]))
    assert fault.check == "no_ring"


def test_a_chain_goes_through_all_cores_that_work(judge: Judge) -> None:
    assert judge(CHAIN, Run(links=[_link(*way) for way in RING[:3]])) == ()


@pytest.mark.parametrize(
    "ways",
    [RING, RING[:2], [(FIRST, core) for core in CORES[1:]], [*RING[:3], (LAST, (7, 7))]],
    ids=["a ring", "one left out", "a star", "one too many"],
)
def test_other_ways_are_no_chain(judge: Judge, ways: list[tuple[Core, Core]]) -> None:
    (fault,) = judge(CHAIN, Run(links=[_link(*way) for way in ways]))
    assert fault.check == "no_chain"


def test_two_rings_are_not_one() -> None:
    assert is_ring(RING, CORES)
    assert not is_ring([(FIRST, SECOND), (SECOND, FIRST), (THIRD, LAST), (LAST, THIRD)], CORES)
    assert not is_chain([(FIRST, SECOND), (THIRD, LAST), (LAST, THIRD)], CORES)


def test_partial_results_travel_and_not_what_they_are_made_of(judge: Judge) -> None:
    partial = [_link(core, FIRST, 2 * TILE) for core in CORES[1:]]
    assert judge(REDUCTION, Run(links=partial, writes={FIRST: [0, 1, 2, 3]})) == ()
    (fault,) = judge(
        REDUCTION, Run(links=[_link(SECOND, FIRST, 17 * TILE), *partial[1:]], writes={FIRST: [0]})
    )
    assert fault.check == "share_not_reduced"
