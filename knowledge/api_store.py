"""Keeps the declarations of an API in a file, so that no header needs to be parsed twice."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tilesmith.knowledge.api_function import ApiFunction
from tilesmith.knowledge.doc_comment import ApiParameter


def store_functions(path: Path, host: str, functions: tuple[ApiFunction, ...]) -> None:
    """Write them, all or nothing; `host` is the state of the host headers that some come from."""
    content = {"host": host, "functions": [asdict(function) for function in functions]}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_text(json.dumps(content, separators=(",", ":")))
    partial.replace(path)


def stored_functions(path: Path, host: str) -> tuple[ApiFunction, ...] | None:
    """What `store_functions` wrote; None when there is nothing, or nothing that is still true."""
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return tuple(map(_function, content["functions"])) if content["host"] == host else None


def _function(row: dict[str, Any]) -> ApiFunction:
    parameters = tuple(ApiParameter(**parameter) for parameter in row.pop("parameters"))
    return ApiFunction(**row, parameters=parameters)
