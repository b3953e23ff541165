"""The words of code and prose."""

import pytest

from tilesmith.knowledge.glossary import expand
from tilesmith.knowledge.tokens import code_tokens, query_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("noc_async_read_barrier", ["noc_async_read_barrier", "noc", "async", "read", "barrier"]),
        ("MeshDevice", ["meshdevice", "mesh", "devic"]),
        ("Wait for tiles in a circular buffer", ["wait", "tile", "cb"]),
        ("multiplies the matrices", ["mul", "matric"]),
        ("packing, packed and packs", ["pack"]),
        ("reduce, reduced and reductions", ["reduc"]),
        ("normalize and normalization", ["normaliz"]),
        ("tile the cores", ["tile", "core"]),
        ("passes and copies", ["pass", "copy"]),
        ("element-wise broadcast", ["eltwis", "bcast"]),
        ("", []),
        ("the of and", []),
    ],
)
def test_identifiers_fall_into_parts_and_prose_into_the_names_of_the_field(
    text: str, terms: list[str]
) -> None:
    assert query_terms(text) == terms


def test_keywords_of_cpp_say_nothing() -> None:
    assert code_tokens("static constexpr uint32_t cb = 3;") == ["cb"]


def test_the_glossary_adds_and_never_takes_away() -> None:
    query = "hyperbolic tangent of each element"

    assert expand(query).startswith(query)
    assert "tanh_tile" in expand(query)
    assert expand("cb_wait_front") == "cb_wait_front"
