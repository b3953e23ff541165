"""Which rule a program falls under, and what each rule allows."""

import numpy as np
import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.replay.agreement import compare
from tilesmith.tools.replay.rules import Rule, rule_for

from .programs import program

EXP = "void kernel_main() { exp_tile_init(); exp_tile(0); }"
CHAIN = "void kernel_main() { exp_tile(0); sub_unary_tile(0, 1); }"
ADD = "void kernel_main() { add_tiles(0, 1, 0, 0, 0); }"
MATMUL = "void kernel_main() { matmul_tiles(0, 1, 0, 0, 0); }"
MEASURED = np.linspace(1.0, 2.0, 1024).reshape(32, 32)


def output(dtype="bfloat16"):
    return [
        {"name": "in0", "dtype": dtype, "shape": [32, 32]},
        {"name": "out0", "dtype": dtype, "shape": [32, 32], "output": True},
    ]


@pytest.mark.parametrize(
    ("category", "compute", "dtype", "rule"),
    [
        ("sfpu unary", EXP, "bfloat16", Rule.TWO_ULP),
        ("sfpu unary", EXP, "float32", Rule.OWN_ERROR),
        ("sfpu unary", EXP.replace("exp_tile(", "exp_tile<true>("), "bfloat16", Rule.OWN_ERROR),
        ("sfpu chain", CHAIN, "bfloat16", Rule.OWN_ERROR),
        ("fpu eltwise", ADD, "bfloat16", Rule.EXACT),
        ("fpu eltwise", ADD, "float32", Rule.EXACT),
        ("matmul", MATMUL, "bfloat16", Rule.TWO_ULP),
        (
            "reduce",
            "reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(0, 1, 0, 0, 0);",
            "bfloat16",
            Rule.TWO_ULP,
        ),
        (
            "reduce",
            "reduce_tile<PoolType::MAX, ReduceDim::REDUCE_ROW>(0, 1, 0, 0, 0);",
            "bfloat16",
            Rule.EXACT,
        ),
        ("sfpu binary", "binary_max_tile(0, 1, 0);", "bfloat16", Rule.EXACT),
        ("sfpu unary", "exp_tile(0);", "int32", Rule.EXACT),
        ("data movement", "", "bfloat16", Rule.EXACT),
        ("sfpu special values", EXP, "bfloat16", Rule.TWO_ULP),
        ("multi-core", ADD, "bfloat16", Rule.EXACT),
        ("multi-core", MATMUL, "bfloat16", Rule.TWO_ULP),
        ("multi-core", EXP, "float32", Rule.OWN_ERROR),
        # Categories that nobody here has seen: by what the kernels call.
        ("new", EXP, "bfloat16", Rule.TWO_ULP),
        ("new", CHAIN, "bfloat16", Rule.TWO_ULP_OR_OWN_ERROR),
        ("new", ADD, "bfloat16", Rule.EXACT),
        ("new", MATMUL, "bfloat16", Rule.TWO_ULP),
        ("new", MATMUL + "exp_tile(0);", "bfloat16", Rule.TWO_ULP_OR_OWN_ERROR),
        ("new", "copy_tile(0, 0, 0); pack_tile(0, 16);", "bfloat16", Rule.EXACT),
    ],
)
def test_the_rule_follows_from_the_program(tmp_path, category, compute, dtype, rule):
    found = program(tmp_path, compute, category=category, buffers=output(dtype))

    assert rule_for(found, found.outputs[0]) is rule


def agreement(tmp_path, got, measured=MEASURED, **changes):
    found = program(
        tmp_path, changes.pop("compute", EXP), category=changes.pop("category", "sfpu unary"), **changes
    )
    return compare(found, found.outputs[0], Arch.WORMHOLE_B0, np.asarray(got, np.float64), measured)


def test_the_same_values_agree(tmp_path):
    found = agreement(tmp_path, MEASURED)
    assert found.agrees and (found.different, found.max_ulp_bf16) == (0, 0.0)


@pytest.mark.parametrize(("ulp", "agrees"), [(1.9, True), (2.1, False)])
def test_two_units_of_a_bf16_are_the_limit(tmp_path, ulp, agrees):
    got = MEASURED.copy()
    got[3, 4] += ulp * 2.0**-7

    found = agreement(tmp_path, got)
    assert found.agrees is agrees and found.different == 1
    assert found.max_ulp_bf16 == pytest.approx(ulp)
    assert agrees or "bf16 ULP apart" in found.problem


def test_exact_means_every_bit(tmp_path):
    got = MEASURED.copy()
    got[3, 4] += 2.0**-20

    found = agreement(tmp_path, got, compute=ADD, category="fpu eltwise")
    assert found.problem.startswith("1 of 1024 values are not the same, the first at (3, 4)")


@pytest.mark.parametrize(("factor", "agrees"), [(1.9, True), (-1.9, True), (2.1, False)])
def test_a_chain_may_be_twice_as_wrong_as_the_measured_program(tmp_path, factor, agrees):
    golden = np.ones((32, 32))  # formula in0, and the input is ones
    measured, got = golden + 0.01, golden + 0.01 * factor

    assert agreement(tmp_path, got, measured, compute=CHAIN, category="sfpu chain").agrees is agrees


def test_an_error_that_is_small_at_its_worst_but_everywhere_is_seen(tmp_path):
    measured, got = np.ones((32, 32)), np.full((32, 32), 1.015)
    measured[0, 0] = 1.01

    found = agreement(tmp_path, got, measured, compute=CHAIN, category="sfpu chain")
    assert found.problem.startswith("mean error")


@pytest.mark.parametrize(("apart", "agrees"), [(0.2, True), (0.3, False)])
def test_without_a_formula_the_recorded_error_is_the_limit(tmp_path, apart, agrees):
    golden = {"formula": "softmax along axis 1", "wormhole_b0": {"max_abs_err": 0.25}}

    found = agreement(tmp_path, MEASURED + apart, compute=CHAIN, category="sfpu chain", golden=golden)
    assert found.agrees is agrees


@pytest.mark.parametrize(("ulp", "agrees"), [(1.9, True), (2.1, False)])
def test_without_a_formula_and_a_recorded_error_two_units_are_the_limit(tmp_path, ulp, agrees):
    golden = {"formula": "softmax along axis 1"}

    found = agreement(tmp_path, MEASURED + ulp * 2.0**-7, compute=CHAIN, category="sfpu chain", golden=golden)
    assert found.agrees is agrees


def test_infinities_must_be_where_they_were_measured(tmp_path):
    measured = MEASURED.copy()
    measured[0, :3] = np.inf, -np.inf, np.nan
    got = measured.copy()
    assert agreement(tmp_path, got, measured).agrees

    got[0, 1] = np.inf
    assert "finite or not" in agreement(tmp_path, got, measured).problem


def test_another_shape_does_not_agree(tmp_path):
    assert "shape (32, 16)" in agreement(tmp_path, MEASURED[:, :16]).problem
