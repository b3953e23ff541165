// Vector unit, clamp: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void clamp_tile(
    uint32_t idst, uint32_t param0, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::clamp, idst), param0, param1),
        {"clamp_tile", "clamp_tile_init"}, site);
}

inline void clamp_tile_int32(
    uint32_t idst, uint32_t param0, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::clamp_int, idst), param0, 0, param1),
        {"clamp_tile_int32", "clamp_tile_init"}, site);
}

inline void clamp_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::clamp, "clamp_tile_init", false, site);
}

}  // namespace ckernel
