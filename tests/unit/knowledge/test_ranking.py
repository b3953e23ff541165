"""How rankings are made from searches."""

import pytest

from tilesmith.knowledge.catalogue import Feature
from tilesmith.knowledge.companions import Companions
from tilesmith.knowledge.fusion import reciprocal_rank_fusion
from tilesmith.knowledge.ranking import Intent, belongs, prior
from tilesmith.knowledge.sources import Role

HEADER = "tt_metal/hw/inc/api/compute/eltwise_binary.h"


def feature(name: str, role: Role = Role.API_DEVICE, path: str = HEADER, **values: object) -> Feature:
    defaults = {"number": 1, "id": name, "kind": "function", "arch": "", "uses": 0, "length": 100}
    return Feature(path=path, name=name, role=role.value, **defaults | values)  # type: ignore[arg-type]


def test_what_two_rankings_agree_on_comes_first() -> None:
    fused = reciprocal_rank_fusion({"a": ["x", "y", "z"], "b": ["y", "w"]})

    assert [item for item, _ in fused] == ["y", "x", "w", "z"]


def test_weights_count_and_repetitions_do_not() -> None:
    assert reciprocal_rank_fusion({"a": ["x"], "b": ["y"]}, {"a": 1, "b": 2})[0][0] == "y"
    assert reciprocal_rank_fusion({"a": ["x", "x"]}) == reciprocal_rank_fusion({"a": ["x"]})
    assert reciprocal_rank_fusion({}) == []


@pytest.mark.parametrize(
    ("query", "example"),
    [
        ("reader kernel for one input", True),
        ("program factory of softmax", True),
        ("gelu activation", False),
        ("read a runtime argument in a kernel", False),
        ("error: 'x' was not declared in kernels/reader.cpp", False),
    ],
)
def test_words_tell_whether_an_example_is_wanted(query: str, example: bool) -> None:
    assert Intent.of(query).example is example


def test_the_api_beats_its_insides_and_much_used_functions_beat_the_rest() -> None:
    intent = Intent(example=False)
    used, unused = feature("add_tiles", uses=200), feature("add_block")

    assert prior(used, intent) > prior(unused, intent) > prior(feature("x", Role.LLK), intent)
    assert prior(unused, intent) > prior(feature("x", path="a/api/compute/experimental/b.h"), intent)


def test_who_wants_an_example_gets_kernels_and_short_ones_first() -> None:
    intent = Intent(example=True)
    short = feature("bmm", Role.COMPUTE, "k/bmm.cpp", kind="kernel", length=2_000)
    long = feature("sdpa", Role.COMPUTE, "k/sdpa.cpp", kind="kernel", length=60_000)

    assert prior(short, intent) > prior(long, intent)
    assert prior(short, intent) > prior(feature("add_tiles", uses=500), intent)


def test_whoever_names_an_operation_gets_its_kernels_first() -> None:
    path = "ttnn/cpp/ttnn/operations/data_movement/fill_pad/device/kernels/dataflow/writer.cpp"
    own = feature("writer", Role.WRITER, path)

    assert belongs(own, frozenset({"fill", "pad", "tensor"})) > 1
    assert belongs(own, frozenset({"fill", "tensor"})) == 1
    assert belongs(feature("fill_tile", path=path), frozenset({"fill", "pad"})) == 1


def test_an_operation_is_followed_by_its_init() -> None:
    functions = [
        feature(name) for name in ("add_tiles", "mul_tiles", "add_init", "mul_init", "reduce_uninit")
    ]
    companions = Companions(functions)

    shown = companions.insert([functions[0], functions[1]], limit=10)

    assert [item.name for item in shown] == ["add_tiles", "add_init", "mul_tiles", "mul_init"]
    assert companions.of(functions[4]) is None


def test_the_only_init_of_a_header_serves_all_its_functions() -> None:
    path = "tt_metal/hw/inc/api/compute/eltwise_unary/rounding.h"
    init, floor = feature("rounding_op_tile_init", path=path), feature("floor_tile", path=path)

    assert Companions([init, floor]).of(floor) is init
