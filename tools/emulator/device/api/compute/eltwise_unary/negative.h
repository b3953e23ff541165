// Vector unit, negative: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void negative_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::negative, "negative_tile_init", false, site);
}

inline void negative_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::negative, idst),
        {"negative_tile", "negative_tile_init"}, site);
}

inline void negative_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::negative_int, idst),
        {"negative_tile_int32", "negative_tile_init"}, site);
}

}  // namespace ckernel
