// Vector unit, logaddexp: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void logaddexp_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::logaddexp, idst0, idst1, odst),
        {"logaddexp_binary_tile", "logaddexp_binary_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void logaddexp_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::logaddexp, "logaddexp_binary_tile_init", false, site);
}

}  // namespace ckernel
