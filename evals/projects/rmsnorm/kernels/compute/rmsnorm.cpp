// Compute: out = a / sqrt(mean(a * a) + EPS) * weight along rows. DST is float32, so it holds 4 tiles.
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
#include "api/compute/reduce.h"
#include "api/compute/tile_move_copy.h"

namespace {

constexpr uint32_t cb_a = tt::CBIndex::c_0;
constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
constexpr uint32_t cb_weight = tt::CBIndex::c_2;
constexpr uint32_t cb_out = tt::CBIndex::c_16;
constexpr uint32_t cb_sums = tt::CBIndex::c_24;
constexpr uint32_t cb_scale = tt::CBIndex::c_25;
constexpr uint32_t cb_scaled = tt::CBIndex::c_26;

// The first tile of DST goes to `cb`.
inline void store(uint32_t cb) {
    tile_regs_commit();  // to the packer
    cb_reserve_back(cb, 1);
    tile_regs_wait();
    pack_tile(0, cb);
    tile_regs_release();
    cb_push_back(cb, 1);
}

void square(uint32_t dst) {
    cb_wait_front(cb_a, 1);
    copy_tile(cb_a, 0, dst);
    cb_pop_front(cb_a, 1);
    square_tile_init();
    square_tile(dst);
}

// The tiles of a row add up in DST, column by column of a tile, before the columns do.
void add_squares(uint32_t column_tiles) {
    copy_init(cb_a);
    tile_regs_acquire();
    square(0);
    for (uint32_t step = 1; step < column_tiles; ++step) {
        square(1);
        add_binary_tile_init();
        add_binary_tile(0, 1, 0);
    }
    store(cb_sums);
}

// sums -> rsqrt(sum of the row / columns + eps)
void find_scale(uint32_t one_over_columns, uint32_t eps) {
    cb_wait_front(cb_sums, 1);
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

void scale(uint32_t column_tiles) {
    for (uint32_t step = 0; step < column_tiles; ++step) {
        cb_wait_front(cb_a, 1);
        mul_bcast_cols_init(cb_a, cb_scale);
        tile_regs_acquire();
        mul_tiles_bcast_cols(cb_a, cb_scale, 0, 0, 0);
        store(cb_scaled);
        cb_pop_front(cb_a, 1);

        cb_wait_front(cb_scaled, 1);
        cb_wait_front(cb_weight, 1);
        mul_bcast_rows_init(cb_scaled, cb_weight);
        tile_regs_acquire();
        mul_tiles_bcast_rows(cb_scaled, cb_weight, 0, 0, 0);
        store(cb_out);
        cb_pop_front(cb_scaled, 1);
        cb_pop_front(cb_weight, 1);
    }
}

}  // namespace

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t column_tiles = get_arg_val<uint32_t>(1);
    const uint32_t one_over_columns = get_arg_val<uint32_t>(2);
    const uint32_t eps = get_arg_val<uint32_t>(3);

    compute_kernel_hw_startup(cb_scaler, cb_a, cb_out);  // once, before anything else
    cb_wait_front(cb_scaler, 1);
    for (uint32_t row = 0; row < count; ++row) {
        add_squares(column_tiles);
        find_scale(one_over_columns, eps);
        cb_wait_front(cb_scale, 1);
        scale(column_tiles);
        cb_pop_front(cb_scale, 1);
    }
    cb_pop_front(cb_scaler, 1);
}
