"""A compiler's output as messages, each with the notes and the instantiation chain that belong to it.

The text form is read, not JSON: that of GCC 12 leaves out the "required from here" lines, and clang has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_PLACE = re.compile(r"(?P<file>[^\s:][^:\n]*):(?P<line>\d+)(?::(?P<column>\d+))?: *(?P<rest>.*)\Z")
_KIND = re.compile(r"(?P<kind>fatal error|error|warning|note): (?P<text>.*)\Z", re.DOTALL)
_OPTION = re.compile(r" \[(-W[^\]]+)\]\Z")
_INCLUDED = re.compile(r"(?:In file included from| +from) (?P<file>[^:]+):(?P<line>\d+)(?::\d+)?[,:]\Z")
# GCC puts the chain before the error, clang behind it as notes.
_GCC_CHAIN = ("required from", "required by", "in 'constexpr' expansion of", "recursively required")
_CLANG_CHAIN = ("requested here", "in call to", "in instantiation of", "while substituting")
_NO_PLACE = re.compile(r"(?:\S+: )?(?P<kind>fatal error|error): (?P<text>.*)\Z")


@dataclass(frozen=True)
class Place:
    """A position in a file, 1-based; 0 when unknown."""

    file: str
    line: int
    column: int = 0


@dataclass(frozen=True)
class Message:
    """One error of a compiler."""

    place: Place
    text: str
    option: str = ""
    """The warning option that made it an error, such as `-Werror=sign-compare`."""
    chain: tuple[Place, ...] = ()
    """Where the code in `place` was called for, innermost first."""
    included_from: tuple[Place, ...] = ()
    """The `#include` lines that lead to `place`, innermost first, where the compiler names them."""
    notes: tuple[str, ...] = ()


def parse_messages(output: str) -> list[Message]:
    """The errors in `output`, in order; warnings are left out."""
    return list(_Parser().parse(output.translate({0x2018: "'", 0x2019: "'"})))


class _Parser:
    """Goes through the lines and keeps what comes before an error until it is there."""

    def __init__(self) -> None:
        self._chain: list[Place] = []
        self._includes: list[Place] = []
        self._open: Message | None = None
        self._in_warning = False

    def parse(self, output: str) -> Iterator[Message]:
        for line in output.splitlines():
            finished = self._line(line)
            if finished is not None:
                yield finished
        if self._open is not None:
            yield self._open

    def _line(self, line: str) -> Message | None:
        """Take in a line; returns the message that it ends."""
        if match := _INCLUDED.match(line):
            if line.startswith("In file"):
                self._includes = []
            self._includes.append(Place(match["file"], int(match["line"])))
            return None
        place = _PLACE.match(line)
        if place is None:
            return self._unplaced(line)
        at = Place(place["file"], int(place["line"]), int(place["column"] or 0))
        kind = _KIND.match(place["rest"])
        if kind is None:
            if place["rest"].startswith(_GCC_CHAIN):
                self._chain.append(at)
            return None
        if kind["kind"] == "note":
            self._note(at, kind["text"])
            return None
        return self._start(at, kind["kind"], kind["text"])

    def _unplaced(self, line: str) -> Message | None:
        match = _NO_PLACE.match(line)
        if match is None or "warnings being treated as errors" in line or "too many errors" in line:
            return None
        return self._start(Place("", 0), match["kind"], match["text"])

    def _start(self, at: Place, kind: str, text: str) -> Message | None:
        finished, self._open = self._open, None
        self._in_warning = kind == "warning"
        if not self._in_warning:
            option = _OPTION.search(text)
            self._open = Message(
                place=at,
                text=_OPTION.sub("", text),
                option=option.group(1) if option else "",
                chain=tuple(self._chain),
                included_from=tuple(self._includes),
            )
        self._chain = []
        self._includes = []
        return finished

    def _note(self, at: Place, text: str) -> None:
        if self._open is None:
            return
        if any(words in text for words in _CLANG_CHAIN):
            self._open = replace(self._open, chain=(*self._open.chain, at))
        else:
            self._open = replace(self._open, notes=(*self._open.notes, text))
