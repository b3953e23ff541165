// Vector unit, binop with scalar: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

enum { ADD_UNARY = 0, SUB_UNARY = 1, MUL_UNARY = 2, DIV_UNARY = 3, RSUB_UNARY = 4 };

template <bool is_fp32_dest_acc_en = false>
inline void add_unary_tile(uint32_t idst, uint32_t param1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::add_scalar, idst), param1),
        {"add_unary_tile", "binop_with_scalar_tile_init|rsub_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sub_unary_tile(uint32_t idst, uint32_t param1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::sub_scalar, idst), param1),
        {"sub_unary_tile", "binop_with_scalar_tile_init|rsub_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void mul_unary_tile(uint32_t idst, uint32_t param1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::mul_scalar, idst), param1),
        {"mul_unary_tile", "binop_with_scalar_tile_init|rsub_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void div_unary_tile(uint32_t idst, uint32_t param1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::mul_scalar, idst), param1),
        {"div_unary_tile", "binop_with_scalar_tile_init|rsub_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void rsub_unary_tile(uint32_t idst, uint32_t param1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::rsub_scalar, idst), param1),
        {"rsub_unary_tile", "binop_with_scalar_tile_init|rsub_tile_init"}, site);
}

inline void add_unary_tile_int32(
    uint32_t idst, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::add_int_scalar, idst), param1),
        {"add_unary_tile_int32", "binop_with_scalar_tile_init"}, site);
}

inline void sub_unary_tile_int32(
    uint32_t idst, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::sub_int_scalar, idst), param1),
        {"sub_unary_tile_int32", "binop_with_scalar_tile_init"}, site);
}

inline void binop_with_scalar_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::add_scalar, "binop_with_scalar_tile_init", false, site);
}

}  // namespace ckernel
