// Vector unit, xielu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void xielu_tile(
    uint32_t idst, uint32_t alpha_p, uint32_t alpha_n,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::xielu, idst), alpha_p, alpha_n),
        {"xielu_tile", "xielu_tile_init"}, site);
}

inline void xielu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::xielu, "xielu_tile_init", false, site);
}

}  // namespace ckernel
