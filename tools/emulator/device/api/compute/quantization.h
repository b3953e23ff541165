// Vector unit, quantization: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void quant_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::quant, idst0, idst1, odst),
        {"quant_tile", "quant_tile_init|quant_uint8_tile_init|quant_int8_tile_init"}, site);
}

inline void quant_int8_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::quant, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int8)),
        {"quant_int8_tile", "quant_tile_init|quant_uint8_tile_init|quant_int8_tile_init"}, site);
}

inline void requant_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::requant, idst0, idst1, odst),
        {"requant_tile", "requant_tile_init|requant_uint8_tile_init|requant_int8_tile_init|requant_int8_in_tile_init|requant_int8_in_uint8_out_tile_init|requant_int8_in_int8_out_tile_init"}, site);
}

inline void requant_int8_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::requant, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int8)),
        {"requant_int8_tile", "requant_tile_init|requant_uint8_tile_init|requant_int8_tile_init|requant_int8_in_tile_init|requant_int8_in_uint8_out_tile_init|requant_int8_in_int8_out_tile_init"}, site);
}

inline void requant_int8_in_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::requant, idst0, idst1, odst),
        {"requant_int8_in_tile", "requant_tile_init|requant_uint8_tile_init|requant_int8_tile_init|requant_int8_in_tile_init|requant_int8_in_uint8_out_tile_init|requant_int8_in_int8_out_tile_init"}, site);
}

inline void requant_int8_in_int8_out_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::requant, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int8)),
        {"requant_int8_in_int8_out_tile", "requant_tile_init|requant_uint8_tile_init|requant_int8_tile_init|requant_int8_in_tile_init|requant_int8_in_uint8_out_tile_init|requant_int8_in_int8_out_tile_init"}, site);
}

inline void dequant_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::dequant, idst0, idst1, odst),
        {"dequant_tile", "dequant_tile_init|dequant_int8_tile_init"}, site);
}

inline void dequant_int8_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::dequant, idst0, idst1, odst),
        {"dequant_int8_tile", "dequant_tile_init|dequant_int8_tile_init"}, site);
}

inline void quant_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::quant, "quant_tile_init", zero_point, 0u, site);
}

inline void quant_uint8_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::quant, "quant_uint8_tile_init", zero_point, 0u, site);
}

inline void quant_int8_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::quant, "quant_int8_tile_init", zero_point, 0u, site);
}

inline void requant_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::requant, "requant_tile_init", zero_point, 0u, site);
}

inline void requant_uint8_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::requant, "requant_uint8_tile_init", zero_point, 0u, site);
}

inline void requant_int8_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::requant, "requant_int8_tile_init", zero_point, 0u, site);
}

inline void requant_int8_in_tile_init(
    const uint32_t zero_point,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::requant, "requant_int8_in_tile_init", zero_point, 0u, site);
}

inline void requant_int8_in_uint8_out_tile_init(
    const uint32_t zero_point,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::requant, "requant_int8_in_uint8_out_tile_init", zero_point, 0u, site);
}

inline void requant_int8_in_int8_out_tile_init(
    const uint32_t zero_point,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::requant, "requant_int8_in_int8_out_tile_init", zero_point, 0u, site);
}

inline void dequant_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::dequant, "dequant_tile_init", zero_point, 0u, site);
}

inline void dequant_int8_tile_init(const uint32_t zero_point, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::dequant, "dequant_int8_tile_init", zero_point, 0u, site);
}

}  // namespace ckernel
