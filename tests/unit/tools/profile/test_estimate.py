"""The estimate follows the counters as the chip would: what costs more, and what bounds a program."""

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.profile import Bound, Estimate, estimate
from tilesmith.tools.profile.picture import draw

TILE = 2048


def program(fidelity="LoFi", cores=((0, 0), (7, 7))):
    return {
        "kernels": [
            {"kind": "compute", "cores": [list(corner) for corner in cores], "math_fidelity": fidelity}
        ],
        "circular_buffers": [{"page_size": TILE}],
    }


def run(*cores, arch=Arch.WORMHOLE_B0, fidelity="LoFi") -> Estimate:
    """The estimate for cores with these counters; all their bytes are in DRAM."""
    by_core = [{"core": [place, 0], "counters": counted} for place, counted in enumerate(cores)]
    moved = {
        f"dram_{way}_bytes": sum(counted.get(f"noc_{way}_bytes", 0) for counted in cores)
        for way in ("read", "write")
    }
    return estimate(program(fidelity), moved | {"by_core": by_core}, arch)


def eltwise(tiles, op="add_tiles", batch=1):
    """Two operands a tile, with a barrier for each `batch` tiles."""
    return {
        "noc_read_bytes": 2 * tiles * TILE,
        "noc_read_barriers": tiles // batch,
        "noc_write_bytes": tiles * TILE,
        "noc_write_barriers": tiles // batch,
        op: tiles,
        "pack_tile": tiles,
    }


def matmul(tiles, inner, barriers=1):
    """`tiles` results of `inner` products each, from blocks that stay in L1."""
    return {
        "matmul_tiles": tiles * inner,
        "pack_tile": tiles,
        "noc_read_bytes": TILE * 64,
        "noc_read_barriers": barriers,
    }


def test_higher_fidelity_costs_more_where_it_applies():
    products = [
        run(matmul(64, 64), fidelity=fidelity).cores[0].math for fidelity in ("LoFi", "HiFi2", "HiFi4")
    ]
    assert products == [64 * 64 * 16, 64 * 64 * 32, 64 * 64 * 64]

    sums = {run(eltwise(8), fidelity=fidelity).cores[0].math for fidelity in ("LoFi", "HiFi4")}
    assert sums == {8 * 8}
    assert run(eltwise(8, "mul_tiles"), fidelity="HiFi4").cores[0].math == 8 * 8 * 4


def test_more_bytes_take_more_time_of_dram():
    small, large = run(eltwise(100)), run(eltwise(200))
    assert large.dram_cycles == pytest.approx(2 * small.dram_cycles)
    assert small.dram_cycles == pytest.approx(100 * 3 * TILE / 288e9 * 1e9)


def test_two_cores_halve_the_time_of_compute():
    alone = run(matmul(64, 64), fidelity="HiFi4")
    shared = run(matmul(32, 64), matmul(32, 64), fidelity="HiFi4")
    assert alone.bound is shared.bound is Bound.MATH
    assert shared.cycles == pytest.approx(alone.cycles / 2)


def test_a_matmul_with_much_reuse_is_bound_by_math():
    found = run(*(matmul(64, 256) for _ in range(4)), fidelity="HiFi4")
    assert found.bound is Bound.MATH
    assert found.utilisation(Bound.MATH) == pytest.approx(1.0)


def test_a_barrier_for_every_tile_is_bound_by_waiting_and_batches_are_not():
    single, batched = run(eltwise(64)), run(eltwise(64, batch=32))
    assert single.bound is Bound.SYNC
    assert batched.bound is Bound.NOC and batched.cycles < single.cycles / 3


def test_a_whole_grid_that_streams_is_bound_by_dram():
    assert run(*(eltwise(256, batch=64) for _ in range(64))).bound is Bound.DRAM


def test_blackhole_moves_faster():
    wormhole, blackhole = (run(eltwise(64, batch=32), arch=arch).seconds for arch in Arch)
    assert blackhole < wormhole


def test_vector_functions_cost_by_their_kind():
    costs = {name: run({name: 1}).cores[0].math for name in ("relu_tile", "exp_tile", "gelu_tile")}
    assert costs["relu_tile"] < costs["exp_tile"] < costs["gelu_tile"]


def test_a_program_that_did_nothing_takes_no_time():
    empty = estimate({}, {}, Arch.WORMHOLE_B0)
    assert (empty.cycles, empty.seconds, empty.utilisation(Bound.MATH)) == (0, 0, 0)


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_the_timeline_is_drawn_for_few_and_many_cores(tmp_path, suffix):
    for count in (1, 64):
        path = tmp_path / f"{count}.{suffix}"
        draw(run(*(eltwise(4 + place) for place in range(count))), "add", path)
        assert path.stat().st_size > 3000
