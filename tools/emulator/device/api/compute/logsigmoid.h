// Vector unit, logsigmoid: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void logsigmoid_tile(
    uint32_t idst_in0, uint32_t idst_in1, uint32_t idst_out,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::logsigmoid, idst_in0, idst_in1, idst_out),
        {"logsigmoid_tile", "logsigmoid_tile_init"}, site);
}

inline void logsigmoid_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::logsigmoid, "logsigmoid_tile_init", false, site);
}

}  // namespace ckernel
