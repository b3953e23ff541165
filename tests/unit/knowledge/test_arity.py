"""How many arguments a function takes, as its signature says."""

import pytest

from tilesmith.knowledge.api_function import ApiFunction
from tilesmith.knowledge.arity import accepts, split_arguments


@pytest.mark.parametrize(
    ("signature", "least", "most"),
    [
        ("void tile_regs_acquire()", 0, 0),
        ("void tile_regs_commit(void)", 0, 0),
        ("void copy_init(uint32_t cbid, uint32_t transpose = 0, uint32_t line = __builtin_LINE())", 1, 3),
        ("template <int A = (1 + 2)> void f(std::array<int, 2> a, int (*b)(int, int))", 2, 2),
        ("ALWI bool is_set(uint32_t a) const", 1, 1),
        ("enum class SrcOrder : uint8_t", 0, 0),
    ],
)
def test_arguments_with_a_default_may_be_left_out(signature: str, least: int, most: int) -> None:
    function = ApiFunction("f", "function", "", signature, "f.h", "f.h", 1, "", ())
    assert [count for count in range(6) if accepts(function, count)] == list(range(least, most + 1))


def test_only_commas_outside_of_brackets_part_arguments() -> None:
    assert split_arguments("f(a, b), {c, d}, e[g, h]") == ["f(a, b)", "{c, d}", "e[g, h]"]
    assert split_arguments("") == []
