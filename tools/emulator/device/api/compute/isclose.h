// Vector unit, isclose: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool EQUAL_NAN = false>
inline void isclose_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst, uint32_t rtol_bits, uint32_t atol_bits,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::isclose, idst0, idst1, odst, rtol_bits, atol_bits, EQUAL_NAN ? 1u : 0u),
        {"isclose_binary_tile", "isclose_binary_tile_init"}, site);
}

inline void isclose_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::isclose, "isclose_binary_tile_init", false, site);
}

}  // namespace ckernel
