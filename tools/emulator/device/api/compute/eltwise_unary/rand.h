// Vector unit, rand: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void rand_tile(
    uint32_t idst, uint32_t from, uint32_t scale,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)from;
    (void)scale;
    tilesmith::device::lacks("rand_tile", site);
}

inline void rand_tile_init(
    uint32_t seed = 0, uint32_t stream_id = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)seed;
    (void)stream_id;
    tilesmith::device::lacks("rand_tile_init", site);
}

}  // namespace ckernel
