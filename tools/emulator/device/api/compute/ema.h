// Vector unit, ema: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void ema_init(uint32_t alpha, uint32_t beta, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)alpha;
    (void)beta;
    tilesmith::device::lacks("ema_init", site);
}

inline void ema_clear_previous_output(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("ema_clear_previous_output", site);
}

inline void ema_tile(uint32_t input_dst_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)input_dst_index;
    tilesmith::device::lacks("ema_tile", site);
}

}  // namespace ckernel
