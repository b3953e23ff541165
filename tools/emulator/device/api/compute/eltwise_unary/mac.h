// Vector unit, mac: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void mac_tile(
    uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::mac, idst0, idst1, idst2, odst),
        {"mac_tile", "mac_tile_init"}, site);
}

template <DataFormat data_format>
inline void mac_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::mac, "mac_tile_init", false, site);
}

}  // namespace ckernel
