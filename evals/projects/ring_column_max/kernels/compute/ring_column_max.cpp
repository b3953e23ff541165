// Compute: column by column of tiles, the largest of each column of this core's rows, then of all rows: what is known
// goes to the next core in each round, and what comes from the core before is taken in. In the end a - largest.
// DST is float32, so it holds 4 tiles.
//
// Runtime arguments: number of rows of tiles, tiles in a row, rounds of the ring.

#include <cstdint>

#include "api/compute/bcast.h"
#include "api/compute/binary_max_min.h"
#include "api/compute/common.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/reduce.h"
#include "api/compute/tile_move_copy.h"

namespace {

constexpr uint32_t cb_a = tt::CBIndex::c_0;
constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
constexpr uint32_t cb_ring = tt::CBIndex::c_2;
constexpr uint32_t cb_largest = tt::CBIndex::c_8;
constexpr uint32_t cb_send = tt::CBIndex::c_9;
constexpr uint32_t cb_out = tt::CBIndex::c_16;

// The first tile of DST becomes what this core knows, and goes to the next core if it is of use there.
inline void keep(bool send) {
    tile_regs_commit();  // to the packer
    cb_reserve_back(cb_largest, 1);
    tile_regs_wait();
    pack_tile(0, cb_largest);
    cb_push_back(cb_largest, 1);
    if (send) {
        cb_reserve_back(cb_send, 1);
        pack_tile(0, cb_send);
        cb_push_back(cb_send, 1);
    }
    tile_regs_release();
}

inline void reduce_own_rows(uint32_t count, bool send) {
    reduce_init<PoolType::MAX, ReduceDim::REDUCE_COL>(cb_a, cb_scaler, cb_largest);
    tile_regs_acquire();
    for (uint32_t row = 0; row < count; ++row) {
        cb_wait_front(cb_a, 1);
        reduce_tile<PoolType::MAX, ReduceDim::REDUCE_COL>(cb_a, cb_scaler, 0, 0, 0);
        cb_pop_front(cb_a, 1);
    }
    keep(send);
    reduce_uninit();
}

inline void take_in(bool send) {
    copy_init(cb_largest);
    cb_wait_front(cb_largest, 1);
    cb_wait_front(cb_ring, 1);
    tile_regs_acquire();
    copy_tile(cb_largest, 0, 0);
    copy_tile(cb_ring, 0, 1);
    cb_pop_front(cb_largest, 1);
    cb_pop_front(cb_ring, 1);
    binary_max_tile_init();
    binary_max_tile(0, 1, 0);
    keep(send);
}

inline void subtract(uint32_t count) {
    sub_bcast_rows_init(cb_a, cb_largest);
    cb_wait_front(cb_largest, 1);
    for (uint32_t row = 0; row < count; ++row) {
        tile_regs_acquire();
        cb_wait_front(cb_a, 1);
        sub_tiles_bcast_rows(cb_a, cb_largest, 0, 0, 0);
        cb_pop_front(cb_a, 1);
        tile_regs_commit();
        cb_reserve_back(cb_out, 1);
        tile_regs_wait();
        pack_tile(0, cb_out);
        tile_regs_release();
        cb_push_back(cb_out, 1);
    }
    cb_pop_front(cb_largest, 1);
}

}  // namespace

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t column_tiles = get_arg_val<uint32_t>(1);
    const uint32_t rounds = get_arg_val<uint32_t>(2);

    compute_kernel_hw_startup(cb_a, cb_scaler, cb_out);
    cb_wait_front(cb_scaler, 1);
    for (uint32_t column = 0; column < column_tiles; ++column) {
        reduce_own_rows(count, rounds > 0);
        for (uint32_t round = 1; round <= rounds; ++round) {
            take_in(round < rounds);
        }
        subtract(count);
    }
    cb_pop_front(cb_scaler, 1);
}
