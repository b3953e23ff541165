"""The wheel holds every package and every file that the code reads at run time."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
PACKAGE_FOLDERS = ("agent", "tools", "knowledge", "prompts", "evals")


def _is_ours(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".py", ".pyc"}


def _package_of(path: Path) -> str:
    """The innermost package whose folder holds `path`."""
    folder = path.parent
    while not (folder / "__init__.py").exists():
        folder = folder.parent
    return ".".join(("tilesmith", *folder.relative_to(ROOT).parts))


def _folder_of(package: str) -> Path:
    return ROOT.joinpath(*package.split(".")[1:])


def test_every_folder_with_an_init_is_a_listed_package() -> None:
    found = {"tilesmith"} | {
        ".".join(("tilesmith", *init.parent.relative_to(ROOT).parts))
        for name in PACKAGE_FOLDERS
        for init in (ROOT / name).rglob("__init__.py")
    }

    assert sorted(SETUPTOOLS["packages"]) == sorted(found)


@pytest.mark.parametrize("name", PACKAGE_FOLDERS)
def test_every_file_beside_the_code_is_package_data(name: str) -> None:
    data = SETUPTOOLS["package-data"]
    shipped = {
        path
        for package, patterns in data.items()
        for pattern in patterns
        for path in _folder_of(package).glob(pattern)
    }

    missing = [
        f"{_package_of(path)}: {path.relative_to(ROOT)}"
        for path in sorted((ROOT / name).rglob("*"))
        if _is_ours(path) and path not in shipped
    ]

    assert missing == []
