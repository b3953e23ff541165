// Vector unit, identity: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void identity_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::identity, idst),
        {"identity_tile", "identity_tile_init"}, site);
}

inline void identity_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::identity, "identity_tile_init", false, site);
}

inline void identity_tile_uint32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::identity_int, idst),
        {"identity_tile_uint32", "identity_tile_init"}, site);
}

}  // namespace ckernel
