// Vector unit, cb hash: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void hash_cb_trisc(
    uint32_t cb_id, uint32_t num_tiles, uint32_t label,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)cb_id;
    (void)num_tiles;
    (void)label;
    tilesmith::device::lacks("hash_cb_trisc", site);
}

inline void hash_cb_sfpu(uint32_t in_cb, uint32_t num_tiles, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)in_cb;
    (void)num_tiles;
    (void)site;
}

}  // namespace ckernel
