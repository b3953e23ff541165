// Vector unit, binary bitwise sfpu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void bitwise_and_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::and_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"bitwise_and_binary_tile", "binary_bitwise_tile_init"}, site);
}

template <DataFormat data_format>
inline void bitwise_or_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::or_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"bitwise_or_binary_tile", "binary_bitwise_tile_init"}, site);
}

template <DataFormat data_format>
inline void bitwise_xor_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::xor_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"bitwise_xor_binary_tile", "binary_bitwise_tile_init"}, site);
}

inline void binary_bitwise_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::and_int, "binary_bitwise_tile_init", false, site);
}

}  // namespace ckernel
