// Vector unit, lgamma: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void lgamma_stirling_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::lgamma_stirling, idst),
        {"lgamma_stirling_tile", "lgamma_stirling_tile_init"}, site);
}

inline void lgamma_stirling_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::lgamma_stirling, "lgamma_stirling_tile_init", false, site);
}

inline void lgamma_stirling_float_tile(
    uint32_t idst0, uint32_t idst1, uint32_t idst2,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::lgamma_stirling_float, idst0, idst1, idst2),
        {"lgamma_stirling_float_tile", "lgamma_stirling_float_tile_init"}, site);
}

inline void lgamma_stirling_float_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(
        tilesmith::device::SfpuOp::lgamma_stirling_float, "lgamma_stirling_float_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void lgamma_adjusted_tile(
    uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t idst3,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::lgamma_adjusted, idst0, idst1, idst2, idst3),
        {"lgamma_adjusted_tile", "lgamma_adjusted_tile_init"}, site);
}

inline void lgamma_adjusted_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::lgamma_adjusted, "lgamma_adjusted_tile_init", false, site);
}

}  // namespace ckernel
