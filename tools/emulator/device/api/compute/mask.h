// Vector unit, mask: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void mask_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::mask, "mask_tile_init", false, site);
}

inline void mask_tile(
    uint32_t idst_data, uint32_t idst2_mask, DataFormat data_format = DataFormat::Float16_b,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst2_mask;
    const bool integers = data_format == DataFormat::Int32;
    tilesmith::device::sfpu(detail::binary(integers ? tilesmith::device::SfpuOp::mask_int : tilesmith::device::SfpuOp::mask, idst_data, idst_data + 1, idst_data), {"mask_tile", "mask_tile_init"}, site);
}

inline void mask_posinf_tile(
    uint32_t idst_data, uint32_t idst2_mask,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst2_mask;
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::mask_posinf, idst_data, idst_data + 1, idst_data), {"mask_posinf_tile", "mask_tile_init"}, site);
}

}  // namespace ckernel
