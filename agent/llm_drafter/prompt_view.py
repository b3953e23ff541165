"""What the prompt templates see of a request: text and names, nothing of the verification."""

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from tilesmith.agent.context import RefineTarget
from tilesmith.agent.drafter import DraftRequest
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import ExpressionReference, OperationSpec, PythonReference, TorchReference
from tilesmith.agent.spec.expression import is_elementwise, parse
from tilesmith.agent.spec.rows import moves_rows
from tilesmith.agent.spec.shapes import tiled_dimensions
from tilesmith.tools.diagnostics import ApiEntry, Diagnostic, Stage
from tilesmith.tools.project import IO_HEADER, Project

_STAGES_OF_THE_HOST = (Stage.CMAKE, Stage.LINK, Stage.RUN)
"""What shows there without naming a file is the host program's own: it was not built, or refused to run."""
_HELPERS = ("float_bits", "tile_count", "tile_columns", "tile_rows", "tilize", "untilize", "run")
_OF_ROWS = ("row_count", "row_bytes", "to_rows", "from_rows")


def kernel_files(spec: OperationSpec) -> tuple[str, ...]:
    """The kernels that a draft consists of: reader, compute, writer; where rows are only moved no compute."""
    reader, writer = "kernels/dataflow/reader.cpp", "kernels/dataflow/writer.cpp"
    return (reader, writer) if moves_rows(spec) else (reader, f"kernels/compute/{spec.name}.cpp", writer)


def view(request: DraftRequest) -> dict[str, Any]:
    """The variables that every prompt may use."""
    patterns = request.knowledge.patterns
    return {
        "spec": request.spec,
        "target": request.target,
        "formula": formula(request.spec),
        "elementwise": elementwise(request.spec),
        "moves_rows": moves_rows(request.spec),
        "tiled": tiled_dimensions(request.spec),
        "guidance": request.guidance,
        "sdk": request.knowledge.sdk,
        "old_entry": any("void MAIN" in text for text in patterns.values()),
        "api": by_header(entry for entry in request.knowledge.api if not entry.host),
        "host_api": by_header(entry for entry in request.knowledge.api if entry.host),
        "sources": request.knowledge.sources,
        "kernel_patterns": {name: text for name, text in patterns.items() if "kernels/" in name},
        "host_patterns": {name: text for name, text in patterns.items() if "kernels/" not in name},
    }


def elementwise(spec: OperationSpec) -> bool:
    """Whether an element of the result depends on the elements at its own place alone, as far as is known."""
    if not isinstance(spec.reference, ExpressionReference):
        return False
    return is_elementwise(parse(spec.reference.text))


def formula(spec: OperationSpec) -> str:
    """What is to be computed: the expression, or the source of the user's function."""
    if isinstance(spec.reference, PythonReference | TorchReference):
        return Path(spec.reference.path).read_text()
    return spec.reference.text


def by_header(entries: Iterable[ApiEntry]) -> dict[str, list[ApiEntry]]:
    """API entries grouped by the header to include, in the order of the headers' names."""
    ordered = sorted(entries, key=lambda entry: entry.header)
    return {header: list(group) for header, group in groupby(ordered, key=lambda entry: entry.header)}


def repair_view(request: DraftRequest, diagnostics: list[Diagnostic]) -> dict[str, Any]:
    """As `view`, with the functions and the examples of the kind of file that is blamed: kernels, the host
    program, or both."""
    shown = view(request)
    host = any(_blames_host(diagnostic) for diagnostic in diagnostics)
    kernels = not all(_blames_host(diagnostic) for diagnostic in diagnostics)
    return shown | {
        "io": io_interface(request) if host else "",
        "api": by_header(entry for entry in request.knowledge.api if (host if entry.host else kernels)),
        "patterns": (shown["kernel_patterns"] if kernels else {}) | (shown["host_patterns"] if host else {}),
    }


def _blames_host(diagnostic: Diagnostic) -> bool:
    if diagnostic.file:
        return not diagnostic.file.startswith("kernels/")
    return diagnostic.stage in _STAGES_OF_THE_HOST


def repairable(project: Project, target: RefineTarget) -> dict[str, str]:
    """The files that a repair may change; the scaffold is never among them."""
    chosen: dict[str, str] = {}
    if target is not RefineTarget.HOST:
        chosen |= project.kernels
    if target is not RefineTarget.KERNELS:
        chosen |= project.host_sources
    return chosen


def io_interface(request: DraftRequest) -> str:
    """What a host program uses of `tilesmith_io.hpp`: its types verbatim, its functions as declarations."""
    header = scaffold(request.spec, request.target)[IO_HEADER]
    start = header.index("enum class DType")
    dtype = header[start : header.index("\n", start)]
    tensor = re.search(r"struct Tensor \{.*?\n\};", header, re.DOTALL)
    types = re.search(r"struct Input \{.*?(?=// -{20,})", header, re.DOTALL)
    if tensor is None or types is None:
        raise ValueError(f"{IO_HEADER} no longer has the types that prompts describe")
    helpers = (*_HELPERS, *_OF_ROWS) if request.spec.row_major else _HELPERS
    declarations = [_declaration(header, name) for name in helpers]
    return "\n\n".join([dtype, tensor[0], types[0].strip(), "\n".join(declarations)])


def _declaration(header: str, name: str) -> str:
    found = re.search(
        rf"^(?:template <[^>]*>\n)?(?:inline )?[\w:<>]+[&*]? {name}\([^)]*\)", header, re.MULTILINE
    )
    if found is None:
        raise ValueError(f"{IO_HEADER} no longer has {name}(), which prompts describe")
    return re.sub(r"\s*\n\s*", " ", found[0]) + ";"
