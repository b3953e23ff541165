// Compute: out = exp(a - max) / sum(exp(a - max)) along rows. DST is float32, so it holds 4 tiles.
//
// Runtime arguments: number of rows of tiles, tiles in a row.

#include <cstdint>

#include "api/compute/bcast.h"
#include "api/compute/common.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/eltwise_binary_sfpu.h"
#include "api/compute/eltwise_unary/exp.h"
#include "api/compute/eltwise_unary/recip.h"
#include "api/compute/reduce.h"

namespace {

constexpr uint32_t cb_a = tt::CBIndex::c_0;
constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
constexpr uint32_t cb_out = tt::CBIndex::c_16;
constexpr uint32_t cb_max = tt::CBIndex::c_24;
constexpr uint32_t cb_sums = tt::CBIndex::c_25;
constexpr uint32_t cb_inverse = tt::CBIndex::c_26;
constexpr uint32_t cb_exp = tt::CBIndex::c_27;

// The first tile of DST goes to `cb`.
inline void store(uint32_t cb) {
    tile_regs_commit();  // to the packer
    cb_reserve_back(cb, 1);
    tile_regs_wait();
    pack_tile(0, cb);
    tile_regs_release();
    cb_push_back(cb, 1);
}

void find_largest(uint32_t column_tiles) {
    reduce_init<PoolType::MAX, ReduceDim::REDUCE_ROW>(cb_a, cb_scaler, cb_max);
    tile_regs_acquire();
    for (uint32_t step = 0; step < column_tiles; ++step) {
        cb_wait_front(cb_a, 1);
        reduce_tile<PoolType::MAX, ReduceDim::REDUCE_ROW>(cb_a, cb_scaler, 0, 0, 0);
        cb_pop_front(cb_a, 1);
    }
    store(cb_max);
    reduce_uninit();
}

// exp(a - max) of one tile in DST[dst].
void exponential(uint32_t dst) {
    cb_wait_front(cb_a, 1);
    sub_tiles_bcast_cols(cb_a, cb_max, 0, 0, dst);
    cb_pop_front(cb_a, 1);
    exp_tile_init();
    exp_tile(dst);
}

// The tiles of a row add up in DST, column by column of a tile, before the columns do.
void find_inverse_of_sum(uint32_t column_tiles) {
    sub_bcast_cols_init(cb_a, cb_max);
    tile_regs_acquire();
    exponential(0);
    for (uint32_t step = 1; step < column_tiles; ++step) {
        exponential(1);
        add_binary_tile_init();
        add_binary_tile(0, 1, 0);
    }
    store(cb_sums);

    cb_wait_front(cb_sums, 1);
    reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_sums, cb_scaler, cb_inverse);
    tile_regs_acquire();
    reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_sums, cb_scaler, 0, 0, 0);
    recip_tile_init();
    recip_tile(0);
    store(cb_inverse);
    reduce_uninit();
    cb_pop_front(cb_sums, 1);
}

void scale(uint32_t column_tiles) {
    for (uint32_t step = 0; step < column_tiles; ++step) {
        sub_bcast_cols_init(cb_a, cb_max);
        tile_regs_acquire();
        exponential(0);
        store(cb_exp);

        cb_wait_front(cb_exp, 1);
        mul_bcast_cols_init(cb_exp, cb_inverse);
        tile_regs_acquire();
        mul_tiles_bcast_cols(cb_exp, cb_inverse, 0, 0, 0);
        store(cb_out);
        cb_pop_front(cb_exp, 1);
    }
}

}  // namespace

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t column_tiles = get_arg_val<uint32_t>(1);

    compute_kernel_hw_startup(cb_scaler, cb_a, cb_out);  // once, before anything else
    cb_wait_front(cb_scaler, 1);
    for (uint32_t row = 0; row < count; ++row) {
        find_largest(column_tiles);
        cb_wait_front(cb_max, 1);
        find_inverse_of_sum(column_tiles);
        cb_wait_front(cb_inverse, 1);
        scale(column_tiles);
        cb_pop_front(cb_max, 1);
        cb_pop_front(cb_inverse, 1);
    }
    cb_pop_front(cb_scaler, 1);
}
