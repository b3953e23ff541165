// Vector unit, eltwise unary: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void unary_op_init_common(uint32_t icb, uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup_again(icb, icb, ocb, "init_sfpu", site);
    tilesmith::device::copy_init(icb, false, false, "init_sfpu", site);
}

inline void init_sfpu(uint32_t icb, uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup_again(icb, icb, ocb, "init_sfpu", site);
    tilesmith::device::copy_init(icb, false, false, "init_sfpu", site);
}

}  // namespace ckernel
