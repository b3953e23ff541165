// Vector unit, remainder: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void remainder_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::remainder_scalar, idst),
        {"remainder_tile", "remainder_tile_init"}, site);
}

inline void remainder_tile_init(
    uint32_t param0, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::remainder_scalar, "remainder_tile_init", param0, param1, site);
}

inline void remainder_tile_uint32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::remainder_uint_scalar, idst), param0),
        {"remainder_tile_uint32", "remainder_tile_uint32_init"}, site);
}

inline void remainder_tile_uint32_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::remainder_uint_scalar, "remainder_tile_uint32_init", false, site);
}

}  // namespace ckernel
