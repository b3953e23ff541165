// Vector unit, snake beta: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format, bool is_fp32_dest_acc_en = false>
inline void snake_beta_tile(
    uint32_t idst_x, uint32_t idst_alpha, uint32_t idst_beta, uint32_t idst_out,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::snake_beta, idst_x, idst_alpha, idst_beta, idst_out),
        {"snake_beta_tile", "snake_beta_tile_init"}, site);
}

inline void snake_beta_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::snake_beta, "snake_beta_tile_init", false, site);
}

}  // namespace ckernel
