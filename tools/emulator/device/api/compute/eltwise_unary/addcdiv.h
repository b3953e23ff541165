// Vector unit, addcdiv: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format, bool is_fp32_dest_acc_en = false>
inline void addcdiv_tile(
    uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst, uint32_t value,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::addcdiv, idst0, idst1, idst2, odst, value),
        {"addcdiv_tile", "addcdiv_tile_init"}, site);
}

inline void addcdiv_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::addcdiv, "addcdiv_tile_init", false, site);
}

}  // namespace ckernel
