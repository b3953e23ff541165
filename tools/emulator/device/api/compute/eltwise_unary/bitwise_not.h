// Vector unit, bitwise not: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void bitwise_not_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::not_int, idst),
        {"bitwise_not_tile", "bitwise_not_tile_init"}, site);
}

inline void bitwise_not_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::not_int, "bitwise_not_tile_init", false, site);
}

}  // namespace ckernel
