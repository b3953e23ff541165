// Compute: out = (a - mean) / sqrt(mean((a - mean)^2) + EPS) * weight + bias along rows. DST is float32, so it holds 4
// tiles. What is on the way is kept in float32: a bias of the other sign makes every rounding of it larger. The source
// registers take but 10 bits of a fraction: what they leave of the mean is found and taken off as well.
//
// Runtime arguments: number of rows of tiles, tiles in a row, the bits of 1 / columns and of eps.

#include <cstdint>

#include "api/compute/bcast.h"
#include "api/compute/common.h"
#include "api/compute/compute_kernel_api.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/eltwise_binary_sfpu.h"
#include "api/compute/eltwise_unary/binop_with_scalar.h"
#include "api/compute/eltwise_unary/rsqrt.h"
#include "api/compute/reconfig_data_format.h"
#include "api/compute/reduce.h"
#include "api/compute/tile_move_copy.h"

namespace {

constexpr uint32_t cb_a = tt::CBIndex::c_0;
constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
constexpr uint32_t cb_weight = tt::CBIndex::c_2;
constexpr uint32_t cb_bias = tt::CBIndex::c_3;
constexpr uint32_t cb_mask = tt::CBIndex::c_4;
constexpr uint32_t cb_out = tt::CBIndex::c_16;
constexpr uint32_t cb_mean = tt::CBIndex::c_24;
constexpr uint32_t cb_sums = tt::CBIndex::c_25;
constexpr uint32_t cb_scale = tt::CBIndex::c_26;
constexpr uint32_t cb_rests = tt::CBIndex::c_30;
constexpr uint32_t cb_rest = tt::CBIndex::c_31;

// The first tile of DST goes to `cb`.
inline void store(uint32_t cb) {
    tile_regs_commit();  // to the packer
    cb_reserve_back(cb, 1);
    tile_regs_wait();
    pack_tile(0, cb);
    tile_regs_release();
    cb_push_back(cb, 1);
}

void find_mean(uint32_t column_tiles, uint32_t one_over_columns) {
    reconfig_data_format(cb_scaler, cb_a);  // sums along rows take the scaler first
    reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_a, cb_scaler, cb_mean);
    tile_regs_acquire();
    for (uint32_t step = 0; step < column_tiles; ++step) {
        cb_wait_front(cb_a, 1);
        reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_a, cb_scaler, 0, 0, 0);
        cb_pop_front(cb_a, 1);
    }
    binop_with_scalar_tile_init();
    mul_unary_tile(0, one_over_columns);
    store(cb_mean);
    reduce_uninit();
}

// DST, by what it holds in the pass over the deviations from the mean.
constexpr uint32_t dst_squares = 0, dst_one = 1, dst_mask = 2, dst_rests = 3;

void start_centring() {
    reconfig_data_format(cb_a, cb_mean);
    sub_bcast_cols_init(cb_a, cb_mean);
}

// Padding is no 0 any more when the mean is taken off: the mask makes it 0 again.
void mask(uint32_t dst) {
    mul_binary_tile_init();
    mul_binary_tile(dst, dst_mask, dst);
}

void bring_mask() {
    copy_init(cb_mask);
    copy_tile(cb_mask, 0, dst_mask);
}

void square(uint32_t dst) {
    square_tile_init();
    square_tile(dst);
}

// The tiles of a row add up in DST, column by column of a tile, before the columns do: their deviations from the mean,
// which would be 0 were it exact, and the squares of these.
void add_deviations(uint32_t column_tiles) {
    start_centring();
    tile_regs_acquire();
    cb_wait_front(cb_a, 1);
    sub_tiles_bcast_cols(cb_a, cb_mean, 0, 0, dst_squares);
    sub_tiles_bcast_cols(cb_a, cb_mean, 0, 0, dst_rests);
    cb_pop_front(cb_a, 1);
    if (column_tiles == 1) {
        bring_mask();
        mask(dst_squares);
        mask(dst_rests);
    }
    square(dst_squares);
    for (uint32_t step = 1; step < column_tiles; ++step) {
        cb_wait_front(cb_a, 1);
        sub_tiles_bcast_cols(cb_a, cb_mean, 0, 0, dst_one);
        cb_pop_front(cb_a, 1);
        if (step == column_tiles - 1) {
            bring_mask();
            mask(dst_one);
        }
        add_binary_tile_init();
        add_binary_tile(dst_rests, dst_one, dst_rests);
        square(dst_one);
        add_binary_tile_init();
        add_binary_tile(dst_squares, dst_one, dst_squares);
    }
    tile_regs_commit();
    cb_reserve_back(cb_sums, 1);
    cb_reserve_back(cb_rests, 1);
    tile_regs_wait();
    pack_tile(dst_squares, cb_sums);
    pack_tile(dst_rests, cb_rests);
    tile_regs_release();
    cb_push_back(cb_sums, 1);
    cb_push_back(cb_rests, 1);
}

void find_rest(uint32_t one_over_columns) {
    cb_wait_front(cb_rests, 1);
    reconfig_data_format(cb_scaler, cb_rests);
    reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_rests, cb_scaler, cb_rest);
    tile_regs_acquire();
    reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_rests, cb_scaler, 0, 0, 0);
    binop_with_scalar_tile_init();
    mul_unary_tile(0, one_over_columns);
    store(cb_rest);
    reduce_uninit();
    cb_pop_front(cb_rests, 1);
}

// sums -> rsqrt(sum of the row / columns + eps)
void find_scale(uint32_t one_over_columns, uint32_t eps) {
    cb_wait_front(cb_sums, 1);
    reconfig_data_format(cb_scaler, cb_sums);
    reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_sums, cb_scaler, cb_scale);
    tile_regs_acquire();
    reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_sums, cb_scaler, 0, 0, 0);
    binop_with_scalar_tile_init();
    mul_unary_tile(0, one_over_columns);
    add_unary_tile(0, eps);
    rsqrt_tile_init();
    rsqrt_tile(0);
    store(cb_scale);
    reduce_uninit();
    cb_pop_front(cb_sums, 1);
}

// DST, in the last pass: the result, and what it is combined with.
constexpr uint32_t dst_result = 0, dst_operand = 1;

template <BroadcastType along>
void bring(uint32_t cb) {
    reconfig_data_format(cb, cb);
    unary_bcast_init<along>(cb);
    unary_bcast<along>(cb, 0, dst_operand);
}

// Between the steps the result stays in DST: on the way through a circular buffer each would cut its fraction to 10 bits.
void scale(uint32_t column_tiles) {
    for (uint32_t step = 0; step < column_tiles; ++step) {
        cb_wait_front(cb_a, 1);
        cb_wait_front(cb_weight, 1);
        cb_wait_front(cb_bias, 1);
        start_centring();
        tile_regs_acquire();
        sub_tiles_bcast_cols(cb_a, cb_mean, 0, 0, dst_result);
        bring<BroadcastType::COL>(cb_rest);
        sub_binary_tile_init();
        sub_binary_tile(dst_result, dst_operand, dst_result);
        bring<BroadcastType::COL>(cb_scale);
        mul_binary_tile_init();
        mul_binary_tile(dst_result, dst_operand, dst_result);
        bring<BroadcastType::ROW>(cb_weight);
        mul_binary_tile_init();
        mul_binary_tile(dst_result, dst_operand, dst_result);
        bring<BroadcastType::ROW>(cb_bias);
        add_binary_tile_init();
        add_binary_tile(dst_result, dst_operand, dst_result);
        pack_reconfig_data_format(cb_out);
        store(cb_out);
        pack_reconfig_data_format(cb_mean);
        cb_pop_front(cb_a, 1);
        cb_pop_front(cb_weight, 1);
        cb_pop_front(cb_bias, 1);
    }
}

}  // namespace

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t column_tiles = get_arg_val<uint32_t>(1);
    const uint32_t one_over_columns = get_arg_val<uint32_t>(2);
    const uint32_t eps = get_arg_val<uint32_t>(3);

    compute_kernel_hw_startup(cb_scaler, cb_a, cb_mean);  // once, before anything else
    cb_wait_front(cb_scaler, 1);
    cb_wait_front(cb_mask, 1);
    for (uint32_t row = 0; row < count; ++row) {
        find_mean(column_tiles, one_over_columns);
        cb_wait_front(cb_mean, 1);
        add_deviations(column_tiles);
        find_rest(one_over_columns);
        cb_wait_front(cb_rest, 1);
        find_scale(one_over_columns, eps);
        cb_wait_front(cb_scale, 1);
        scale(column_tiles);
        cb_pop_front(cb_mean, 1);
        cb_pop_front(cb_rest, 1);
        cb_pop_front(cb_scale, 1);
    }
    cb_pop_front(cb_scaler, 1);
    cb_pop_front(cb_mask, 1);
}
