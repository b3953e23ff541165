// Vector unit, binary fmod: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void fmod_int32_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::fmod_int, idst0, idst1, odst),
        {"fmod_int32_tile", "fmod_int32_tile_init"}, site);
}

inline void fmod_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::fmod_int, "fmod_int32_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void fmod_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::fmod, idst0, idst1, odst),
        {"fmod_binary_tile", "fmod_binary_tile_init"}, site);
}

inline void fmod_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::fmod, "fmod_binary_tile_init", false, site);
}

}  // namespace ckernel
