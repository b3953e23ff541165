"""The precompiled standard library hides no include that a program lacks."""

import re

from tilesmith.tools.emulator.build import SOURCES

HEADERS = SOURCES / "include"
PRECOMPILED = HEADERS / "tilesmith" / "standard_library.hpp"


def _standard_includes(text: str) -> set[str]:
    return set(re.findall(r"^#include <([a-z_]+)>", text, re.MULTILINE))


def _reached(name: str, seen: set[str]) -> set[str]:
    """Standard headers that the host header `name` includes, itself or through others of ours."""
    if name in seen or not (HEADERS / name).is_file():
        return set()
    seen.add(name)
    text = (HEADERS / name).read_text()
    ours = re.findall(r'^#include ["<]([^">]+\.(?:hpp|h))[">]', text, re.MULTILINE)
    return _standard_includes(text).union(*(_reached(other, seen) for other in ours))


def test_it_holds_only_what_the_host_api_brings_anyway() -> None:
    brought = _reached("tt-metalium/host_api.hpp", set()) | _reached("tt-metalium/distributed.hpp", set())

    assert brought >= _standard_includes(PRECOMPILED.read_text()) > {"vector", "memory"}
