"""Errors of g++ and clang++ in their text form, which all versions share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tilesmith.tools.cmake.host_hints import host_hint
from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage

_LOCATED = re.compile(
    r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?:(?P<column>\d+):)? +"
    r"(?:(?P<kind>fatal error|error|note|warning): )?(?P<text>.*)$"
)
_INCLUDED = re.compile(r"^(?:In file included|\s+) from (?P<file>[^:\n]+):(?P<line>\d+)(?::\d+)?[,:]$")
_MOST_NOTES = 4


@dataclass
class _Message:
    """One error with the lines that lead to it and the notes that follow."""

    file: str
    line: int
    column: int
    text: str
    chain: list[tuple[str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compiler_diagnostics(log: str, sources: SourceFiles) -> Iterator[Diagnostic]:
    """One diagnostic for each error; one in a foreign header gets the project's line that triggered it."""
    for message in _messages(log.splitlines()):
        yield _diagnostic(message, sources)


def _messages(lines: Sequence[str]) -> Iterator[_Message]:
    chain: list[tuple[str, int]] = []
    current: _Message | None = None
    for line in lines:
        if included := _INCLUDED.match(line):
            chain.append((included["file"], int(included["line"])))
            continue
        located = _LOCATED.match(line)
        if located is None:
            continue
        place = (located["file"], int(located["line"]))
        if located["kind"] in ("error", "fatal error"):
            if current is not None:
                yield current
            text = located["text"].strip()
            current = _Message(*place, int(located["column"] or 0), text, chain)
            chain = []
        elif located["kind"] == "note" and current is not None:
            current.notes.append(f"{place[0]}:{place[1]}: {located['text'].strip()}")
            current.chain.append(place)
        elif located["kind"] == "warning":
            chain = []
        elif "required" in located["text"]:  # "required from here", before the error it leads to
            chain.append(place)
    if current is not None:
        yield current


def _diagnostic(message: _Message, sources: SourceFiles) -> Diagnostic:
    file, line, column = sources.relative(message.file), message.line, message.column
    evidence = [_shortened(note, sources) for note in message.notes[:_MOST_NOTES]]
    if not file:
        evidence.insert(0, f"reported at {message.file}:{message.line}")
        file, line, column = _trigger(message, sources)
    return Diagnostic(
        stage=Stage.CMAKE,
        check="compile_error",
        message=message.text,
        file=file,
        line=line,
        column=column,
        excerpt=sources.excerpt(file, line),
        evidence=tuple(evidence),
        hint=host_hint(message.text, sources.line(file, line)),
    )


def _trigger(message: _Message, sources: SourceFiles) -> tuple[str, int, int]:
    """The last of the project's lines on the way to a foreign one: nearest to the error."""
    own = [(name, line) for file, line in message.chain if (name := sources.relative(file))]
    return (*own[-1], 0) if own else ("", 0, 0)


def _shortened(note: str, sources: SourceFiles) -> str:
    file, separator, rest = note.partition(":")
    return f"{sources.relative(file) or file}{separator}{rest}"
