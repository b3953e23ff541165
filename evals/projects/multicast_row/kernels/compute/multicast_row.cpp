// Compute: out = (a - b)^2, column by column of tiles; the tile of b serves all rows of tiles of the core.
//
// Runtime arguments: number of rows of tiles, tiles in a row.

#include <cstdint>

#include "api/compute/bcast.h"
#include "api/compute/common.h"
#include "api/compute/compute_kernel_api.h"
#include "api/compute/compute_kernel_hw_startup.h"

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t column_tiles = get_arg_val<uint32_t>(1);

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_b = tt::CBIndex::c_1;
    constexpr uint32_t cb_out = tt::CBIndex::c_16;

    compute_kernel_hw_startup(cb_a, cb_b, cb_out);
    sub_bcast_rows_init(cb_a, cb_b);

    for (uint32_t column = 0; column < column_tiles; ++column) {
        cb_wait_front(cb_b, 1);
        for (uint32_t row = 0; row < count; ++row) {
            tile_regs_acquire();  // DST belongs to the math engine
            cb_wait_front(cb_a, 1);
            sub_tiles_bcast_rows(cb_a, cb_b, 0, 0, 0);
            cb_pop_front(cb_a, 1);
            square_tile_init();
            square_tile(0);
            tile_regs_commit();  // and now to the packer

            cb_reserve_back(cb_out, 1);
            tile_regs_wait();
            pack_tile(0, cb_out);
            tile_regs_release();
            cb_push_back(cb_out, 1);
        }
        cb_pop_front(cb_b, 1);
    }
}
