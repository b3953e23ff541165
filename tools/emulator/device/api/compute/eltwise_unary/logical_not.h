// Vector unit, logical not: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat DATA_FORMAT>
inline void logical_not_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    constexpr bool integers = !detail::is_float(DATA_FORMAT);
    tilesmith::device::sfpu(detail::unary(integers ? tilesmith::device::SfpuOp::logical_not_int : tilesmith::device::SfpuOp::logical_not, idst), {"logical_not_tile", "logical_not_tile_init"}, site);
}

inline void logical_not_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::logical_not, "logical_not_tile_init", false, site);
}

}  // namespace ckernel
