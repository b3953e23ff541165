// Vector unit, cumsum: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void cumsum_tile(uint32_t idst, bool first = true, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::with_faces(detail::unary(tilesmith::device::SfpuOp::cumsum, idst), VectorMode::RC_custom), first ? 1u : 0u),
        {"cumsum_tile", "cumsum_tile_init"}, site);
}

inline void cumsum_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::cumsum, "cumsum_tile_init", false, site);
}

}  // namespace ckernel
