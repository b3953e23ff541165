// Vector unit, prelu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void prelu_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::leaky_relu, idst), param0),
        {"prelu_tile", "prelu_tile_init"}, site);
}

inline void prelu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::leaky_relu, "prelu_tile_init", false, site);
}

}  // namespace ckernel
