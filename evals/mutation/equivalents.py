"""Mutants that are no mistakes: edits after which the program still does the right thing, argued one by one.

An argument belongs to the code before and after the edit, without comments and spaces: when either changes,
its key no longer fits and the mutant counts as one that survived.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files

from tilesmith.evals.mutation.operators import Mutant
from tilesmith.tools.project import Project

_COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def arguments() -> dict[str, str]:
    """Why a mutant is equivalent, by its key."""
    text = (files("tilesmith.evals.mutation") / "equivalents.json").read_text()
    return {entry["key"]: entry["reason"] for entry in json.loads(text)}


def key_of(mutant: Mutant, project: Project) -> str:
    """Identifies the edit; the same in every project that has the same code in this file."""
    code = f"{_code(project.files[mutant.file])}\0{_code(mutant.text)}"
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def as_entry(mutant: Mutant, key: str, reason: str) -> Mapping[str, str]:
    """An argument as it stands in the file."""
    return {
        "key": key,
        "operator": mutant.operator,
        "place": f"{mutant.file}:{mutant.line}",
        "before": mutant.before,
        "after": mutant.after,
        "reason": reason,
    }


def _code(text: str) -> str:
    return "".join(_COMMENTS.sub("", text).split())
