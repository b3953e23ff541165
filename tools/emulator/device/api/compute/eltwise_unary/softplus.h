// Vector unit, softplus: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void softplus_tile(
    uint32_t idst, uint32_t beta, uint32_t beta_reciprocal, uint32_t threshold,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::softplus, idst), beta, beta_reciprocal, threshold),
        {"softplus_tile", "softplus_tile_init|softplus_tile_init_pack"}, site);
}

inline void softplus_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::softplus, "softplus_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void softplus_tile_pack(
    uint32_t idst, uint32_t beta, uint32_t beta_reciprocal, uint32_t threshold,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_params(detail::unary(tilesmith::device::SfpuOp::softplus, idst), beta, beta_reciprocal, threshold),
        {"softplus_tile_pack", "softplus_tile_init|softplus_tile_init_pack"}, site);
}

inline void softplus_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::softplus, "softplus_tile_init_pack", false, site);
}

}  // namespace ckernel
