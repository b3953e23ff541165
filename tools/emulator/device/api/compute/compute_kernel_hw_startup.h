// Vector unit, compute kernel hw startup: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <SrcOrder src_order = SrcOrder::Regular>
inline void compute_kernel_hw_startup(uint32_t icb0, uint32_t icb1, uint32_t ocb,
                                      tilesmith::CallSite site = tilesmith::CallSite::here()) {
    constexpr bool reverse = src_order == SrcOrder::Reverse;
    tilesmith::device::hw_startup(reverse ? icb1 : icb0, reverse ? icb0 : icb1, ocb, "compute_kernel_hw_startup", site);
}

inline void compute_kernel_hw_startup(uint32_t icb0, uint32_t ocb,
                                      tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup(icb0, icb0, ocb, "compute_kernel_hw_startup", site);
}

inline void enable_fp32_dest_acc(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::set_fp32_dest(true, site);
}

inline void disable_fp32_dest_acc(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::set_fp32_dest(false, site);
}

template <bool enable>
inline void set_fp32_dest_acc(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::set_fp32_dest(enable, site);
}

template <bool enable>
inline void restore_fp32_dest_acc(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::restore_fp32_dest(site);
}

}  // namespace ckernel
