"""CMake's own errors."""

import re
from collections.abc import Iterator

from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage

# "CMake Error at CMakeLists.txt:12 (find_package):" or "CMake Error: ..."; details follow, indented.
_HEAD = re.compile(
    r"^CMake Error(?: at (?P<file>[^:\n]+):(?P<line>\d+)(?: \((?P<command>\w+)\))?)?:[ \t]*(?P<rest>[^\n]*)\n"
    r"(?P<body>(?:[ \t]+[^\n]*\n|\n(?=[ \t]))*)",
    re.MULTILINE,
)
_STACK = re.compile(r"^\s+(?P<file>[^:\s]+):(?P<line>\d+) \(\w+\)$", re.MULTILINE)


def cmake_diagnostics(log: str, sources: SourceFiles) -> Iterator[Diagnostic]:
    """One diagnostic for each `CMake Error`; one inside a package gets the project's line."""
    for match in _HEAD.finditer(f"{log}\n"):
        file, line = _place(match, log, sources)
        body = " ".join(match["body"].split())
        message = " ".join(part for part in (match["rest"].strip(), body) if part)
        yield Diagnostic(
            stage=Stage.CMAKE,
            check="cmake_error",
            message=f"{match['command']}: {message}" if match["command"] else message,
            file=file,
            line=line,
            excerpt=sources.excerpt(file, line),
        )


def _place(match: re.Match[str], log: str, sources: SourceFiles) -> tuple[str, int]:
    file = sources.relative(match["file"] or "")
    if file:
        return file, int(match["line"])
    stack = log[match.end() :].partition("Call Stack (most recent call first):")
    if stack[0].strip() or not stack[2]:
        return "", 0
    for caller in _STACK.finditer(stack[2].split("\n\n", 1)[0]):
        if file := sources.relative(caller["file"]):
            return file, int(caller["line"])
    return "", 0
