"""Patched headers keep their assertions, in a form that GCC 12 reads."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.sdk.overlay import build_overlay, with_dependent_assertions


@pytest.mark.parametrize(
    ("header", "condition"),
    [
        ('template <typename T> void f() { static_assert(false, "no"); }', "sizeof(T) == 0"),
        ('template <bool flag = true> void f() { static_assert(false, "no"); }', "flag != flag"),
        (
            "template <Mode m, int n> void f() { if constexpr (n) {} else { static_assert(false); }}",
            "m != m",
        ),
        ("template <class A> struct S { template <Kind k> void f() { static_assert(false); } };", "k != k"),
        ("template <std::array<int, 3> a> void f() { static_assert(false); }", "a != a"),
    ],
)
def test_an_assertion_in_a_template_depends_on_its_parameter(header: str, condition: str) -> None:
    assert f"static_assert({condition}" in with_dependent_assertions(header)


@pytest.mark.parametrize(
    "header",
    [
        '#ifdef X\nstatic_assert(false, "unsupported");\n#endif\n',
        "template <typename T> void f() {}\nvoid g() { static_assert(false); }",
        "template <typename T> void f();\nvoid g() { static_assert(false); }",
        "template <typename... Ts> void f() { static_assert(sizeof...(Ts) == 1); }",
    ],
)
def test_other_assertions_stay(header: str) -> None:
    assert with_dependent_assertions(header) == header


def test_a_patched_header_stands_under_every_name_it_is_included_by(tmp_path: Path) -> None:
    root = tmp_path / "sdk"
    api = root / "tt_metal/hw/inc/api"
    api.mkdir(parents=True)
    (api / "a.h").write_text("template <typename T> void f() { static_assert(false); }")
    (api / "b.h").write_text('#include "a.h"')
    (api / "apart").mkdir()
    (api / "apart/c.h").write_text("void g();")
    overlay = build_overlay(root, tmp_path / "overlay")
    folder = overlay / Arch.WORMHOLE_B0.value
    names = {str(path.relative_to(folder)) for path in folder.rglob("a.h")}
    assert names == {"api/a.h", "hw/inc/api/a.h", "tt_metal/hw/inc/api/a.h"}
    assert (folder / "api/b.h").is_file(), "a neighbour must find the patched header beside itself"
    assert not (folder / "api/apart").exists()
