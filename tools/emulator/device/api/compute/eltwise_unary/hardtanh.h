// Vector unit, hardtanh: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void hardtanh_tile(
    uint32_t idst, uint32_t param0, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::hardtanh, idst), param0, param1),
        {"hardtanh_tile", "hardtanh_tile_init|hardtanh_tile_init_pack"}, site);
}

inline void hardtanh_tile_pack(
    uint32_t idst, uint32_t param0, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_params(detail::unary(tilesmith::device::SfpuOp::hardtanh, idst), param0, param1),
        {"hardtanh_tile_pack", "hardtanh_tile_init|hardtanh_tile_init_pack"}, site);
}

inline void hardtanh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::hardtanh, "hardtanh_tile_init", false, site);
}

inline void hardtanh_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::hardtanh, "hardtanh_tile_init_pack", false, site);
}

}  // namespace ckernel
