"""`$TT_METAL_HOME` is taken when it names a tt-metal tree, and refused with a reason otherwise."""

from pathlib import Path

import pytest

from tilesmith.tools.sdk import NotATtMetalTreeError, SdkOrigin, open_checkout, sdk_of_environment


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tt-metal"
    for name in ("tt_metal/hw/inc/api/compute/add.h", "tt_metal/hw/firmware/src/tt-1xx/brisck.cc"):
        path = root / name
        path.parent.mkdir(parents=True)
        path.write_text("void add_init();\n")
    return root


def test_unset_means_no_tree() -> None:
    assert sdk_of_environment({}) is None
    assert sdk_of_environment({"TT_METAL_HOME": ""}) is None


def test_a_checkout_is_an_sdk(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (tree / ".git/packed-refs").write_text("# pack-refs\n0123456789abcdef refs/heads/main\n")
    sdk = sdk_of_environment({"TT_METAL_HOME": str(tree)})
    assert sdk is not None
    assert (sdk.root, sdk.origin, sdk.version) == (tree, SdkOrigin.TT_METAL_HOME, "0123456789ab")


def test_the_folder_of_an_installed_package_is_an_sdk(tree: Path) -> None:
    packages = tree.parent / "site-packages"
    packages.mkdir()
    tree.rename(packages / "ttnn")
    assert open_checkout(packages).root == packages / "ttnn"
    assert open_checkout(packages / "ttnn").root == packages / "ttnn"


def test_an_edited_header_changes_the_identity(tree: Path) -> None:
    before = open_checkout(tree).identity
    assert open_checkout(tree).identity == before
    (tree / "tt_metal/hw/inc/api/compute/add.h").write_text("void add_init(int);\n")
    assert open_checkout(tree).identity != before


def test_nothing_is_written_into_the_tree(tree: Path) -> None:
    before = sorted(tree.rglob("*"))
    sdk = open_checkout(tree)
    assert sorted(tree.rglob("*")) == before
    assert sdk.overlay is not None
    assert not sdk.overlay.is_relative_to(tree)


def test_another_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotATtMetalTreeError, match=r"holds no tt-metal sources.*TT_METAL_HOME unset"):
        sdk_of_environment({"TT_METAL_HOME": str(tmp_path)})
