// Vector unit, binary shift: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void binary_left_shift_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::left_shift, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"binary_left_shift_tile", "binary_shift_tile_init"}, site);
}

template <DataFormat data_format>
inline void binary_right_shift_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::right_shift, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"binary_right_shift_tile", "binary_shift_tile_init"}, site);
}

template <DataFormat data_format>
inline void binary_logical_right_shift_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::logical_right_shift, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"binary_logical_right_shift_tile", "binary_shift_tile_init"}, site);
}

inline void binary_shift_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::left_shift, "binary_shift_tile_init", false, site);
}

}  // namespace ckernel
