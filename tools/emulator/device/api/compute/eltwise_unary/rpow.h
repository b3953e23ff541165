// Vector unit, rpow: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void rpow_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::rpow, "rpow_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void rpow_tile(
    uint32_t idst, uint32_t base_val, VectorMode vector_mode = VectorMode::RC,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::with_faces(detail::unary(tilesmith::device::SfpuOp::rpow, idst), vector_mode), base_val),
        {"rpow_tile", "rpow_tile_init"}, site);
}

}  // namespace ckernel
