// Vector unit, binary remainder: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void remainder_int32_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::remainder_int, idst0, idst1, odst),
        {"remainder_int32_tile", "remainder_int32_tile_init"}, site);
}

inline void remainder_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::remainder_int, "remainder_int32_tile_init", false, site);
}

inline void remainder_uint32_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::remainder_uint, idst0, idst1, odst),
        {"remainder_uint32_tile", "remainder_uint32_tile_init"}, site);
}

inline void remainder_uint32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::remainder_uint, "remainder_uint32_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void remainder_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::remainder, idst0, idst1, odst),
        {"remainder_binary_tile", "remainder_binary_tile_init"}, site);
}

inline void remainder_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::remainder, "remainder_binary_tile_init", false, site);
}

}  // namespace ckernel
