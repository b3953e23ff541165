// Rows of 32 values to tiles, doubled.
#include "api/compute/common.h"
#include "api/compute/eltwise_binary.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/tilize.h"

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    compute_kernel_hw_startup(0, 24, 24);

    for (uint32_t tile = 0; tile < count; ++tile) {
        cb_wait_front(0, 1);
        cb_reserve_back(24, 1);
        tilize_init(0, 1, 24);
        tilize_block(0, 1, 24);
        tilize_uninit(0, 24);
        cb_push_back(24, 1);
        cb_pop_front(0, 1);

        cb_wait_front(24, 1);
        add_init(24, 24);
        tile_regs_acquire();
        add_tiles(24, 24, 0, 0, 0);
        tile_regs_commit();
        cb_pop_front(24, 1);
        cb_reserve_back(16, 1);
        tile_regs_wait();
        pack_tile(0, 16);
        tile_regs_release();
        cb_push_back(16, 1);
    }
}
