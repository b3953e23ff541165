// Vector unit, eltwise binary sfpu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void div_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::div, idst0, idst1, odst),
        {"div_binary_tile", "div_binary_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void mul_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::mul, idst0, idst1, odst),
        {"mul_binary_tile", "mul_binary_tile_init"}, site);
}

template <ckernel::DstRoundingMode dst_rounding_mode = ckernel::DstRoundingMode::Default, bool is_fp32_dest_acc_en = false>
inline void add_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::add, idst0, idst1, odst, dst_rounding_mode == DstRoundingMode::NearestEven ? 1u : 0u),
        {"add_binary_tile", "add_binary_tile_init"}, site);
}

template <ckernel::DstRoundingMode dst_rounding_mode = ckernel::DstRoundingMode::Default, bool is_fp32_dest_acc_en = false>
inline void sub_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::sub, idst0, idst1, odst, dst_rounding_mode == DstRoundingMode::NearestEven ? 1u : 0u),
        {"sub_binary_tile", "sub_binary_tile_init"}, site);
}

template <ckernel::DstRoundingMode dst_rounding_mode = ckernel::DstRoundingMode::Default, bool is_fp32_dest_acc_en = false>
inline void rsub_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::rsub, idst0, idst1, odst, dst_rounding_mode == DstRoundingMode::NearestEven ? 1u : 0u),
        {"rsub_binary_tile", "rsub_binary_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void power_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::power_binary, idst0, idst1, odst),
        {"power_binary_tile", "power_binary_tile_init"}, site);
}

inline void eq_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::eq, idst0, idst1, odst),
        {"eq_binary_tile", "eq_binary_tile_init"}, site);
}

inline void ne_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::ne, idst0, idst1, odst),
        {"ne_binary_tile", "ne_binary_tile_init"}, site);
}

inline void lt_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::lt, idst0, idst1, odst),
        {"lt_binary_tile", "lt_binary_tile_init"}, site);
}

inline void gt_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::gt, idst0, idst1, odst),
        {"gt_binary_tile", "gt_binary_tile_init"}, site);
}

inline void le_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::le, idst0, idst1, odst),
        {"le_binary_tile", "le_binary_tile_init"}, site);
}

inline void ge_binary_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::ge, idst0, idst1, odst),
        {"ge_binary_tile", "ge_binary_tile_init"}, site);
}

inline void div_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::div, "div_binary_tile_init", false, site);
}

inline void mul_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::mul, "mul_binary_tile_init", false, site);
}

inline void add_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::add, "add_binary_tile_init", false, site);
}

inline void sub_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sub, "sub_binary_tile_init", false, site);
}

inline void rsub_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::rsub, "rsub_binary_tile_init", false, site);
}

inline void power_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::power_binary, "power_binary_tile_init", false, site);
}

inline void eq_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::eq, "eq_binary_tile_init", false, site);
}

inline void ne_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ne, "ne_binary_tile_init", false, site);
}

inline void lt_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::lt, "lt_binary_tile_init", false, site);
}

inline void gt_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gt, "gt_binary_tile_init", false, site);
}

inline void le_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::le, "le_binary_tile_init", false, site);
}

inline void ge_binary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ge, "ge_binary_tile_init", false, site);
}

}  // namespace ckernel
