"""Stores through pointers of another type than the elements."""

import pytest

from tilesmith.tools.contract.stores import wrong_stores

KERNEL = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {{
    constexpr uint32_t cb_in = tt::CBIndex::c_3;
    {declaration}
    {store}
}}
"""
BF16 = "auto* p = reinterpret_cast<volatile tt_l1_ptr uint16_t*>(get_write_ptr(cb_in));"
FLOAT = "volatile tt_l1_ptr float* p = reinterpret_cast<volatile tt_l1_ptr float*>(get_write_ptr(cb_in));"
WORDS = "auto* p = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(cb_in));"


def said(declaration: str, store: str, formats: dict[int, str]) -> list[str]:
    source = KERNEL.format(declaration=declaration, store=store)
    found = list(wrong_stores(source, formats))
    assert all(each.line == 5 for each in found)
    return [f"{each.message}: {each.hint}" for each in found]


@pytest.mark.parametrize("literal", ["1.0f", "0.5", "-2.5f", "3f", "1e-3f"])
def test_a_float_becomes_an_integer(literal: str) -> None:
    (message,) = said(BF16, f"p[7] = {literal};", {})
    assert literal in message and "0x" in message


@pytest.mark.parametrize("store", ["p[i] = 1.0f;", "*p = x;", "p[0] = static_cast<float>(3);"])
def test_floats_do_not_fit_a_tile_of_bfloat16(store: str) -> None:
    (message,) = said(FLOAT, store, {3: "Float16_b"})
    assert "c_3 holds bfloat16" in message


@pytest.mark.parametrize(
    ("declaration", "store", "formats"),
    [
        (BF16, "p[0] = 0x3F80;", {3: "Float16_b"}),
        (BF16, "p[0] = bits;", {3: "Float16_b"}),
        (FLOAT, "p[0] = 1.0f;", {3: "Float32"}),
        (FLOAT, "p[0] = 1.0f;", {}),
        (WORDS, "p[0] = 0x3F803F80;", {3: "Float16_b"}),
        ("float local[4]; float* p = local;", "p[0] = 1.0f;", {3: "Float16_b"}),
    ],
)
def test_everything_else_may_be_meant(declaration: str, store: str, formats: dict[int, str]) -> None:
    assert said(declaration, store, formats) == []
