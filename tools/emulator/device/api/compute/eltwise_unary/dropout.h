// Vector unit, dropout: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void dropout_tile(
    uint32_t idst, uint32_t probability, uint32_t scale_factor,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)probability;
    (void)scale_factor;
    tilesmith::device::lacks("dropout_tile", site);
}

inline void dropout_kernel_init(uint32_t seed = 0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)seed;
    tilesmith::device::lacks("dropout_kernel_init", site);
}

}  // namespace ckernel
