// Vector unit, mul int sfpu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void mul_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::mul_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"mul_int_tile", "mul_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void mul_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::mul_int, "mul_int_tile_init", false, site);
}

}  // namespace ckernel
