"""Renames learnt by laying the kernels of two trees side by side."""

from pathlib import Path

import pytest

from tilesmith.knowledge.api_function import ApiFunction
from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.knowledge.learnt_renames import Rename, learn_renames
from tilesmith.knowledge.rename_store import keep_renames, learnt_from, learnt_successors

Tree = tuple[Path, ApiIndex]


def api(*names: str, learnt: dict[str, tuple[str, ...]] | None = None) -> ApiIndex:
    return ApiIndex(
        tuple(
            ApiFunction(name, "function", "", f"void {name}()", "api.h", "api.h", 1, "", ()) for name in names
        ),
        learnt,
    )


def tree(root: Path, kernels: dict[str, str], *names: str) -> Tree:
    folder = root / "ttnn/op/kernels"
    folder.mkdir(parents=True)
    for name, text in kernels.items():
        (folder / name).write_text(text)
    return root, api(*names)


def kernel(*calls: str) -> str:
    return "void kernel_main() {\n" + "".join(f"    {call}(0, 1);\n" for call in calls) + "}\n"


def test_what_stands_in_the_place_of_a_name_in_two_kernels_replaced_it(tmp_path: Path) -> None:
    before = kernel("mm_begin", "cb_wait")
    after = kernel("matmul_init", "cb_wait")
    old = tree(tmp_path / "old", {"a.cpp": before, "b.cpp": before}, "mm_begin", "cb_wait")
    new = tree(tmp_path / "new", {"a.cpp": after, "b.cpp": after}, "matmul_init", "cb_wait")

    assert learn_renames(old, new) == [Rename("mm_begin", "matmul_init", files=2, share=1.0)]
    assert learn_renames(new, old) == [Rename("matmul_init", "mm_begin", files=2, share=1.0)]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ({"a.cpp": kernel("gone")}, {"a.cpp": kernel("here")}, "one kernel is chance"),
        (
            {name: kernel("gone") for name in ("a.cpp", "b.cpp", "c.cpp", "d.cpp", "e.cpp")},
            {
                "a.cpp": kernel("here"), "b.cpp": kernel("here"),
                "c.cpp": kernel("x"), "d.cpp": kernel("y"), "e.cpp": kernel("z"),
            },
            "the kernels do not agree",
        ),
        (
            {"a.cpp": kernel("still"), "b.cpp": kernel("still")},
            {"a.cpp": kernel("here"), "b.cpp": kernel("here")},
            "the name is still there",
        ),
        (
            {"a.cpp": kernel("gone"), "b.cpp": kernel("gone")},
            {"a.cpp": kernel("foreign"), "b.cpp": kernel("foreign")},
            "what took its place is not of the API",
        ),
        (
            {"a.cpp": kernel("gone"), "b.cpp": kernel("gone")},
            {"c.cpp": kernel("here"), "d.cpp": kernel("here")},
            "the kernels moved",
        ),
    ],
)  # fmt: skip
def test_nothing_is_learnt_when(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], why: str
) -> None:
    old = tree(tmp_path / "old", before, "gone", "still")
    new = tree(tmp_path / "new", after, "here", "still", "x", "y", "z")

    assert learn_renames(old, new) == [], why


def test_what_was_learnt_comes_first_and_likeness_is_no_replacement() -> None:
    index = api("matmul_init", "mm_begins", learnt={"mm_begin": ("matmul_init",)})

    assert [match.function.name for match in index.nearest("mm_begin")] == ["matmul_init", "mm_begins"]
    assert [f.name for f in index.successors("mm_begin")] == ["matmul_init"]
    assert index.successors("mm_beginz") == []


def test_a_name_written_by_analogy_has_an_answer_but_no_successor() -> None:
    index = api("cb_wait_front")

    assert [match.function.name for match in index.nearest("cb_wait_back")] == ["cb_wait_front"]
    assert index.successors("cb_wait_back") == []


def test_what_is_kept_is_read_again_and_damage_is_nothing_learnt(tmp_path: Path) -> None:
    assert learnt_successors(tmp_path) == {}

    keep_renames(tmp_path, ["wheel-1"], {"mm_begin": ["matmul_init"]})
    assert learnt_successors(tmp_path) == {"mm_begin": ("matmul_init",)}
    assert learnt_from(tmp_path) == ["wheel-1"]

    (path,) = tmp_path.iterdir()
    path.write_text("{")
    assert (learnt_successors(tmp_path), learnt_from(tmp_path)) == ({}, [])
