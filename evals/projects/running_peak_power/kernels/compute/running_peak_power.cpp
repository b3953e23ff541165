// Compute: for each tile of a matrix and each step of this core, the larger of a * a and the largest so far, which comes
// from the step before: of the core before this one, or of this core. DST is float32, so it holds 4 tiles.
//
// Runtime arguments: number of steps, tiles of a matrix, whether a core is before this one, whether one is behind.

#include <cstdint>

#include "api/compute/binary_max_min.h"
#include "api/compute/common.h"
#include "api/compute/compute_kernel_api.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/tile_move_copy.h"

namespace {

constexpr uint32_t cb_a = tt::CBIndex::c_0;
constexpr uint32_t cb_before = tt::CBIndex::c_1;
constexpr uint32_t cb_largest = tt::CBIndex::c_8;
constexpr uint32_t cb_next = tt::CBIndex::c_9;
constexpr uint32_t cb_out = tt::CBIndex::c_16;

inline void pack(uint32_t cb) {
    cb_reserve_back(cb, 1);
    pack_tile(0, cb);
    cb_push_back(cb, 1);
}

// The first tile of DST becomes the larger of it and the tile in `cb`.
inline void take_in(uint32_t cb) {
    cb_wait_front(cb, 1);
    copy_tile(cb, 0, 1);
    cb_pop_front(cb, 1);
    binary_max_tile_init();
    binary_max_tile(0, 1, 0);
}

}  // namespace

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t matrix_tiles = get_arg_val<uint32_t>(1);
    const bool has_before = get_arg_val<uint32_t>(2) != 0;
    const bool has_next = get_arg_val<uint32_t>(3) != 0;

    compute_kernel_hw_startup(cb_a, cb_a, cb_out);
    copy_init(cb_a);

    for (uint32_t tile = 0; tile < matrix_tiles; ++tile) {
        for (uint32_t step = 0; step < count; ++step) {
            tile_regs_acquire();  // DST belongs to the math engine
            cb_wait_front(cb_a, 1);
            copy_tile(cb_a, 0, 0);
            cb_pop_front(cb_a, 1);
            square_tile_init();
            square_tile(0);
            if (step > 0) {
                take_in(cb_largest);
            } else if (has_before) {
                take_in(cb_before);
            }
            tile_regs_commit();  // and now to the packer
            tile_regs_wait();
            pack(cb_out);
            if (step + 1 < count) {
                pack(cb_largest);
            } else if (has_next) {
                pack(cb_next);
            }
            tile_regs_release();
        }
    }
}
