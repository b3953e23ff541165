// Vector unit, nextafter: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void nextafter_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::nextafter, idst0, idst1, odst, 1u),
        {"nextafter_binary_tile", "nextafter_binary_tile_init"}, site);
}

inline void nextafter_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::nextafter, "nextafter_binary_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void nextafter_bf16_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::nextafter, idst0, idst1, odst, 0x10000u),
        {"nextafter_bf16_binary_tile", "nextafter_bf16_binary_tile_init"}, site);
}

inline void nextafter_bf16_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::nextafter, "nextafter_bf16_binary_tile_init", false, site);
}

}  // namespace ckernel
