// Vector unit, polygamma: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void polygamma_tile(
    uint32_t idst, uint32_t n_packed, uint32_t scale_packed,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::polygamma, idst), n_packed, scale_packed),
        {"polygamma_tile", "polygamma_tile_init"}, site);
}

inline void polygamma_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::polygamma, "polygamma_tile_init", false, site);
}

}  // namespace ckernel
