// Vector unit, tanhshrink: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void tanhshrink_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::tanhshrink, idst),
        {"tanhshrink_tile", "tanhshrink_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void tanhshrink_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::tanhshrink, "tanhshrink_tile_init", false, site);
}

}  // namespace ckernel
