"""Errors that the host program itself reports: TT_FATAL, TT_THROW, exceptions, exit codes."""

import re

from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.sandbox import SandboxResult

# tt-metal prints "TT_FATAL @ file:line: condition", then "info:" and the message, then "backtrace:".
_ASSERTION = re.compile(
    r"(?P<kind>TT_FATAL|TT_THROW|TT_ASSERT)(?: @ (?P<file>[^\s:]+):(?P<line>\d+))?:? *"
    r"(?P<condition>[^\n]*)\n?"
    r"(?:info:\n(?P<info>.*?)(?:\nbacktrace:|\Z))?",
    re.DOTALL,
)
_EXCEPTION = re.compile(r"what\(\):\s*(?P<text>[^\n]+)")
_TAIL_LINES = 12


def host_fault(result: SandboxResult, sources: SourceFiles) -> Diagnostic:
    """Why a program ended with an exit code other than 0."""
    said = result.stderr + result.stdout
    if assertion := _ASSERTION.search(said):
        return _assertion_fault(assertion, sources)
    lines = [line for line in said.splitlines() if line.strip()]
    exception = _EXCEPTION.search(said)
    words = exception["text"].strip() if exception else (lines[-1].strip() if lines else "it printed nothing")
    return Diagnostic(
        stage=Stage.RUN,
        check="exit_code",
        message=f"the program ended with exit code {result.returncode}: {words}",
        evidence=tuple(lines[-_TAIL_LINES:]),
    )


def _assertion_fault(assertion: re.Match[str], sources: SourceFiles) -> Diagnostic:
    file = sources.relative(assertion["file"] or "")
    line = int(assertion["line"]) if file else 0
    info = " ".join((assertion["info"] or "").split())
    condition = assertion["condition"].strip()
    place = [f"raised at {assertion['file']}:{assertion['line']}"] if assertion["file"] and not file else []
    return Diagnostic(
        stage=Stage.RUN,
        check=assertion["kind"].lower(),
        message=f"{assertion['kind']}: {info or condition}",
        file=file,
        line=line,
        excerpt=sources.excerpt(file, line),
        evidence=(*([f"condition: {condition}"] if info and condition else []), *place),
    )
