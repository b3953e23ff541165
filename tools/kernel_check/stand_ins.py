"""Headers that the check brings along in host mode, in place of those that a host lacks."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# 32-bit glibc's own header lists functions that are missing in each library; none matters to a syntax check.
_GLIBC_STUBS = ""

# SFPI's replay-buffer intrinsics. The chips' headers name them in functions that no kernel calls by itself.
_LLTT = """\
#pragma once
#include <cstdint>
namespace lltt {
enum ExecBool : bool { NoExec, Exec };
template <ExecBool E = NoExec> inline void record(std::uint32_t, std::uint32_t) {}
inline void record(std::uint32_t, std::uint32_t) {}
inline void replay(std::uint32_t, std::uint32_t) {}
constexpr std::uint32_t replay_insn(std::uint32_t, std::uint32_t) { return 1; }
}  // namespace lltt
"""

# Macros over LLK functions, which tanhshrink.h includes in every mode. They are used inside MATH(...) only,
# which is empty here.
_SFPU_MACROS = "#pragma once\n"

_STAND_INS = {
    "sfpi.h": "#pragma once\n",
    "llk_math_eltwise_unary_sfpu_macros.h": _SFPU_MACROS,
    "gnu/stubs-32.h": _GLIBC_STUBS,
    "lltt.h": _LLTT,
}
_EMULATOR_HEADERS = ("sfpi.h", "tilesmith/call_site.hpp")
_SFPI_FOLDER = "tilesmith/sfpi"
# Of those, what needs the emulator's own headers of the compute API.
_NOT_SFPI = "llk.h"


def stand_ins(sources: Iterable[str]) -> dict[str, str]:
    """What the compilation of `sources` needs, by the name under which it is included.

    Where they name it, SFPI's vectors come from the emulator's headers, so that their types are checked. In
    host mode no check sees code between `#ifdef TRISC_MATH` and `#endif`: what is wrong there shows when the
    emulator compiles it.
    """
    return _STAND_INS | (_sfpi() if any("sfpi.h" in source for source in sources) else {})


@cache
def _sfpi() -> dict[str, str]:
    device = files("tilesmith.tools.emulator").joinpath("device")
    folder = device.joinpath(_SFPI_FOLDER)
    names = [f"{_SFPI_FOLDER}/{entry.name}" for entry in folder.iterdir() if entry.name != _NOT_SFPI]
    return {name: device.joinpath(name).read_text(encoding="utf-8") for name in (*_EMULATOR_HEADERS, *names)}
