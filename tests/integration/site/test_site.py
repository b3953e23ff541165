"""The site is built from the pages without a warning, and what is generated in them is as it should be."""

import subprocess
import sys
from pathlib import Path

import pytest

from tilesmith.graph import graph
from tilesmith.tests.integration.site.pages import ROOT, fences

PAGES = {"how-it-works", "writing-a-spec", "models", "knowledge", "verification", "emulator", "evals"}
PAGES |= {"integration", "migration", "settings", "contributing"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(ROOT / "mkdocs.yml")]
    done = subprocess.run([*command, "-d", str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_there(site: Path) -> None:
    assert (site / "index.html").is_file()
    assert {path.parent.name for path in site.glob("*/index.html")} == PAGES
    assert "<code>cb_never_popped</code>" in (site / "emulator/index.html").read_text()


def test_the_examples_are_shown_as_they_are(site: Path) -> None:
    page = (site / "integration/index.html").read_text()
    assert all(path.name in page for path in (ROOT / "examples").glob("*.py"))
    assert "RemoteGraph" in page


def test_readers_load_nothing_from_strangers(site: Path) -> None:
    page = (site / "index.html").read_text()
    assert 'src="http' not in page
    assert "fonts.g" not in page


def test_the_picture_is_that_of_the_graph() -> None:
    (picture,) = [fence for fence in fences(ROOT / "docs/how-it-works.md") if fence.language == "mermaid"]
    assert picture.text.strip() == graph.get_graph().draw_mermaid().strip(), "tilesmith graph --mermaid"
