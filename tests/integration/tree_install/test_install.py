"""`tilesmith install`: an example joins a tt-metal tree whole, is built by it, and leaves it as it was."""

import subprocess
from pathlib import Path

import pytest

from tilesmith.agent.cli import main
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.project_folder import read_project
from tilesmith.tools.tree_install import TreeInstallError, install, plan

EXAMPLES = Path("tt_metal/programming_examples")
LIST = """# The examples of this tree.
add_compile_definitions(OVERRIDE_KERNEL_PREFIX="tt_metal/programming_examples/")
add_compile_definitions(OF_THE_TREE=1)

add_subdirectory(${CMAKE_CURRENT_SOURCE_DIR}/loopback)
add_subdirectory(${CMAKE_CURRENT_SOURCE_DIR}/matmul) # blocks

add_custom_target(programming_examples)
"""
HOST = """#include <cstdio>
#include <tt-metalium/host_api.hpp>
static_assert(OF_THE_TREE == 1);
int main() { std::puts(OVERRIDE_KERNEL_PREFIX "kernels/dataflow/reader.cpp"); }
"""
KERNEL = "void kernel_main() {}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "my_add"
    (folder / "kernels/dataflow").mkdir(parents=True)
    (folder / "CMakeLists.txt").write_text("project(add)\n")
    (folder / "add.cpp").write_text(HOST)
    (folder / "kernels/dataflow/reader.cpp").write_text(KERNEL)
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tt-metal"
    for name in ("loopback", "matmul"):
        (root / EXAMPLES / name).mkdir(parents=True)
        (root / EXAMPLES / name / "CMakeLists.txt").touch()
    (root / EXAMPLES / "CMakeLists.txt").write_text(LIST)
    (root / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.22)\nproject(tree CXX)\n"
        f"find_package(TT-Metalium REQUIRED GLOBAL)\nadd_subdirectory({EXAMPLES})\n"
    )
    return root


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def installed(project: Path, tree: Path, *words: str) -> int:
    return main(["install", str(project), "--tt-metal", str(tree), *words])


def test_the_example_is_listed_after_the_others_and_built_by_the_tree(
    project: Path, tree: Path, tmp_path: Path
) -> None:
    assert installed(project, tree) == 0

    listed = (tree / EXAMPLES / "CMakeLists.txt").read_text()
    assert listed == LIST.replace(
        "matmul) # blocks\n", "matmul) # blocks\nadd_subdirectory(${CMAKE_CURRENT_SOURCE_DIR}/my_add)\n"
    )
    build = tmp_path / "build"
    configure = ["cmake", "-S", str(tree), "-B", str(build), f"-DCMAKE_PREFIX_PATH={emulator_prefix()}"]
    subprocess.run(configure, check=True, capture_output=True)
    target = ["cmake", "--build", str(build), "--target", "metal_example_my_add"]
    subprocess.run(target, check=True, capture_output=True)
    (program,) = build.rglob("metal_example_my_add")
    printed = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    assert Path(printed.strip()) == tree / EXAMPLES / "my_add/kernels/dataflow/reader.cpp"
    assert Path(printed.strip()).is_file()


def test_a_second_time_changes_nothing(project: Path, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installed(project, tree)
    before = content(tree)
    capsys.readouterr()

    assert installed(project, tree) == 0
    assert content(tree) == before
    assert "there already" in capsys.readouterr().err


def test_a_dry_run_shows_the_change_and_makes_none(
    project: Path, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(tree)

    assert installed(project, tree, "--dry-run") == 0
    assert content(tree) == before
    shown = capsys.readouterr().out
    assert f"+ {EXAMPLES}/my_add/add.cpp" in shown
    assert "+add_subdirectory(${CMAKE_CURRENT_SOURCE_DIR}/my_add)" in shown


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_undo_leaves_the_tree_as_it_was_byte_for_byte(project: Path, tree: Path, ending: str) -> None:
    odd = LIST.replace("\n", ending).encode() + b"# \xff no UTF-8"
    (tree / EXAMPLES / "CMakeLists.txt").write_bytes(odd)
    before = content(tree)

    assert installed(project, tree) == 0
    assert content(tree) != before
    assert installed(project, tree, "--undo") == 0
    assert content(tree) == before


def test_a_new_version_replaces_the_old_one(project: Path, tree: Path) -> None:
    installed(project, tree)
    (project / "kernels/dataflow/reader.cpp").unlink()
    (project / "kernels/dataflow/in.cpp").write_text(KERNEL)

    assert installed(project, tree) == 0
    kernels = tree / EXAMPLES / "my_add/kernels/dataflow"
    assert [path.name for path in kernels.iterdir()] == ["in.cpp"]


def test_what_a_person_changed_is_not_replaced(
    project: Path, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installed(project, tree)
    edited = tree / EXAMPLES / "my_add/add.cpp"
    edited.write_text("// mine\n")

    for words in ([], ["--undo"]):
        assert installed(project, tree, *words) == 1
        assert "add.cpp" in capsys.readouterr().err
        assert edited.read_text() == "// mine\n"
    assert installed(project, tree, "--overwrite") == 0
    assert edited.read_text() == HOST


def test_the_examples_of_the_tree_are_not_ours_to_touch(
    project: Path, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(tree)

    for words in (
        ["--name", "matmul"],
        ["--name", "matmul", "--undo"],
        ["--name", "matmul", "--undo", "--overwrite"],
    ):
        assert installed(project, tree, *words) == 1
        assert "was not installed by Tilesmith" in capsys.readouterr().err
    assert content(tree) == before


@pytest.mark.parametrize("name", ["../escape", "a/b", "", ".hidden", "two words"])
def test_a_name_stays_among_the_examples(project: Path, tree: Path, name: str) -> None:
    before = content(tree)
    code = installed(project, tree, "--name", name)
    if name:
        assert code == 1
        assert content(tree) == before
    else:
        assert (tree / EXAMPLES / project.name).is_dir(), "an empty name is that of the folder"


def test_a_folder_that_is_no_tree_is_a_sentence(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TT_METAL_HOME", raising=False)
    assert installed(project, tmp_path) == 1
    assert "name the root of a tt-metal checkout" in capsys.readouterr().err
    assert main(["install", str(project)]) == 1
    assert "TT_METAL_HOME" in capsys.readouterr().err


def test_a_list_without_examples_is_left_to_the_user(
    project: Path, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / EXAMPLES / "CMakeLists.txt").write_text("# nothing\n")
    before = content(tree)

    assert installed(project, tree) == 1
    assert "add_subdirectory(my_add)" in capsys.readouterr().err
    assert content(tree) == before


def test_a_list_that_somebody_else_changes_meanwhile_is_not_overwritten(project: Path, tree: Path) -> None:
    change = plan(read_project(project), tree, "my_add")
    (tree / EXAMPLES / "CMakeLists.txt").write_text(LIST + "# somebody else was here\n")
    before = content(tree)

    with pytest.raises(TreeInstallError, match="changed by someone else"):
        install(change)
    assert content(tree) == before
