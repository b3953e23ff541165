"""Errors of GNU ld, gold, mold and lld."""

import re
from collections.abc import Iterator

from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage

# GNU ld: "add.cpp:12: undefined reference to `f(int)'" with line tables, "add.cpp:(.text+0x5): ..." without.
_UNDEFINED = re.compile(
    r"^(?:[^\n]*?ld[^\s:]*: )?(?:(?P<file>[^\s:(][^:\n]*):)?(?:(?P<line>\d+)|\([^)]*\)): "
    r"undefined reference to [`'](?P<symbol>[^\n]+)'$",
    re.MULTILINE,
)
# mold and lld: "error: undefined symbol: f(int)" and then ">>> referenced by add.cpp:12".
_UNDEFINED_SYMBOL = re.compile(
    r"undefined symbol: (?P<symbol>[^\n]+)\n>>> referenced by (?P<file>[^\s:(]+)(?::(?P<line>\d+))?",
    re.MULTILINE,
)
_TWICE = re.compile(
    r"(?P<file>[^\s:][^:\n]*):(?:(?P<line>\d+)|\([^)]*\)): multiple definition of [`'](?P<symbol>[^\n]+?)';"
)
_LIBRARY = re.compile(r"(?:cannot find|library not found:|unable to find library) (?P<name>-l[\w.+-]+)")
_NO_MAIN_HINT = "the host needs an `int main(int argc, char** argv)` outside any namespace"


def linker_diagnostics(log: str, sources: SourceFiles) -> Iterator[Diagnostic]:
    """One diagnostic for each symbol that is lacking or defined twice, and each library that is not found."""
    seen: set[str] = set()
    for match in (*_UNDEFINED.finditer(log), *_UNDEFINED_SYMBOL.finditer(log)):
        if match["symbol"] not in seen:
            seen.add(match["symbol"])
            yield _undefined(match, sources)
    for match in _TWICE.finditer(log):
        file, line = _place(match, sources)
        yield _diagnostic(
            "multiple_definition", f"{match['symbol']} is defined more than once", file, line, sources
        )
    for match in _LIBRARY.finditer(log):
        yield _diagnostic("library_not_found", f"the linker cannot find {match['name']}", "", 0, sources)


def _undefined(match: re.Match[str], sources: SourceFiles) -> Diagnostic:
    symbol = match["symbol"]
    file, line = _place(match, sources)
    hint = (
        _NO_MAIN_HINT
        if symbol == "main"
        else "declared but defined nowhere in the project or in TT-Metalium: check its namespace, "
        "its parameters' types, and whether this release still has it"
    )
    return _diagnostic("undefined_reference", f"undefined reference to {symbol}", file, line, sources, hint)


def _place(match: re.Match[str], sources: SourceFiles) -> tuple[str, int]:
    file = sources.relative(match["file"] or "")
    if file and match["line"]:
        return file, int(match["line"])
    return sources.first_use(_bare_name(match["symbol"]))


def _bare_name(symbol: str) -> str:
    """`split` of `tt::work::split<int>(int, float)`."""
    return re.split(r"[(<]", symbol, maxsplit=1)[0].rpartition("::")[2]


def _diagnostic(
    check: str, message: str, file: str, line: int, sources: SourceFiles, hint: str = ""
) -> Diagnostic:
    return Diagnostic(
        stage=Stage.LINK,
        check=check,
        message=message,
        file=file,
        line=line,
        excerpt=sources.excerpt(file, line),
        hint=hint,
    )
