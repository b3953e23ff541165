// Vector unit, trigonometry: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void sin_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sin, "sin_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sin_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::sin, idst),
        {"sin_tile", "sin_tile_init"}, site);
}

inline void cos_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::cos, "cos_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void cos_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::cos, idst),
        {"cos_tile", "cos_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void acosh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::acosh, "acosh_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void acosh_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::acosh, idst),
        {"acosh_tile", "acosh_tile_init"}, site);
}

inline void tan_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::tan, "tan_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void tan_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::tan, idst),
        {"tan_tile", "tan_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void asinh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::asinh, "asinh_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void asinh_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::asinh, idst),
        {"asinh_tile", "asinh_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void atanh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::atanh, "atanh_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void atanh_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::atanh, idst),
        {"atanh_tile", "atanh_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void asin_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::asin, idst),
        {"asin_tile", "asin_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void asin_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::asin, "asin_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void atan_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::atan, idst),
        {"atan_tile", "atan_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void atan_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::atan, "atan_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void acos_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::acos, idst),
        {"acos_tile", "acos_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void acos_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::acos, "acos_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void cosh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::cosh, "cosh_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void cosh_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::cosh, idst),
        {"cosh_tile", "cosh_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sinh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sinh, "sinh_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sinh_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::sinh, idst),
        {"sinh_tile", "sinh_tile_init"}, site);
}

}  // namespace ckernel
