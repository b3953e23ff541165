// Vector unit, erf erfc: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool fast_and_approx = true>
inline void erf_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::erf, "erf_tile_init", false, site);
}

template <bool fast_and_approx = true>
inline void erf_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::erf, idst), fast_and_approx),
        {"erf_tile", "erf_tile_init"}, site);
}

inline void erfc_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::erfc, "erfc_tile_init", false, site);
}

inline void erfc_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::erfc, idst), true),
        {"erfc_tile", "erfc_tile_init"}, site);
}

}  // namespace ckernel
