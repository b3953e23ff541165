// Vector unit, typecast: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <uint32_t IN_DTYPE, uint32_t OUT_DTYPE, bool is_fp32_dest_acc_en = false>
inline void typecast_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::typecast, idst), IN_DTYPE, OUT_DTYPE),
        {"typecast_tile", "typecast_tile_init"}, site);
}

template <uint32_t IN_DTYPE, uint32_t OUT_DTYPE>
inline void typecast_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::typecast, "typecast_tile_init", false, site);
}

}  // namespace ckernel
