// Vector unit, div int32 floor: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void div_int32_floor_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::div_int_floor, idst0, idst1, odst),
        {"div_int32_floor_tile", "div_int32_floor_tile_init"}, site);
}

inline void div_int32_trunc_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::div_int_trunc, idst0, idst1, odst),
        {"div_int32_trunc_tile", "div_int32_trunc_tile_init"}, site);
}

inline void div_int32_floor_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::div_int_floor, "div_int32_floor_tile_init", false, site);
}

inline void div_int32_trunc_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::div_int_trunc, "div_int32_trunc_tile_init", false, site);
}

}  // namespace ckernel
