// Vector unit, exponential moving averages: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void ema_init(uint32_t alpha, uint32_t beta, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::ema_init(alpha, beta, site);
}

inline void ema_clear_previous_output(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::ema_clear(site);
}

inline void ema_tile(uint32_t input_dst_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::ema_tile(input_dst_index, site);
}

}  // namespace ckernel
