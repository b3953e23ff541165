// Vector unit, compute kernel api: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool fast_and_approx = false>
inline void sigmoid_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sigmoid, "sigmoid_tile_init", fast_and_approx, site);
}

template <VectorMode vec_mode = VectorMode::RC, bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void sigmoid_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_faces(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::sigmoid, idst), fast_and_approx), vec_mode),
        {"sigmoid_tile", "sigmoid_tile_init|sigmoid_tile_init_pack"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void silu_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::silu, idst),
        {"silu_tile", "silu_tile_init|silu_tile_init_pack"}, site);
}

inline void silu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::silu, "silu_tile_init", false, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void tanh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::tanh, "tanh_tile_init", fast_and_approx, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void tanh_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::tanh, idst), fast_and_approx),
        {"tanh_tile", "tanh_tile_init|tanh_tile_init_pack"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void square_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::square, idst),
        {"square_tile", "square_tile_init"}, site);
}

inline void square_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::square, "square_tile_init", false, site);
}

template <bool fast_and_approx = false>
inline void sigmoid_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sigmoid, "sigmoid_tile_init_pack", fast_and_approx, site);
}

template <VectorMode vec_mode = VectorMode::RC, bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void sigmoid_tile_pack(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_faces(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::sigmoid, idst), fast_and_approx), vec_mode),
        {"sigmoid_tile_pack", "sigmoid_tile_init|sigmoid_tile_init_pack"}, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void log_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::log, "log_tile_init", false, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void log_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::log, idst), fast_and_approx),
        {"log_tile", "log_tile_init"}, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void log_with_base_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::log_with_base, "log_with_base_tile_init", false, site);
}

template <bool fast_and_approx = false, bool base_is_two = false, bool is_fp32_dest_acc_en = false>
inline void log_with_base_tile(
    uint32_t idst, uint32_t base_scale,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::log_with_base, idst), base_scale),
        {"log_with_base_tile", "log_with_base_tile_init"}, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void tanh_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::tanh, "tanh_tile_init_pack", fast_and_approx, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void tanh_tile_pack(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::tanh, idst), fast_and_approx),
        {"tanh_tile_pack", "tanh_tile_init|tanh_tile_init_pack"}, site);
}

inline void signbit_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::signbit, "signbit_tile_init", false, site);
}

inline void signbit_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::signbit, idst),
        {"signbit_tile", "signbit_tile_init"}, site);
}

inline void signbit_tile_int32_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::signbit_int, "signbit_tile_int32_init", false, site);
}

inline void signbit_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::signbit_int, idst),
        {"signbit_tile_int32", "signbit_tile_int32_init"}, site);
}

inline void abs_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::abs, idst),
        {"abs_tile", "abs_tile_init"}, site);
}

inline void abs_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::abs, "abs_tile_init", false, site);
}

inline void abs_tile_int32(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::abs_int, idst),
        {"abs_tile_int32", "abs_tile_init"}, site);
}

inline void sign_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::sign, idst),
        {"sign_tile", "sign_tile_init"}, site);
}

inline void sign_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sign, "sign_tile_init", false, site);
}

inline void tiled_prod_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("tiled_prod_tile", site);
}

inline void tiled_prod_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("tiled_prod_tile_init", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void power_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::power, idst), param0),
        {"power_tile", "power_tile_init"}, site);
}

inline void power_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::power, "power_tile_init", false, site);
}

inline void power_iterative_tile(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::power_iterative, idst), param0),
        {"power_iterative_tile", "power_iterative_tile_init"}, site);
}

inline void power_iterative_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::power_iterative, "power_iterative_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void exp2_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::exp2, idst),
        {"exp2_tile", "exp2_tile_init"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void exp2_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::exp2, "exp2_tile_init", false, site);
}

inline void heaviside_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::heaviside, idst), param0),
        {"heaviside_tile", "heaviside_tile_init"}, site);
}

inline void heaviside_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::heaviside, "heaviside_tile_init", false, site);
}

template <bool approx = false, bool is_fp32_dest_acc_en = false>
inline void expm1_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::expm1, idst),
        {"expm1_tile", "expm1_tile_init"}, site);
}

template <bool approx = false, bool is_fp32_dest_acc_en = false>
inline void expm1_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::expm1, "expm1_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void silu_tile_pack(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::unary(tilesmith::device::SfpuOp::silu, idst),
        {"silu_tile_pack", "silu_tile_init|silu_tile_init_pack"}, site);
}

inline void silu_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::silu, "silu_tile_init_pack", false, site);
}

template <PoolType pool_type, DataFormat format, ReduceDim reduce_dim = ReduceDim::REDUCE_COL, bool is_fp32_dest_acc_en = false>
inline void sfpu_reduce(
    uint32_t idst, uint32_t ct_dim = 1, uint32_t rt_dim = 1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::reduce, idst), static_cast<uint32_t>(pool_type), static_cast<uint32_t>(format), reduce_dim == ReduceDim::REDUCE_ROW ? 0u : 1u),
        {"sfpu_reduce", "sfpu_reduce_init"}, site);
}

template <PoolType pool_type, DataFormat format, bool is_fp32_dest_acc_en = false>
inline void sfpu_reduce_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::reduce, "sfpu_reduce_init", false, site);
}

template <int num_rows = 9, ckernel::DataLayout layout = ckernel::DataLayout::TILE, bool accumulate = false, int ITERATIONS = 8, bool is_fp32_dest_acc_en = false>
inline void max_reduce_with_indices(
    uint32_t idst, uint32_t idst_idx, uint32_t chunk = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)idst_idx;
    (void)chunk;
    tilesmith::device::lacks("max_reduce_with_indices", site);
}

template <ckernel::DataLayout layout = ckernel::DataLayout::TILE>
inline void max_reduce_with_indices_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("max_reduce_with_indices_init", site);
}

template <DataFormat format>
inline void sfpu_add_top_row(
    uint32_t dst_tile_0, uint32_t dst_tile_1, uint32_t dst_tile_out,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::add_top_row, dst_tile_0, dst_tile_1, dst_tile_out, static_cast<uint32_t>(format)),
        {"sfpu_add_top_row", "sfpu_add_top_row_init"}, site);
}

inline void sfpu_add_top_row_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::add_top_row, "sfpu_add_top_row_init", false, site);
}

inline void dbg_halt(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)site;
}

inline void dbg_unhalt(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)site;
}

inline void dbg_read_dest_acc_row(
    int row_addr, uint32_t* rd_data,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)row_addr;
    (void)rd_data;
    tilesmith::device::lacks("dbg_read_dest_acc_row", site);
}

inline void unary_max_int32_tile(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::max_int_scalar, idst), param0),
        {"unary_max_int32_tile", "unary_max_int32_tile_init"}, site);
}

inline void unary_max_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::max_int_scalar, "unary_max_int32_tile_init", false, site);
}

inline void unary_max_uint32_tile(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::max_uint_scalar, idst), param0),
        {"unary_max_uint32_tile", "unary_max_uint32_tile_init"}, site);
}

inline void unary_max_uint32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::max_uint_scalar, "unary_max_uint32_tile_init", false, site);
}

inline void unary_max_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::max_scalar, idst), param0),
        {"unary_max_tile", "unary_max_tile_init"}, site);
}

inline void unary_max_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::max_scalar, "unary_max_tile_init", false, site);
}

inline void alt_complex_rotate90_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::complex_rotate90, idst),
        {"alt_complex_rotate90_tile", "alt_complex_rotate90_tile_init"}, site);
}

inline void alt_complex_rotate90_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::complex_rotate90, "alt_complex_rotate90_tile_init", false, site);
}

inline void unary_min_int32_tile(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::min_int_scalar, idst), param0),
        {"unary_min_int32_tile", "unary_min_int32_tile_init"}, site);
}

inline void unary_min_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::min_int_scalar, "unary_min_int32_tile_init", false, site);
}

inline void unary_min_uint32_tile(
    uint32_t idst, uint32_t param0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::min_uint_scalar, idst), param0),
        {"unary_min_uint32_tile", "unary_min_uint32_tile_init"}, site);
}

inline void unary_min_uint32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::min_uint_scalar, "unary_min_uint32_tile_init", false, site);
}

inline void unary_min_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::min_scalar, idst), param0),
        {"unary_min_tile", "unary_min_tile_init"}, site);
}

inline void unary_min_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::min_scalar, "unary_min_tile_init", false, site);
}

inline uint32_t get_compute_special_value_flags(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("get_compute_special_value_flags", site);
}

inline uint32_t get_compute_special_value_flags_fpu(
    uint32_t special_value_flags_reg,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)special_value_flags_reg;
    tilesmith::device::lacks("get_compute_special_value_flags_fpu", site);
}

inline uint32_t get_compute_special_value_flags_sfpu(
    uint32_t special_value_flags_reg,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)special_value_flags_reg;
    tilesmith::device::lacks("get_compute_special_value_flags_sfpu", site);
}

inline void clear_compute_special_value_flags(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)site;
}

constexpr bool sfpu_reduce_format_supported(DataFormat format) {
    return format == DataFormat::Float32 || format == DataFormat::Int32 || format == DataFormat::UInt32 ||
           format == DataFormat::UInt16 || format == DataFormat::Float16_b;
}

}  // namespace ckernel
