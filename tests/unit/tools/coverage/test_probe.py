"""Declarations as they are read, and the calls that are made of them."""

import pytest

from tilesmith.knowledge.declarations import cpp_parser
from tilesmith.tools.coverage.probe import calls_of
from tilesmith.tools.coverage.signature import read_signature


def calls(declaration, name="f", owner=""):
    signature = read_signature(declaration, cpp_parser())
    assert signature is not None
    return calls_of(name, owner, signature)


def test_a_function_is_called_with_few_and_with_all_arguments():
    assert calls("ALWI void f(uint32_t cb, uint32_t tile = 0)") == [
        "(void)(f(tilesmith_any<uint32_t>()));",
        "(void)(f(tilesmith_any<uint32_t>(), tilesmith_any<uint32_t>()));",
    ]


def test_one_call_is_enough_without_defaults():
    assert calls("void f()") == ["(void)(f());"]


def test_the_line_of_the_caller_is_not_given():
    (few,) = calls("void f(uint32_t cb, uint32_t call_line = __builtin_LINE())")
    assert few == "(void)(f(tilesmith_any<uint32_t>()));"


@pytest.mark.parametrize(
    ("declaration", "template"),
    [
        ("template <bool approx = false> void f()", ""),
        ("template <uint32_t count> void f()", "<static_cast<uint32_t>(1)>"),
        ("template <DataFormat format, bool wide = false> void f()", "<DataFormat::Int32>"),
        ("template <bool a = true, PoolType pool> void f()", "<false, PoolType::SUM>"),
        ("template <typename T> void f()", "<uint32_t>"),
    ],
)
def test_template_arguments_are_given_where_they_must(declaration, template):
    assert calls(declaration) == [f"(void)(f{template}());"]


def test_template_arguments_are_deduced_where_they_can():
    assert calls(
        "template <typename AddrGen, bool trace = true> void f(uint32_t id, const AddrGen& tensor)"
    ) == ["(void)(f(tilesmith_any<uint32_t>(), tilesmith_any<tilesmith_tensor>()));"]


def test_pointers_lead_to_a_place_of_their_own():
    assert calls("void f(volatile tt_l1_ptr uint32_t* address)")[0].startswith("(void)(f((volatile")


def test_a_method_is_called_on_an_object():
    assert calls("uint32_t f(int n) const", owner="Noc")[0] == (
        "(void)(tilesmith_any<Noc>().f(tilesmith_any<int>()));"
    )


def test_what_is_no_function_has_no_signature():
    assert read_signature("struct A {}", cpp_parser()) is None
