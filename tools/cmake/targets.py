"""The executable that a build made, as CMake's file API names it (cmake-file-api(7))."""

import json
from pathlib import Path

_QUERY = ".cmake/api/v1/query/codemodel-v2"
_REPLY = ".cmake/api/v1/reply"


def ask_for_targets(build_dir: Path) -> None:
    """Make the next configure of `build_dir` describe its targets."""
    query = build_dir / _QUERY
    query.parent.mkdir(parents=True, exist_ok=True)
    query.touch()


def executables(build_dir: Path) -> list[Path]:
    """Executables of the project that exist, in the order of their names."""
    found = []
    for reply in sorted((build_dir / _REPLY).glob("target-*.json")):
        target = json.loads(reply.read_text())
        if target.get("type") == "EXECUTABLE":
            paths = [build_dir / artifact["path"] for artifact in target.get("artifacts", [])]
            found += [
                path
                for path in paths
                if path.is_file() and path.resolve().is_relative_to(build_dir.resolve())
            ]
    return found
