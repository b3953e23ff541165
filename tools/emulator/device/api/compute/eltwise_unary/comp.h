// Vector unit, comp: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void unary_ne_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::ne_scalar, idst), param0),
        {"unary_ne_tile", "unary_ne_tile_init"}, site);
}

inline void unary_ne_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ne_scalar, "unary_ne_tile_init", false, site);
}

inline void unary_ne_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::ne_int_scalar, idst), param0),
        {"unary_ne_tile_int32", "unary_ne_tile_init"}, site);
}

inline void unary_eq_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::eq_scalar, idst), param0),
        {"unary_eq_tile", "unary_eq_tile_init"}, site);
}

inline void unary_eq_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::eq_scalar, "unary_eq_tile_init", false, site);
}

inline void unary_eq_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::eq_int_scalar, idst), param0),
        {"unary_eq_tile_int32", "unary_eq_tile_init"}, site);
}

inline void unary_gt_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::gt_scalar, idst), param0),
        {"unary_gt_tile", "unary_gt_tile_init"}, site);
}

inline void unary_gt_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gt_scalar, "unary_gt_tile_init", false, site);
}

inline void unary_gt_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::gt_int_scalar, idst), param0),
        {"unary_gt_tile_int32", "unary_gt_tile_init"}, site);
}

inline void unary_ge_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::ge_scalar, idst), param0),
        {"unary_ge_tile", "unary_ge_tile_init"}, site);
}

inline void unary_ge_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ge_scalar, "unary_ge_tile_init", false, site);
}

inline void unary_ge_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::ge_int_scalar, idst), param0),
        {"unary_ge_tile_int32", "unary_ge_tile_init"}, site);
}

inline void unary_lt_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::lt_scalar, idst), param0),
        {"unary_lt_tile", "unary_lt_tile_init"}, site);
}

inline void unary_lt_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::lt_int_scalar, idst), param0),
        {"unary_lt_tile_int32", "unary_lt_tile_init"}, site);
}

inline void unary_lt_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::lt_scalar, "unary_lt_tile_init", false, site);
}

inline void unary_le_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::le_scalar, idst), param0),
        {"unary_le_tile", "unary_le_tile_init"}, site);
}

inline void unary_le_tile_int32(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::le_int_scalar, idst), param0),
        {"unary_le_tile_int32", "unary_le_tile_init"}, site);
}

inline void unary_le_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::le_scalar, "unary_le_tile_init", false, site);
}

inline void gtz_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::gtz, idst),
        {"gtz_tile", "gtz_tile_init"}, site);
}

inline void gtz_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gtz, "gtz_tile_init", false, site);
}

inline void nez_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::nez, idst),
        {"nez_tile", "nez_tile_init"}, site);
}

inline void nez_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::nez, "nez_tile_init", false, site);
}

inline void gez_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::gez, idst),
        {"gez_tile", "gez_tile_init"}, site);
}

inline void gez_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gez, "gez_tile_init", false, site);
}

inline void ltz_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::ltz, idst),
        {"ltz_tile", "ltz_tile_init"}, site);
}

inline void ltz_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ltz, "ltz_tile_init", false, site);
}

inline void eqz_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::eqz, idst),
        {"eqz_tile", "eqz_tile_init"}, site);
}

inline void eqz_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::eqz, "eqz_tile_init", false, site);
}

inline void lez_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::lez, idst),
        {"lez_tile", "lez_tile_init"}, site);
}

inline void lez_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::lez, "lez_tile_init", false, site);
}

inline void gtz_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::gtz_int, idst),
        {"gtz_tile_int32", "gtz_tile_init"}, site);
}

inline void nez_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::nez_int, idst),
        {"nez_tile_int32", "nez_tile_init"}, site);
}

inline void gez_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::gez_int, idst),
        {"gez_tile_int32", "gez_tile_init"}, site);
}

inline void ltz_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::ltz_int, idst),
        {"ltz_tile_int32", "ltz_tile_init"}, site);
}

inline void eqz_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::eqz_int, idst),
        {"eqz_tile_int32", "eqz_tile_init"}, site);
}

inline void eqz_tile_uint16(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::eqz_int, idst),
        {"eqz_tile_uint16", "eqz_tile_init"}, site);
}

inline void eqz_tile_uint32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::eqz_int, idst),
        {"eqz_tile_uint32", "eqz_tile_init"}, site);
}

inline void lez_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::lez_int, idst),
        {"lez_tile_int32", "lez_tile_init"}, site);
}

inline void nez_tile_uint16(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::nez_int, idst),
        {"nez_tile_uint16", "nez_tile_init"}, site);
}

inline void nez_tile_uint32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::nez_int, idst),
        {"nez_tile_uint32", "nez_tile_init"}, site);
}

}  // namespace ckernel
