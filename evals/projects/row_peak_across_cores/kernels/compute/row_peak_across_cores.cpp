// Compute: for each row of tiles the largest magnitudes of this core's tiles, tile by tile and then along rows; where those
// of others come, they are taken in. Without others the result goes to the writer all the same: it knows where it belongs.
// DST is float32, so it holds 4 tiles.
//
// Runtime arguments: number of tiles in a row, rows of tiles, how many results come from others.

#include <cstdint>

#include "api/compute/binary_max_min.h"
#include "api/compute/common.h"
#include "api/compute/compute_kernel_api.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/reduce.h"
#include "api/compute/tile_move_copy.h"

namespace {

constexpr uint32_t cb_a = tt::CBIndex::c_0;
constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
constexpr uint32_t cb_gathered = tt::CBIndex::c_2;
constexpr uint32_t cb_largest = tt::CBIndex::c_8;
constexpr uint32_t cb_out = tt::CBIndex::c_16;

// The first tile of DST goes to `cb`.
inline void store(uint32_t cb) {
    tile_regs_commit();  // to the packer
    cb_reserve_back(cb, 1);
    tile_regs_wait();
    pack_tile(0, cb);
    tile_regs_release();
    cb_push_back(cb, 1);
}

// The magnitudes of the next tile in DST[dst].
inline void magnitude(uint32_t dst) {
    cb_wait_front(cb_a, 1);
    copy_tile(cb_a, 0, dst);
    cb_pop_front(cb_a, 1);
    abs_tile_init();
    abs_tile(dst);
}

inline void compare_tiles(uint32_t count) {
    copy_init(cb_a);
    tile_regs_acquire();
    magnitude(0);
    for (uint32_t step = 1; step < count; ++step) {
        magnitude(1);
        binary_max_tile_init();
        binary_max_tile(0, 1, 0);
    }
    store(cb_largest);
}

inline void compare_along_rows(uint32_t others) {
    reduce_init<PoolType::MAX, ReduceDim::REDUCE_ROW>(cb_largest, cb_scaler, cb_out);
    tile_regs_acquire();
    cb_wait_front(cb_largest, 1);
    reduce_tile<PoolType::MAX, ReduceDim::REDUCE_ROW>(cb_largest, cb_scaler, 0, 0, 0);
    cb_pop_front(cb_largest, 1);
    if (others > 0) {
        cb_wait_front(cb_gathered, others);
        copy_init(cb_gathered);
        binary_max_tile_init();
        for (uint32_t other = 0; other < others; ++other) {
            copy_tile(cb_gathered, other, 1);
            binary_max_tile(0, 1, 0);
        }
        cb_pop_front(cb_gathered, others);
    }
    store(cb_out);
    reduce_uninit();
}

}  // namespace

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t row_tiles = get_arg_val<uint32_t>(1);
    const uint32_t others = get_arg_val<uint32_t>(2);

    compute_kernel_hw_startup(cb_a, cb_scaler, cb_out);
    cb_wait_front(cb_scaler, 1);
    for (uint32_t row = 0; row < row_tiles; ++row) {
        compare_tiles(count);
        compare_along_rows(others);
    }
    cb_pop_front(cb_scaler, 1);
}
