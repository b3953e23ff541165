// Compute: out = relu(a @ b), the product on the matrix engine (FPU), its sign on the vector engine (SFPU).
//
// Runtime arguments: number of tiles of out, tiles along the inner dimension.

#include <cstdint>

#include "api/compute/common.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/eltwise_unary/relu.h"
#include "api/compute/matmul.h"

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint32_t inner_tiles = get_arg_val<uint32_t>(1);

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_b = tt::CBIndex::c_1;
    constexpr uint32_t cb_out = tt::CBIndex::c_16;

    // A product takes its first operand in source register B and its second in A, the reverse of other operations.
    compute_kernel_hw_startup<SrcOrder::Reverse>(cb_a, cb_b, cb_out);
    matmul_init(cb_a, cb_b);

    for (uint32_t tile = 0; tile < count; ++tile) {
        tile_regs_acquire();  // DST belongs to the math engine, and is zero
        for (uint32_t k = 0; k < inner_tiles; ++k) {
            cb_wait_front(cb_a, 1);
            cb_wait_front(cb_b, 1);
            matmul_tiles(cb_a, cb_b, 0, 0, 0);  // adds to DST[0]
            cb_pop_front(cb_a, 1);
            cb_pop_front(cb_b, 1);
        }
        relu_tile_init();
        relu_tile(0);
        tile_regs_commit();  // and now to the packer

        cb_reserve_back(cb_out, 1);
        tile_regs_wait();
        pack_tile(0, cb_out);
        tile_regs_release();
        cb_push_back(cb_out, 1);
    }
}
