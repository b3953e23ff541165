// Vector unit, relu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void relu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::relu_min, "relu_tile_init", false, site);
}

inline void relu_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::relu_min, idst),
        {"relu_tile", "relu_tile_init|relu_min_tile_init"}, site);
}

inline void relu_min_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_min, idst), param0),
        {"relu_min_tile", "relu_min_tile_init|relu_tile_init"}, site);
}

inline void relu_min_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::relu_min, "relu_min_tile_init", false, site);
}

inline void relu_max_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_max, idst), param0),
        {"relu_max_tile", "relu_max_tile_init|relu_max_tile_init_pack"}, site);
}

inline void relu_max_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::relu_max, "relu_max_tile_init", false, site);
}

inline void relu_max_tile_pack(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_max, idst), param0),
        {"relu_max_tile_pack", "relu_max_tile_init|relu_max_tile_init_pack"}, site);
}

inline void relu_max_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_max_int, idst), param0, static_cast<uint32_t>(DataFormat::Int32)),
        {"relu_max_tile_int32", "relu_max_tile_init|relu_tile_init"}, site);
}

inline void relu_max_tile_uint32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_max_int, idst), param0, static_cast<uint32_t>(DataFormat::UInt32)),
        {"relu_max_tile_uint32", "relu_max_tile_init|relu_tile_init"}, site);
}

inline void relu_max_tile_uint16(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_max_int, idst), param0, static_cast<uint32_t>(DataFormat::UInt16)),
        {"relu_max_tile_uint16", "relu_max_tile_init|relu_tile_init"}, site);
}

inline void relu_max_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::relu_max, "relu_max_tile_init_pack", false, site);
}

inline void relu_min_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_min_int, idst), param0, static_cast<uint32_t>(DataFormat::Int32)),
        {"relu_min_tile_int32", "relu_min_tile_init|relu_tile_init"}, site);
}

inline void relu_min_tile_uint32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_min_int, idst), param0, static_cast<uint32_t>(DataFormat::UInt32)),
        {"relu_min_tile_uint32", "relu_min_tile_init|relu_tile_init"}, site);
}

inline void relu_min_tile_uint16(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_min_int, idst), param0, static_cast<uint32_t>(DataFormat::UInt16)),
        {"relu_min_tile_uint16", "relu_min_tile_init|relu_tile_init"}, site);
}

inline void relu_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::relu_min_int, idst), 0u, static_cast<uint32_t>(DataFormat::Int32)),
        {"relu_tile_int32", "relu_tile_init|relu_min_tile_init"}, site);
}

inline void leaky_relu_tile(uint32_t idst, uint32_t slope = 0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::leaky_relu, idst), slope),
        {"leaky_relu_tile", "leaky_relu_tile_init"}, site);
}

inline void leaky_relu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::leaky_relu, "leaky_relu_tile_init", false, site);
}

}  // namespace ckernel
