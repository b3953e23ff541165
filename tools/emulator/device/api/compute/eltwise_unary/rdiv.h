// Vector unit, rdiv: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void rdiv_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::rdiv, "rdiv_tile_init", false, site);
}

template <RoundingMode rounding_mode = RoundingMode::None, bool is_fp32_dest_acc_en = false>
inline void rdiv_tile(
    uint32_t dst_index, uint32_t value, VectorMode vector_mode = VectorMode::RC,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::with_faces(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::rdiv, dst_index), tilesmith::device::math_approx()), vector_mode), value, static_cast<uint32_t>(rounding_mode)),
        {"rdiv_tile", "rdiv_tile_init"}, site);
}

}  // namespace ckernel
