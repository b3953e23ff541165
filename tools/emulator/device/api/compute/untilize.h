// Tiles to row-major data: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void untilize_init(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::untilize_init(icb, site);
}

inline void untilize_block(
    uint32_t icb, uint32_t full_ct_dim, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::untilize_block(icb, full_ct_dim, ocb, site);
}

inline void untilize_uninit(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb;
    tilesmith::device::untilize_uninit(site);
}

}  // namespace ckernel
