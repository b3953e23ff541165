"""Names that come nearest to one that does not exist."""

import pytest

from tilesmith.knowledge.api_function import Area
from tilesmith.knowledge.nearest_names import Known, NearestNames

NAMES = NearestNames(
    [
        *(Known(name) for name in (
            "add_tiles", "add_init", "mul_tiles", "mul_init", "add_int_tile", "add_int_tile_init", "exp_tile",
            "exp_tile_init", "power_tile", "cb_wait_front", "cb_push_back", "noc_async_write_multicast",
            "noc_async_write", "matmul_tiles", "matmul_init", "MeshDevice", "hardsigmoid_tile",
            "leaky_relu_tile", "lt_int_tile", "lt_binary_tile", "tilize_block", "pack_untilize_block",
            "tilize_init",
            "CircularBufferConfig", "CreateCircularBuffer", "CreateSemaphore", "create_semaphore_table",
        )),
        Known("add_tiles_init_old", 0.5),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("add_tile", "add_tiles"),
        ("add_initt", "add_init"),
        ("add_int32_tile", "add_int_tile"),
        ("exp_tiles_init", "exp_tile_init"),
        ("pow_tile", "power_tile"),
        ("noc_async_write_mcast", "noc_async_write_multicast"),
        ("matmull_tiles", "matmul_tiles"),
        ("meshDevice", "MeshDevice"),
        ("hard_sigmoid_tile", "hardsigmoid_tile"),
        ("leakyrelu_tile", "leaky_relu_tile"),
        ("circular_buffer_push_back", "cb_push_back"),
        ("CBConfig", "CircularBufferConfig"),
        ("CreateCB", "CreateCircularBuffer"),
        ("InitSemaphore", "CreateSemaphore"),
    ],
)
def test_the_nearest_name(name: str, first: str) -> None:
    assert NAMES.nearest(name)[0][0] == first


def test_a_comparison_in_words_is_answered_by_the_general_function() -> None:
    assert NAMES.nearest("less_than_tile")[0][0] == "lt_binary_tile"


def test_what_undoes_a_thing_is_not_like_it() -> None:
    assert NAMES.nearest("untilize_block")[0][0] == "pack_untilize_block"


def test_what_a_variant_leaves_out_does_not_count() -> None:
    assert NAMES.nearest("tilize_init_no_pack")[0][0] == "tilize_init"


def test_host_names_are_answered_by_host_names() -> None:
    assert NAMES.nearest("CreateSemaphores")[0][0] == "CreateSemaphore"


def test_an_init_is_answered_by_an_init() -> None:
    assert NAMES.nearest("mul_tiles_init")[0][0] == "mul_init"


def test_what_is_deprecated_comes_after_what_is_not() -> None:
    assert NAMES.nearest("add_tiles_init")[0][0] == "add_init"


def test_nothing_is_like_noise() -> None:
    assert NAMES.nearest("zzz_qqq_xxx", least=0.5) == []


def test_a_name_is_not_its_own_neighbour() -> None:
    assert "add_tiles" not in [name for name, _ in NAMES.nearest("add_tiles")]


WORDS = NearestNames(
    [
        *(Known(name, 1.0, frozenset({Area.COMPUTE})) for name in (
            "tanh_tile", "tan_tile", "relu_tile", "selu_tile", "ltz_tile", "lt_binary_tile", "clamp_tile",
            "copy_tile", "copy_tile_init", "tile_regs_acquire", "tile_regs_commit", "rsqrt_tile", "sqrt_tile",
            "left_shift_tile", "mac_tile", "quant_tile", "quant_int8_tile", "matmul_tiles", "matmul_block",
            "sfpu_reduce", "reduce_tile", "mul_tiles", "truncation_tile",
        )),
        *(Known(name, 1.0, frozenset({Area.DATAFLOW})) for name in (
            "load", "noc_semaphore_wait", "noc_semaphore_wait_min", "noc_async_read",
            "noc_async_read_barrier", "noc_async_write_multicast", "noc_async_write_multicast_loopback_src",
            "cb_wait_front", "cb_pop_front",
        )),
        *(Known(name, 1.0, frozenset({Area.HOST})) for name in (
            "truncate", "CreateCircularBuffer", "CircularBufferConfig", "mesh_command_queue",
            "MeshCommandQueue", "Finish", "SetRuntimeArgs", "GetRuntimeArgs", "ShardedBufferConfig",
            "ShardSpecBuffer",
        )),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("clip_tile", "clamp_tile"),
        ("less_than_zero_tile", "ltz_tile"),
        ("inverse_square_root_tile", "rsqrt_tile"),
        ("shl_tile", "left_shift_tile"),
        ("fused_multiply_add_tile", "mac_tile"),
        ("hyperbolic_tangent_tile", "tanh_tile"),
        ("noc_semaphore_wait_ge", "noc_semaphore_wait_min"),
        ("noc_async_write_multicast_include_src", "noc_async_write_multicast_loopback_src"),
    ],
)
def test_words_of_other_libraries_are_understood(name: str, first: str) -> None:
    assert WORDS.nearest(name)[0][0] == first


@pytest.mark.parametrize(
    ("name", "first"), [("load_tile", "copy_tile"), ("noc_async_read_wait", "noc_async_read_barrier")]
)
def test_words_that_do_the_same_are_near(name: str, first: str) -> None:
    assert WORDS.nearest(name)[0][0] == first


@pytest.mark.parametrize(
    ("name", "first"), [("acquire_dst", "tile_regs_acquire"), ("dst_commit", "tile_regs_commit")]
)
def test_the_lock_of_dst_is_that_of_the_tile_registers(name: str, first: str) -> None:
    assert WORDS.nearest(name)[0][0] == first


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("llk_math_eltwise_unary_sfpu_tanh", "tanh_tile"),
        ("eltwise_mul_tiles", "mul_tiles"),
        ("reduce_sum", "reduce_tile"),
    ],
)
def test_layers_of_the_library_say_nothing_unless_the_api_says_them(name: str, first: str) -> None:
    assert WORDS.nearest(name)[0][0] == first


def test_swapped_letters_are_a_slip_but_a_word_of_the_api_is_none() -> None:
    assert WORDS.nearest("tahn_tile")[0][0] == "tanh_tile"
    assert "selu_tile" not in [name for name, _ in WORDS.nearest("relu_op_tile", least=0.5)]


def test_opposites_are_not_near() -> None:
    scores = dict(WORDS.nearest("cb_push_front"))

    assert scores["cb_wait_front"] > scores["cb_pop_front"]


def test_no_number_is_like_another() -> None:
    assert WORDS.nearest("quant_int32_tile")[0][0] == "quant_tile"


def test_the_form_of_a_name_tells_in_which_programs_it_is_used() -> None:
    assert WORDS.nearest("truncate_tile")[0][0] == "truncation_tile"


def test_a_beginning_is_completed_by_a_word_and_by_the_plainest_first() -> None:
    assert WORDS.nearest("ShardedBuffer")[0][0] == "ShardedBufferConfig"
    assert WORDS.nearest("matmul")[0][0] == "matmul_tiles"


def test_what_a_host_name_does_outweighs_what_it_does_it_to() -> None:
    assert WORDS.nearest("UpdateRuntimeArgs")[0][0] == "SetRuntimeArgs"
    assert WORDS.nearest("CreateCircularBufferConfig")[0][0] == "CircularBufferConfig"
    assert WORDS.nearest("GetMeshCommandQueue")[0][0] == "mesh_command_queue"
