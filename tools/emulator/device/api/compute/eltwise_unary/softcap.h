// Vector unit, softcap: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void softcap_tile(uint32_t idst, uint32_t beta, uint32_t beta_recip,
                         tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::softcap, idst), beta, beta_recip),
        {"softcap_tile", "softcap_tile_init"}, site);
}

inline void softcap_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::softcap, "softcap_tile_init", false, site);
}

}  // namespace ckernel
