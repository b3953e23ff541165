// Vector unit, clamped silu glu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void clamped_silu_glu_tile(uint32_t idst0, uint32_t idst1, uint32_t odst, VectorMode vector_mode = VectorMode::RC,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst0;
    (void)idst1;
    (void)odst;
    (void)vector_mode;
    tilesmith::device::lacks("clamped_silu_glu_tile", site);
}

inline void clamped_silu_glu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) { tilesmith::device::lacks("clamped_silu_glu_tile_init", site); }

}  // namespace ckernel
