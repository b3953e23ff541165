"""Names that come nearest to one that does not exist."""

import pytest

from tilesmith.knowledge.nearest_names import Known, NearestNames

NAMES = NearestNames(
    [
        *(Known(name) for name in (
            "add_tiles", "add_init", "mul_tiles", "mul_init", "add_int_tile", "add_int_tile_init", "exp_tile",
            "exp_tile_init", "power_tile", "cb_wait_front", "cb_push_back", "noc_async_write_multicast",
            "noc_async_write", "matmul_tiles", "matmul_init", "MeshDevice",
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
    ],
)
def test_the_nearest_name(name: str, first: str) -> None:
    assert NAMES.nearest(name)[0][0] == first


def test_an_init_is_answered_by_an_init() -> None:
    assert NAMES.nearest("mul_tiles_init")[0][0] == "mul_init"


def test_what_is_deprecated_comes_after_what_is_not() -> None:
    assert NAMES.nearest("add_tiles_init")[0][0] == "add_init"


def test_nothing_is_like_noise() -> None:
    assert NAMES.nearest("zzz_qqq_xxx", least=0.5) == []


def test_a_name_is_not_its_own_neighbour() -> None:
    assert "add_tiles" not in [name for name, _ in NAMES.nearest("add_tiles")]
