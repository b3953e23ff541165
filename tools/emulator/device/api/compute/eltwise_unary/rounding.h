// Vector unit, rounding: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void rounding_op_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::round, "rounding_op_tile_init", false, site);
}

inline void ceil_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::ceil, idst),
        {"ceil_tile", "rounding_op_tile_init"}, site);
}

inline void floor_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::floor, idst),
        {"floor_tile", "rounding_op_tile_init"}, site);
}

inline void trunc_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::trunc, idst),
        {"trunc_tile", "rounding_op_tile_init"}, site);
}

inline void round_tile(uint32_t idst, int32_t decimals, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::round, idst), static_cast<uint32_t>(decimals)),
        {"round_tile", "rounding_op_tile_init"}, site);
}

inline void stochastic_round_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::stochastic_round, idst),
        {"stochastic_round_tile", "rounding_op_tile_init"}, site);
}

inline void frac_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::frac, idst),
        {"frac_tile", "rounding_op_tile_init"}, site);
}

}  // namespace ckernel
