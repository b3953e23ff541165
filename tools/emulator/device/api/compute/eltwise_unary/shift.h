// Vector unit, shift: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void left_shift_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::left_shift_scalar, idst), param0, static_cast<uint32_t>(data_format)),
        {"left_shift_tile", "left_shift_tile_init"}, site);
}

template <DataFormat data_format>
inline void right_shift_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::right_shift_scalar, idst), param0, static_cast<uint32_t>(data_format)),
        {"right_shift_tile", "right_shift_tile_init"}, site);
}

inline void left_shift_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::left_shift_scalar, "left_shift_tile_init", false, site);
}

inline void right_shift_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::right_shift_scalar, "right_shift_tile_init", false, site);
}

}  // namespace ckernel
