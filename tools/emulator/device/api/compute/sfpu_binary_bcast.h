// Vector unit, sfpu binary bcast: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void sfpu_bcast_col_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::bcast_col, "sfpu_bcast_col_init", false, site);
}

inline void sfpu_sub_bcast_col_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    sfpu_bcast_col_init(site);
}

inline void sfpu_add_bcast_col_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    sfpu_bcast_col_init(site);
}

inline void sfpu_mul_bcast_col_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    sfpu_bcast_col_init(site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sfpu_sub_bcast_col(
    uint32_t dst_data_idx, uint32_t dst_col_vec_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::bcast_col, dst_data_idx, dst_col_vec_idx, dst_data_idx, 1), {"sfpu_sub_bcast_col", "sfpu_bcast_col_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sfpu_add_bcast_col(
    uint32_t dst_data_idx, uint32_t dst_col_vec_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::bcast_col, dst_data_idx, dst_col_vec_idx, dst_data_idx, 0), {"sfpu_add_bcast_col", "sfpu_bcast_col_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sfpu_mul_bcast_col(
    uint32_t dst_data_idx, uint32_t dst_col_vec_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::bcast_col, dst_data_idx, dst_col_vec_idx, dst_data_idx, 2), {"sfpu_mul_bcast_col", "sfpu_bcast_col_init"}, site);
}

inline void sfpu_normalize_bcast_col(
    uint32_t dst_data_idx, uint32_t dst_mean_col_idx, uint32_t dst_inv_std_col_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::bcast_col, dst_data_idx, dst_mean_col_idx, dst_inv_std_col_idx, dst_data_idx, 3), {"sfpu_normalize_bcast_col", "sfpu_bcast_col_init"}, site);
}

inline void sfpu_normalize_bcast_col_two_tiles(
    uint32_t dst_data_idx, uint32_t dst_second_data_idx, uint32_t dst_mean_col_idx, uint32_t dst_inv_std_col_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::bcast_col, dst_data_idx, dst_mean_col_idx, dst_inv_std_col_idx, dst_data_idx, 3), {"sfpu_normalize_bcast_col_two_tiles", "sfpu_bcast_col_init"}, site);
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::bcast_col, dst_second_data_idx, dst_mean_col_idx, dst_inv_std_col_idx, dst_second_data_idx, 3), {"sfpu_normalize_bcast_col_two_tiles", "sfpu_bcast_col_init"}, site);
}

inline void sfpu_residual_normalize_bcast_col(
    uint32_t dst_data_idx, uint32_t dst_residual_idx, uint32_t dst_mean_col_idx, uint32_t dst_inv_std_col_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::add, dst_data_idx, dst_residual_idx, dst_data_idx), {"sfpu_residual_normalize_bcast_col", "sfpu_bcast_col_init"}, site);
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::bcast_col, dst_data_idx, dst_mean_col_idx, dst_inv_std_col_idx, dst_data_idx, 3), {"sfpu_residual_normalize_bcast_col", "sfpu_bcast_col_init"}, site);
}

inline void sfpu_normalize_bcast_scalar_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::bcast_scalar, "sfpu_normalize_bcast_scalar_init", false, site);
}

inline void sfpu_normalize_bcast_scalar(
    uint32_t dst_data_idx, uint32_t dst_mean_scalar_idx, uint32_t dst_inv_std_scalar_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::bcast_scalar, dst_data_idx, dst_mean_scalar_idx, dst_inv_std_scalar_idx, dst_data_idx, 3), {"sfpu_normalize_bcast_scalar", "sfpu_normalize_bcast_scalar_init"}, site);
}

inline void sfpu_bcast_row_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::bcast_row, "sfpu_bcast_row_init", false, site);
}

inline void sfpu_sub_bcast_row_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    sfpu_bcast_row_init(site);
}

inline void sfpu_add_bcast_row_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    sfpu_bcast_row_init(site);
}

inline void sfpu_mul_bcast_row_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    sfpu_bcast_row_init(site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sfpu_sub_bcast_row(
    uint32_t dst_data_idx, uint32_t dst_row_vec_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::bcast_row, dst_data_idx, dst_row_vec_idx, dst_data_idx, 1), {"sfpu_sub_bcast_row", "sfpu_bcast_row_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sfpu_add_bcast_row(
    uint32_t dst_data_idx, uint32_t dst_row_vec_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::bcast_row, dst_data_idx, dst_row_vec_idx, dst_data_idx, 0), {"sfpu_add_bcast_row", "sfpu_bcast_row_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sfpu_mul_bcast_row(
    uint32_t dst_data_idx, uint32_t dst_row_vec_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::bcast_row, dst_data_idx, dst_row_vec_idx, dst_data_idx, 2), {"sfpu_mul_bcast_row", "sfpu_bcast_row_init"}, site);
}

template <BroadcastType Dim>
inline void sfpu_bcast_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    if constexpr (Dim == BroadcastType::COL) {
        sfpu_bcast_col_init(site);
    } else {
        sfpu_bcast_row_init(site);
    }
}

template <BroadcastType Dim, EltwiseBinaryType Op, bool is_fp32_dest_acc_en = false>
inline void sfpu_bcast(
    uint32_t dst_data_idx, uint32_t dst_bcast_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    constexpr uint32_t op = Op == EltwiseBinaryType::ELWADD ? 0 : Op == EltwiseBinaryType::ELWSUB ? 1 : 2;
    constexpr auto kind = Dim == BroadcastType::COL ? tilesmith::device::SfpuOp::bcast_col : tilesmith::device::SfpuOp::bcast_row;
    tilesmith::device::sfpu(detail::binary(kind, dst_data_idx, dst_bcast_idx, dst_data_idx, op), {"sfpu_bcast", "sfpu_bcast_col_init|sfpu_bcast_row_init"}, site);
}

}  // namespace ckernel
