// Compute: for each row of tiles the squares of this core's tiles, added up tile by tile and then along rows; where sums of
// others come, they are added to it. Without others the sum goes to the writer all the same: it knows where it belongs.
// DST is float32, so it holds 4 tiles.
//
// Runtime arguments: number of tiles in a row, rows of tiles, how many sums come from others.

#include <cstdint>

#include "api/compute/common.h"
#include "api/compute/compute_kernel_api.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/eltwise_binary_sfpu.h"
#include "api/compute/reduce.h"
#include "api/compute/tile_move_copy.h"

namespace {

constexpr uint32_t cb_a = tt::CBIndex::c_0;
constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
constexpr uint32_t cb_gathered = tt::CBIndex::c_2;
constexpr uint32_t cb_squares = tt::CBIndex::c_8;
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

// The square of the next tile in DST[dst].
inline void square(uint32_t dst) {
    cb_wait_front(cb_a, 1);
    copy_tile(cb_a, 0, dst);
    cb_pop_front(cb_a, 1);
    square_tile_init();
    square_tile(dst);
}

inline void add_squares(uint32_t count) {
    copy_init(cb_a);
    tile_regs_acquire();
    square(0);
    for (uint32_t step = 1; step < count; ++step) {
        square(1);
        add_binary_tile_init();
        add_binary_tile(0, 1, 0);
    }
    store(cb_squares);
}

inline void add_along_rows(uint32_t others) {
    reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_squares, cb_scaler, cb_out);
    tile_regs_acquire();
    cb_wait_front(cb_squares, 1);
    reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(cb_squares, cb_scaler, 0, 0, 0);
    cb_pop_front(cb_squares, 1);
    if (others > 0) {
        cb_wait_front(cb_gathered, others);
        copy_init(cb_gathered);
        add_binary_tile_init();
        for (uint32_t other = 0; other < others; ++other) {
            copy_tile(cb_gathered, other, 1);
            add_binary_tile(0, 1, 0);
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

    // Sums along rows run as a product of matrices: the scaler goes to source register A, the data to B.
    compute_kernel_hw_startup(cb_scaler, cb_a, cb_out);
    cb_wait_front(cb_scaler, 1);
    for (uint32_t row = 0; row < row_tiles; ++row) {
        add_squares(count);
        add_along_rows(others);
    }
    cb_pop_front(cb_scaler, 1);
}
