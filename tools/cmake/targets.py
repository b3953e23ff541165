"""The executable that a build made, as CMake's file API names it (cmake-file-api(7))."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_QUERY = ".cmake/api/v1/query/codemodel-v2"
_REPLY = ".cmake/api/v1/reply"


def ask_for_targets(build_dir: Path) -> None:
    """Make the next configure of `build_dir` describe its targets."""
    query = build_dir / _QUERY
    query.parent.mkdir(parents=True, exist_ok=True)
    query.touch()


def executables(build_dir: Path) -> list[Path]:
    """Executables of the project that exist, in the order of their names."""
    paths = [
        build_dir / artifact["path"] for target in _targets(build_dir) for artifact in target["artifacts"]
    ]
    return [path for path in paths if path.is_file() and path.resolve().is_relative_to(build_dir.resolve())]


def executable_names(build_dir: Path) -> list[str]:
    """The targets that are executables, built or not."""
    return [target["name"] for target in _targets(build_dir)]


def target_sources(build_dir: Path, source_dir: Path) -> set[Path]:
    """The source files of all executables."""
    sources = (source for target in _targets(build_dir) for source in target["sources"])
    return {(source_dir / source["path"]).resolve() for source in sources}


def _targets(build_dir: Path) -> Iterator[dict[str, Any]]:
    for reply in sorted((build_dir / _REPLY).glob("target-*.json")):
        target = json.loads(reply.read_text())
        if target.get("type") == "EXECUTABLE":
            yield {"artifacts": [], "sources": [], **target}
