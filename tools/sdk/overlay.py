"""Patched copies of SDK headers that GCC before 13 cannot read.

`static_assert(false, ...)` in a branch of a template that is never instantiated is valid since CWG 2518,
which GCC implements from version 13 on. The copies make the condition depend on a template parameter, so that
it fails exactly when the branch is used. They lie in a folder that is searched before the SDK's own.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tilesmith.agent.spec import Arch
from tilesmith.tools.sdk.layout import include_folders

_ASSERTION = re.compile(r"static_assert\(\s*false\s*(?=[,)])")
_TEMPLATE = re.compile(r"\btemplate\s*<")
_HEADER_SUFFIXES = (".h", ".hpp", ".inl")
_CLOSERS = {"<": 1, "(": 1, "{": 1, "[": 1, ">": -1, ")": -1, "}": -1, "]": -1}


def build_overlay(root: Path, folder: Path) -> Path:
    """Write the patched headers of the SDK at `root` below `folder/ARCH`, as they are included.

    A header that can be included by several names gets a copy for each; those of different chips share names.
    Its neighbours are copied with it: `#include "x.h"` looks beside the including file before it looks here.
    Returns `folder`.
    """
    staging = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    for source in sorted({header.parent for header in _headers(root) if _is_patched(header)}):
        for header in sorted(path for path in source.iterdir() if path.suffix in _HEADER_SUFFIXES):
            _copy(root, header, staging)
    shutil.rmtree(folder, ignore_errors=True)
    staging.rename(folder)
    return folder


def _is_patched(header: Path) -> bool:
    text = header.read_text(errors="replace")
    return with_dependent_assertions(text) != text


def _copy(root: Path, header: Path, folder: Path) -> None:
    text = with_dependent_assertions(header.read_text(errors="replace"))
    for arch in Arch:
        for include_root in include_folders(root, arch):
            if header.is_relative_to(include_root):
                copy = folder / arch.value / header.relative_to(include_root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text)


def _headers(root: Path) -> Iterator[Path]:
    for part in ("tt_metal/hw", "tt_metal/tt-llk", "tt_metal/third_party/tt_llk", "ttnn/cpp/ttnn/kernel_lib"):
        for path in sorted((root / part).rglob("*")):
            if path.suffix in _HEADER_SUFFIXES and path.is_file():
                yield path


def with_dependent_assertions(text: str) -> str:
    """`text` with every `static_assert(false` inside a template made dependent on one of its parameters.

    Assertions outside of templates stay: they are behind `#if` and mean what they say.
    """
    if not _ASSERTION.search(text):
        return text

    def dependent(match: re.Match[str]) -> str:
        condition = _never_true(text, match.start())
        return f"static_assert({condition}" if condition else match.group()

    return _ASSERTION.sub(dependent, text)


def _never_true(text: str, position: int) -> str:
    """A false condition that depends on the innermost template around `position`; empty outside of any."""
    for header in reversed(list(_TEMPLATE.finditer(text, 0, position))):
        end = _closing_angle(text, header.end())
        if end and _encloses(text, end, position):
            return next(filter(None, map(_condition, _split(text[header.end() : end - 1]))), "")
    return ""


def _closing_angle(text: str, start: int) -> int:
    """The position after the `>` that closes the `<` before `start`; 0 when there is none."""
    depth = 1
    for position in range(start, len(text)):
        depth += _CLOSERS.get(text[position], 0)
        if depth == 0:
            return position + 1
    return 0


def _encloses(text: str, start: int, position: int) -> bool:
    """Whether a body that opens after `start` is still open at `position`."""
    depth = 0
    opened = False
    for char in text[start:position]:
        if char == "{":
            depth, opened = depth + 1, True
        elif char == "}":
            depth -= 1
        if (opened and depth == 0) or (not opened and char == ";"):
            return False
    return opened


def _split(parameters: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for char in parameters:
        depth += _CLOSERS.get(char, 0)
        if char == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [*parts, current]


def _condition(parameter: str) -> str:
    declaration = parameter.split("=")[0].strip()
    match = re.search(r"(\w+)\s*\Z", declaration)
    if match is None or "..." in declaration or match.group(1) in ("typename", "class", "bool", "int"):
        return ""
    name = match.group(1)
    return f"sizeof({name}) == 0" if re.match(r"(typename|class)\b", declaration) else f"{name} != {name}"
