"""What the LangGraph command line makes of a clean clone."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LANGGRAPH = Path(sys.executable).parent / "langgraph"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / ".git").exists():
        pytest.skip("not a repository")
    folder = tmp_path_factory.mktemp("clone") / "tilesmith"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", folder], check=True, timeout=100)
    return folder


def langgraph(folder: Path, *words: str) -> str:
    done = subprocess.run([LANGGRAPH, *words], cwd=folder, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_its_configuration_is_valid(clone: Path) -> None:
    assert "is valid. (1 graph found)" in langgraph(clone, "validate")


def test_a_dockerfile_can_be_made(clone: Path, tmp_path: Path) -> None:
    langgraph(clone, "dockerfile", str(tmp_path / "Dockerfile"))
    text = (tmp_path / "Dockerfile").read_text()
    assert '"path": "tilesmith.graph:graph"' in text
    assert "ADD . /deps/tilesmith" in text
    assert "g++ cmake ninja-build bubblewrap" in text, "without them nothing could be built in the image"
    assert "pip uninstall -y pip" not in text, "with it the SDK is fetched"
    ignored = (clone / ".dockerignore").read_text().splitlines()
    assert {".venv", ".git", ".env", "generated", "runs"} <= set(ignored)
