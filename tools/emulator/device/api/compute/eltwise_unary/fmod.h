// Vector unit, fmod: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void fmod_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::fmod_scalar, idst),
        {"fmod_tile", "fmod_tile_init"}, site);
}

inline void fmod_tile_init(uint32_t param0, uint32_t param1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::fmod_scalar, "fmod_tile_init", param0, param1, site);
}

}  // namespace ckernel
