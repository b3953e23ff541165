"""Includes that no kernel may have: they would show files of the user's machine in messages."""

import re
from collections.abc import Iterator

from tilesmith.tools.diagnostics import Diagnostic, Stage, excerpt
from tilesmith.tools.kernel_check.classify import Check

_INCLUDE = re.compile(r"^\s*#\s*include(?:_next)?\b\s*(?P<what>.*)$", re.MULTILINE)
_PLAIN = re.compile(r'"(?P<quoted>[^"]*)"|<(?P<angled>[^>]*)>')


def forbidden_includes(path: str, source: str) -> Iterator[Diagnostic]:
    """A diagnostic for each include that is absolute, climbs with `..`, or is made by a macro."""
    # Splices are undone for the search; the line numbers before them stay right.
    for match in _INCLUDE.finditer(source.replace("\\\n", "  ")):
        plain = _PLAIN.match(match["what"])
        name = (plain["quoted"] or plain["angled"] or "") if plain else ""
        if plain and not name.startswith("/") and ".." not in name.split("/"):
            continue
        line = source.count("\n", 0, match.start("what")) + 1
        yield Diagnostic(
            stage=Stage.KERNEL_CHECK,
            check=Check.FORBIDDEN_INCLUDE,
            message=f"a kernel may not include {match['what'].strip()}",
            file=path,
            line=line,
            excerpt=excerpt(source, line),
            hint="Include files of the SDK or of the project by a plain relative name.",
        )
