// Vector unit, triangle solve: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat L_FORMAT = DataFormat::Float32, bool L_NEGATED = false, bool L_CACHED = true, bool is_fp32_dest_acc_en = false>
inline void triangle_solve_tile(
    uint32_t cb_l, uint32_t l_tile_idx, uint32_t idst_in, uint32_t idst_out,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)cb_l;
    (void)l_tile_idx;
    (void)idst_in;
    (void)idst_out;
    tilesmith::device::lacks("triangle_solve_tile", site);
}

inline void triangle_solve_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("triangle_solve_tile_init", site);
}

}  // namespace ckernel
