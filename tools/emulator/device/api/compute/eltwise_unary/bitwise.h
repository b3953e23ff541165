// Vector unit, bitwise: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void bitwise_and_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::and_scalar, idst), param0, static_cast<uint32_t>(data_format)),
        {"bitwise_and_tile", "bitwise_and_tile_init"}, site);
}

template <DataFormat data_format>
inline void bitwise_or_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::or_scalar, idst), param0, static_cast<uint32_t>(data_format)),
        {"bitwise_or_tile", "bitwise_or_tile_init"}, site);
}

template <DataFormat data_format>
inline void bitwise_xor_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::xor_scalar, idst), param0, static_cast<uint32_t>(data_format)),
        {"bitwise_xor_tile", "bitwise_xor_tile_init"}, site);
}

inline void bitwise_and_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::and_scalar, "bitwise_and_tile_init", false, site);
}

inline void bitwise_or_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::or_scalar, "bitwise_or_tile_init", false, site);
}

inline void bitwise_xor_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::xor_scalar, "bitwise_xor_tile_init", false, site);
}

}  // namespace ckernel
