"""Names that come nearest to one that does not exist."""

import pytest

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
