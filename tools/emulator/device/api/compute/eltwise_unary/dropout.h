// Vector unit, dropout: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void dropout_tile(
    uint32_t idst, uint32_t probability, uint32_t scale_factor,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::dropout, idst), probability, scale_factor), {"dropout_tile", "dropout_kernel_init"}, site);
}

inline void dropout_kernel_init(uint32_t seed = 0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_seed(seed, tilesmith::device::SfpuOp::dropout, "dropout_kernel_init", site);
}

}  // namespace ckernel
