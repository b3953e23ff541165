"""The list of examples in a tree's CMakeLists.txt: lines of `add_subdirectory`."""

import re

_ENTRY = re.compile(
    r"^(?P<before>[ \t]*add_subdirectory\((?P<folder>[^)\s]*?))(?P<name>[^/)\s]+)(?P<after>\).*)$",
    re.MULTILINE,
)


def with_entry(text: str, name: str) -> str | None:
    """`text` with the example `name` listed after the last one, written as that one is.

    Returns: `text` itself when `name` is listed already; None when nothing is listed at all.
    """
    entries = list(_ENTRY.finditer(text))
    if not entries:
        return None
    if any(entry["name"] == name for entry in entries):
        return text
    last = entries[-1]
    ending = "\r" if last["after"].endswith("\r") else ""
    return f"{text[: last.end()]}\n{last['before']}{name}){ending}{text[last.end() :]}"


def without_entry(text: str, name: str) -> str:
    """`text` without the line that lists the example `name`."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if (entry := _ENTRY.match(line)) is None or entry["name"] != name)
