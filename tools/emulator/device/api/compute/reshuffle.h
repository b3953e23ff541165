// Vector unit, reshuffle: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void reshuffle_rows_tile(
    uint32_t idst, uint32_t idx_addr,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)idx_addr;
    tilesmith::device::lacks("reshuffle_rows_tile", site);
}

inline void reshuffle_rows_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("reshuffle_rows_tile_init", site);
}

}  // namespace ckernel
