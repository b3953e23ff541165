"""Linkers that are not installed everywhere, by what they print."""

from pathlib import Path

import pytest

from tilesmith.tools.cmake.messages import diagnostics_of
from tilesmith.tools.diagnostics import Stage

_LLD = "ld.lld: error: undefined symbol: tt::gone(int)\n>>> referenced by host.cpp:2\n"
_MOLD = "mold: error: undefined symbol: tt::gone(int)\n>>> referenced by host.cpp:2 (/b/host.cpp.o)\n"
_LD_WITHOUT_LINES = "/usr/bin/ld: host.cpp:(.text+0x5): undefined reference to `tt::gone(int)'\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "host.cpp").write_text("int main() {\n    return tt::gone(1);\n}\n")
    return tmp_path


@pytest.mark.parametrize("log", [_LLD, _MOLD, _LD_WITHOUT_LINES])
def test_an_undefined_symbol_is_found_at_its_use(log: str, project: Path) -> None:
    (fault,) = diagnostics_of(log, project)

    assert (fault.stage, fault.file, fault.line) == (Stage.LINK, "host.cpp", 2)
    assert fault.message == "undefined reference to tt::gone(int)"


def test_a_missing_library_is_named(project: Path) -> None:
    (fault,) = diagnostics_of("/usr/bin/ld: cannot find -ltt_metal: No such file or directory\n", project)

    assert fault.message == "the linker cannot find -ltt_metal"


def test_a_log_that_nobody_understands_is_kept(project: Path) -> None:
    (fault,) = diagnostics_of("step one\nninja: fatal: the moon is full\n", project)

    assert fault.evidence[-1] == "ninja: fatal: the moon is full"
