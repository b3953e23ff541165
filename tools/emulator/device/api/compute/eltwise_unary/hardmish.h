// Vector unit, hardmish: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void hardmish_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::hardmish, idst),
        {"hardmish_tile", "hardmish_tile_init"}, site);
}

inline void hardmish_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::hardmish, "hardmish_tile_init", false, site);
}

}  // namespace ckernel
