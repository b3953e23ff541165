// The sums of the rows of each tile, subtracted from all its columns.
#include "api/compute/bcast.h"
#include "api/compute/common.h"
#include "api/compute/reduce.h"
#include "api/compute/tile_move_copy.h"

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    compute_kernel_hw_startup(2, 0, 24);
    cb_wait_front(2, 1);

    for (uint32_t tile = 0; tile < count; ++tile) {
        cb_wait_front(0, 1);
        reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(0, 2, 24);
        tile_regs_acquire();
        reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(0, 2, 0, 0, 0);
        tile_regs_commit();
        cb_reserve_back(24, 1);
        tile_regs_wait();
        pack_tile(0, 24);
        tile_regs_release();
        cb_push_back(24, 1);
        reduce_uninit();

        cb_wait_front(24, 1);
        sub_bcast_cols_init(0, 24);
        tile_regs_acquire();
        sub_tiles_bcast_cols(0, 24, 0, 0, 0);
        tile_regs_commit();
        cb_pop_front(24, 1);
        cb_pop_front(0, 1);
        cb_reserve_back(16, 1);
        tile_regs_wait();
        pack_tile(0, 16);
        tile_regs_release();
        cb_push_back(16, 1);
    }
}
