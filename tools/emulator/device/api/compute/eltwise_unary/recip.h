// Vector unit, recip: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <ReciprocalDestAcc dest_acc = ReciprocalDestAcc::BF16, ReciprocalApproxMode approximation = ReciprocalApproxMode::Default>
inline void recip_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::recip, "recip_tile_init", detail::approximate(approximation), site);
}

template <ReciprocalDestAcc dest_acc = ReciprocalDestAcc::BF16, ReciprocalApproxMode approximation = ReciprocalApproxMode::Default>
inline void recip_tile(
    uint32_t idst, VectorMode vector_mode = VectorMode::RC,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_faces(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::recip, idst), detail::approximate(approximation)), vector_mode),
        {"recip_tile", "recip_tile_init"}, site);
}

}  // namespace ckernel
