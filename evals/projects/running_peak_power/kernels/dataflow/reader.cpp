// Reader: for each tile of a matrix, the largest so far from the core before this one, if there is one, and then that
// tile of the steps [first, first + count).
//
// Runtime arguments: the buffer's address, first step, number of steps, tiles of a matrix, whether a core is before this
// one, its place on the NoC (x, y), and the ids of two semaphores: places free in the L1 of the core behind, results
// arrived. Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t a_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t matrix_tiles = get_arg_val<uint32_t>(3);
    const bool has_before = get_arg_val<uint32_t>(4) != 0;
    const uint32_t before_x = get_arg_val<uint32_t>(5);
    const uint32_t before_y = get_arg_val<uint32_t>(6);
    const uint32_t free_address = get_semaphore(get_arg_val<uint32_t>(7));
    const uint32_t arrived_address = get_semaphore(get_arg_val<uint32_t>(8));

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_before = tt::CBIndex::c_1;

    constexpr auto a_args = TensorAccessorArgs<0>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));
    auto* const arrived = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(arrived_address);

    for (uint32_t tile = 0; tile < matrix_tiles; ++tile) {
        if (has_before) {
            // First a place, then the word to the core before that it may write there.
            cb_reserve_back(cb_before, 1);
            noc_semaphore_inc(get_noc_addr(before_x, before_y, free_address), 1);
            noc_semaphore_wait_min(arrived, tile + 1);
            noc_async_atomic_barrier();
            cb_push_back(cb_before, 1);
        }
        for (uint32_t step = first; step < first + count; ++step) {
            cb_reserve_back(cb_a, 1);
            noc_async_read_tile(step * matrix_tiles + tile, a_accessor, get_write_ptr(cb_a));
            noc_async_read_barrier();
            cb_push_back(cb_a, 1);
        }
    }
}
