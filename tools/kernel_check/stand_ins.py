"""Headers that the check brings along in host mode, in place of those that a host lacks."""

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

# SFPI's vectors are for code between `#ifdef TRISC_MATH` and `#endif`, which no check in host mode sees: what
# is wrong there shows when the emulator compiles the kernel.
_SFPI = "#pragma once\n"

STAND_INS = {
    "sfpi.h": _SFPI,
    "llk_math_eltwise_unary_sfpu_macros.h": _SFPU_MACROS,
    "gnu/stubs-32.h": _GLIBC_STUBS,
    "lltt.h": _LLTT,
}
"""By the name under which they are included."""
