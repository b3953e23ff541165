// Names of compute functions that tt-metal 0.65 has and 0.81 has no more.
#pragma once

#include "api/compute/pack.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/detail/calls.h"

namespace ckernel {

constexpr auto ELWADD = EltwiseBinaryType::ELWADD;
constexpr auto ELWSUB = EltwiseBinaryType::ELWSUB;
constexpr auto ELWMUL = EltwiseBinaryType::ELWMUL;

inline void binary_op_init_common(uint32_t icb0, uint32_t icb1, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup_again(icb0, icb1, ocb, "binary_op_init_common", site);
}

inline void add_tiles_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::none, icb0, icb1, acc_to_dest, "add_tiles_init", site);
}

inline void sub_tiles_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::none, icb0, icb1, acc_to_dest, "sub_tiles_init", site);
}

inline void mul_tiles_init(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::none, icb0, icb1, true, "mul_tiles_init", site);
}

inline void add_bcast_rows_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::row, icb0, icb1, false, "add_bcast_rows_init_short", site);
}

inline void add_bcast_cols_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::col, icb0, icb1, false, "add_bcast_cols_init_short", site);
}

inline void add_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::scalar, icb0, icb1, false, "add_bcast_scalar_init_short", site);
}

inline void mul_tiles_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::scalar, icb0, icb1, false, "mul_tiles_bcast_scalar_init_short", site);
}

inline void mul_bcast_cols_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::col, icb0, icb1, false, "mul_bcast_cols_init_short", site);
}

inline void mul_bcast_rows_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::row, icb0, icb1, false, "mul_bcast_rows_init_short", site);
}

inline void sub_bcast_cols_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::col, icb0, icb1, false, "sub_bcast_cols_init_short", site);
}

inline void sub_bcast_rows_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::row, icb0, icb1, false, "sub_bcast_rows_init_short", site);
}

inline void sub_tiles_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::scalar, icb0, icb1, false, "sub_tiles_bcast_scalar_init_short", site);
}

template <EltwiseBinaryType tBcastOp, BroadcastType tBcastDim>
inline void init_bcast(uint32_t icb0, uint32_t icb1, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup_again(icb0, icb1, ocb, "init_bcast", site);
    tilesmith::device::eltwise_init(static_cast<tilesmith::device::Eltwise>(tBcastOp), static_cast<tilesmith::device::Bcast>(tBcastDim), icb0, icb1, false, "init_bcast", site);
}

template <BroadcastType bcast_type>
inline void unary_bcast_init(uint32_t icb, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup_again(icb, icb, ocb, "unary_bcast_init", site);
    tilesmith::device::unary_bcast_init(static_cast<tilesmith::device::Bcast>(bcast_type), icb, site);
}

template <EltwiseBinaryType eltwise_binary_type = EltwiseBinaryType::ELWADD,
          EltwiseBinaryReuseDestType binary_reuse_dest = EltwiseBinaryReuseDestType::NONE>
inline void binary_dest_reuse_tiles_init(uint32_t icb0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_init(static_cast<tilesmith::device::Eltwise>(eltwise_binary_type), static_cast<tilesmith::device::Reuse>(binary_reuse_dest), icb0, "binary_dest_reuse_tiles_init", site);
}

template <EltwiseBinaryType eltwise_binary_type = EltwiseBinaryType::ELWADD,
          EltwiseBinaryReuseDestType binary_reuse_dest = EltwiseBinaryReuseDestType::NONE>
inline void binary_dest_reuse_tiles(uint32_t in_cb_id, uint32_t in_tile_index, uint32_t dst_tile_index,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_tiles(static_cast<tilesmith::device::Eltwise>(eltwise_binary_type), static_cast<tilesmith::device::Reuse>(binary_reuse_dest), in_cb_id, in_tile_index, dst_tile_index, "binary_dest_reuse_tiles", site);
}

inline void mm_init(uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t out_cb_id, const uint32_t transpose = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup_again(in1_cb_id, in0_cb_id, out_cb_id, "mm_init", site);
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, false, "mm_init", site);
}

inline void mm_init_short(uint32_t in0_cb_id, uint32_t in1_cb_id, const uint32_t transpose = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, false, "mm_init_short", site);
}

inline void mm_init_short_with_dt(uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t c_in_old_srca, const uint32_t transpose = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)c_in_old_srca;
    tilesmith::device::reconfig_source_a(in1_cb_id, site);
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, false, "mm_init_short_with_dt", site);
}

inline void mm_block_init(uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t out_cb_id, const uint32_t transpose = 0, uint32_t ct_dim = 1, uint32_t rt_dim = 1, uint32_t kt_dim = 1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ct_dim;
    (void)rt_dim;
    (void)kt_dim;
    tilesmith::device::hw_startup_again(in1_cb_id, in0_cb_id, out_cb_id, "mm_block_init", site);
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, true, "mm_block_init", site);
}

inline void mm_block_init_short(uint32_t in0_cb_id, uint32_t in1_cb_id, const uint32_t transpose = 0, uint32_t ct_dim = 1, uint32_t rt_dim = 1, uint32_t kt_dim = 1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ct_dim;
    (void)rt_dim;
    (void)kt_dim;
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, true, "mm_block_init_short", site);
}

inline void mm_block_init_short_with_dt(uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t old_in1_cb_id, const uint32_t transpose = 0, uint32_t ct_dim = 1, uint32_t rt_dim = 1, uint32_t kt_dim = 1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ct_dim;
    (void)rt_dim;
    (void)kt_dim;
    (void)old_in1_cb_id;
    tilesmith::device::reconfig_source_a(in1_cb_id, site);
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, true, "mm_block_init_short_with_dt", site);
}

inline void mm_block_init_short_with_both_dt(uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t old_in0_cb_id, uint32_t old_in1_cb_id, const uint32_t transpose = 0, uint32_t ct_dim = 1, uint32_t rt_dim = 1, uint32_t kt_dim = 1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ct_dim;
    (void)rt_dim;
    (void)kt_dim;
    (void)old_in0_cb_id;
    (void)old_in1_cb_id;
    tilesmith::device::reconfig_source_a(in1_cb_id, site);
    tilesmith::device::reconfig_source_b(in0_cb_id, site);
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, true, "mm_block_init_short_with_both_dt", site);
}

inline void pack_tile_block(uint32_t ifrom_dst, uint32_t icb, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    pack_block(ifrom_dst, icb, ntiles, site);
}

inline void copy_block_matmul_partials(uint32_t in_cb_id, uint32_t start_in_tile_index, uint32_t start_dst_tile_index, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    copy_block(in_cb_id, start_in_tile_index, start_dst_tile_index, ntiles, site);
}

inline void transpose_wh_init(uint32_t icb, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::hw_startup_again(icb, icb, ocb, "transpose_wh_init", site);
    tilesmith::device::transpose_init(icb, site);
}

inline void transpose_wh_init_short(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::transpose_init(icb, site);
}

inline void transpose_wh_tile(uint32_t icb, uint32_t itile, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::transpose_tile(icb, itile, idst, site);
}

template <bool is_32bit = false>
inline void transpose_wh_dest_init_short(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)site;
}

template <bool is_32bit = false>
inline void transpose_wh_dest(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::transpose_dest(idst, true, site);
}

inline void tilize_uninit_with_dt(uint32_t old_icb, uint32_t new_icb, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ocb;
    tilesmith::device::tilize_uninit(old_icb, site);
    tilesmith::device::reconfig_source_a(new_icb, site);
}

inline void add_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::add_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"add_int32_tile", "add_int_tile_init|add_int32_tile_init"}, site);
}

inline void add_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::add_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"add_uint32_tile", "add_int_tile_init|add_int32_tile_init"}, site);
}

inline void add_uint16_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::add_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt16)), {"add_uint16_tile", "add_int_tile_init|add_int32_tile_init"}, site);
}

inline void sub_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::sub_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"sub_int32_tile", "sub_int_tile_init|sub_int32_tile_init"}, site);
}

inline void sub_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::sub_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"sub_uint32_tile", "sub_int_tile_init|sub_int32_tile_init"}, site);
}

inline void sub_uint16_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::sub_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt16)), {"sub_uint16_tile", "sub_int_tile_init|sub_int32_tile_init"}, site);
}

inline void rsub_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::rsub_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"rsub_int32_tile", "rsub_int_tile_init|rsub_int32_tile_init"}, site);
}

inline void mul_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::mul_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"mul_int32_tile", "mul_int32_tile_init|mul_int_tile_init"}, site);
}

inline void mul_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::mul_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"mul_uint32_tile", "mul_int32_tile_init|mul_int_tile_init"}, site);
}

inline void mul_uint16_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::mul_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt16)), {"mul_uint16_tile", "mul_int32_tile_init|mul_int_tile_init"}, site);
}

inline void lt_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::lt_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"lt_int32_tile", "lt_int32_tile_init"}, site);
}

inline void gt_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::gt_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"gt_int32_tile", "gt_int32_tile_init"}, site);
}

inline void le_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::le_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"le_int32_tile", "le_int32_tile_init"}, site);
}

inline void ge_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::ge_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"ge_int32_tile", "ge_int32_tile_init"}, site);
}

inline void bitwise_and_uint32_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::and_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"bitwise_and_uint32_binary_tile", "binary_bitwise_tile_init"}, site);
}

inline void bitwise_and_uint16_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::and_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt16)), {"bitwise_and_uint16_binary_tile", "binary_bitwise_tile_init"}, site);
}

inline void bitwise_or_uint32_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::or_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"bitwise_or_uint32_binary_tile", "binary_bitwise_tile_init"}, site);
}

inline void bitwise_or_uint16_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::or_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt16)), {"bitwise_or_uint16_binary_tile", "binary_bitwise_tile_init"}, site);
}

inline void bitwise_xor_uint32_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::xor_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"bitwise_xor_uint32_binary_tile", "binary_bitwise_tile_init"}, site);
}

inline void bitwise_xor_uint16_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::xor_int, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt16)), {"bitwise_xor_uint16_binary_tile", "binary_bitwise_tile_init"}, site);
}

inline void binary_left_shift_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::left_shift, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"binary_left_shift_int32_tile", "binary_shift_tile_init"}, site);
}

inline void binary_left_shift_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::left_shift, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"binary_left_shift_uint32_tile", "binary_shift_tile_init"}, site);
}

inline void binary_right_shift_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::right_shift, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"binary_right_shift_int32_tile", "binary_shift_tile_init"}, site);
}

inline void binary_right_shift_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::logical_right_shift, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"binary_right_shift_uint32_tile", "binary_shift_tile_init"}, site);
}

inline void binary_logical_right_shift_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::logical_right_shift, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::Int32)), {"binary_logical_right_shift_int32_tile", "binary_shift_tile_init"}, site);
}

inline void binary_logical_right_shift_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::logical_right_shift, idst0, idst1, odst, static_cast<uint32_t>(DataFormat::UInt32)), {"binary_logical_right_shift_uint32_tile", "binary_shift_tile_init"}, site);
}

inline void lt_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::lt_int, "lt_int32_tile_init", false, site);
}

inline void gt_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gt_int, "gt_int32_tile_init", false, site);
}

inline void le_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::le_int, "le_int32_tile_init", false, site);
}

inline void ge_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ge_int, "ge_int32_tile_init", false, site);
}

inline void mul_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::mul_int, "mul_int32_tile_init", false, site);
}

inline void rsub_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::rsub_int, "rsub_int32_tile_init", false, site);
}

inline void max_tile(uint32_t idst0, uint32_t idst1, int vector_mode = static_cast<int>(VectorMode::RC),
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_faces(detail::binary(tilesmith::device::SfpuOp::max, idst0, idst1, idst0), static_cast<VectorMode>(vector_mode)), {"max_tile", "max_tile_init"}, site);
}

inline void max_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::max, "max_tile_init", false, site);
}

inline void logical_not_unary_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::logical_not, idst), {"logical_not_unary_tile", "logical_not_unary_tile_init"}, site);
}

inline void logical_not_unary_tile_int32(uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::logical_not_int, idst), {"logical_not_unary_tile_int32", "logical_not_unary_tile_init"}, site);
}

inline void logical_not_unary_tile_uint32(uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::logical_not_int, idst), {"logical_not_unary_tile_uint32", "logical_not_unary_tile_init"}, site);
}

inline void logical_not_unary_tile_uint16(uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::logical_not_int, idst), {"logical_not_unary_tile_uint16", "logical_not_unary_tile_init"}, site);
}

inline void logical_not_unary_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::logical_not, "logical_not_unary_tile_init", false, site);
}

inline void where_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::where, idst0, idst1, idst2, odst), {"where_tile", "where_tile_init"}, site);
}

inline void where_fp32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::where, idst0, idst1, idst2, odst), {"where_fp32_tile", "where_tile_init"}, site);
}

inline void where_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::where, idst0, idst1, idst2, odst), {"where_int32_tile", "where_tile_init"}, site);
}

inline void where_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::ternary(tilesmith::device::SfpuOp::where, idst0, idst1, idst2, odst), {"where_uint32_tile", "where_tile_init"}, site);
}

}  // namespace ckernel
