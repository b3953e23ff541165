// Vector unit, atan2: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void atan2_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::atan2, idst0, idst1, odst),
        {"atan2_binary_tile", "atan2_binary_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void atan2_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::atan2, "atan2_binary_tile_init", false, site);
}

}  // namespace ckernel
