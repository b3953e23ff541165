// Element-wise operations with a broadcast operand: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <BroadcastType bcast_type, bool is_fp32_dest_acc_en = false>
inline void unary_bcast_init(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::unary_bcast_init(static_cast<tilesmith::device::Bcast>(bcast_type), icb, site);
}

template <BroadcastType bcast_type, bool is_fp32_dest_acc_en = false>
inline void unary_bcast(
    uint32_t icb, uint32_t in_tile_index, uint32_t dst_tile_index,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::unary_bcast(static_cast<tilesmith::device::Bcast>(bcast_type), icb, in_tile_index, dst_tile_index, site);
}

template <BroadcastType bcast_type>
inline void unary_bcast_uninit(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb;
    (void)site;
}

template <bool is_fp32_dest_acc_en = false>
inline void sub_tiles_bcast_cols(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::col, {icb0, icb1, itile0, itile1, idst, 0}, "sub_tiles_bcast_cols", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sub_tiles_bcast_scalar(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::scalar, {icb0, icb1, itile0, itile1, idst, 0}, "sub_tiles_bcast_scalar", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void mul_tiles_bcast_cols(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::col, {icb0, icb1, itile0, itile1, idst, 0}, "mul_tiles_bcast_cols", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void mul_tiles_bcast_rows(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst, uint32_t bcast_row_idx = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::row, {icb0, icb1, itile0, itile1, idst, bcast_row_idx}, "mul_tiles_bcast_rows", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void add_tiles_bcast_rows(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst, uint32_t bcast_row_idx = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::row, {icb0, icb1, itile0, itile1, idst, bcast_row_idx}, "add_tiles_bcast_rows", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sub_tiles_bcast_rows(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst, uint32_t bcast_row_idx = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::row, {icb0, icb1, itile0, itile1, idst, bcast_row_idx}, "sub_tiles_bcast_rows", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void add_tiles_bcast_cols(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::col, {icb0, icb1, itile0, itile1, idst, 0}, "add_tiles_bcast_cols", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void add_tiles_bcast_scalar(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::scalar, {icb0, icb1, itile0, itile1, idst, 0}, "add_tiles_bcast_scalar", site);
}

template <EltwiseBinaryType tBcastOp, BroadcastType tBcastDim, bool is_fp32_dest_acc_en = false>
inline void any_tiles_bcast(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst, uint32_t bcast_row_idx = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(static_cast<tilesmith::device::Eltwise>(tBcastOp), static_cast<tilesmith::device::Bcast>(tBcastDim), {icb0, icb1, itile0, itile1, idst, bcast_row_idx}, "any_tiles_bcast", site);
}

template <BroadcastType tBcastDim, bool is_fp32_dest_acc_en = false>
inline void add_tiles_bcast(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst, uint32_t bcast_row_idx = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    any_tiles_bcast<EltwiseBinaryType::ELWADD, tBcastDim, is_fp32_dest_acc_en>(icb0, icb1, itile0, itile1, idst, bcast_row_idx, site);
}

template <BroadcastType tBcastDim, bool is_fp32_dest_acc_en = false>
inline void sub_tiles_bcast(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst, uint32_t bcast_row_idx = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    any_tiles_bcast<EltwiseBinaryType::ELWSUB, tBcastDim, is_fp32_dest_acc_en>(icb0, icb1, itile0, itile1, idst, bcast_row_idx, site);
}

template <BroadcastType tBcastDim, bool is_fp32_dest_acc_en = false>
inline void mul_tiles_bcast(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst, uint32_t bcast_row_idx = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    any_tiles_bcast<EltwiseBinaryType::ELWMUL, tBcastDim, is_fp32_dest_acc_en>(icb0, icb1, itile0, itile1, idst, bcast_row_idx, site);
}

inline void add_bcast_rows_init(uint32_t icb0, uint32_t icb1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::row, icb0, icb1, false, "add_bcast_rows_init", site);
}

inline void sub_bcast_rows_init(uint32_t icb0, uint32_t icb1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::row, icb0, icb1, false, "sub_bcast_rows_init", site);
}

inline void add_bcast_cols_init(uint32_t icb0, uint32_t icb1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::col, icb0, icb1, false, "add_bcast_cols_init", site);
}

inline void add_bcast_scalar_init(
    uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::scalar, icb0, icb1, false, "add_bcast_scalar_init", site);
}

inline void mul_bcast_scalar_init(
    uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::scalar, icb0, icb1, false, "mul_bcast_scalar_init", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void mul_tiles_bcast_scalar(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::scalar, {icb0, icb1, itile0, itile1, idst, 0}, "mul_tiles_bcast_scalar", site);
}

inline void mul_bcast_cols_init(uint32_t icb0, uint32_t icb1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::col, icb0, icb1, false, "mul_bcast_cols_init", site);
}

inline void mul_bcast_rows_init(uint32_t icb0, uint32_t icb1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::row, icb0, icb1, false, "mul_bcast_rows_init", site);
}

inline void sub_bcast_cols_init(uint32_t icb0, uint32_t icb1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::col, icb0, icb1, false, "sub_bcast_cols_init", site);
}

inline void sub_bcast_scalar_init(
    uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::scalar, icb0, icb1, false, "sub_bcast_scalar_init", site);
}

template <EltwiseBinaryType tBcastOp, BroadcastType tBcastDim>
inline void bcast_init(uint32_t icb0, uint32_t icb1, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(static_cast<tilesmith::device::Eltwise>(tBcastOp), static_cast<tilesmith::device::Bcast>(tBcastDim), icb0, icb1, false, "bcast_init", site);
}

}  // namespace ckernel
