// Writer: for each tile of a matrix, takes that tile of the steps [first, first + count) to DRAM, and then sends the
// largest so far to the core behind this one, if there is one.
//
// Runtime arguments: the buffer's address, first step, number of steps, tiles of a matrix, whether a core is behind this
// one, its place on the NoC (x, y), and the ids of two semaphores: places free in its L1, results arrived.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t out_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t matrix_tiles = get_arg_val<uint32_t>(3);
    const bool has_next = get_arg_val<uint32_t>(4) != 0;
    const uint32_t next_x = get_arg_val<uint32_t>(5);
    const uint32_t next_y = get_arg_val<uint32_t>(6);
    const uint32_t free_address = get_semaphore(get_arg_val<uint32_t>(7));
    const uint32_t arrived_address = get_semaphore(get_arg_val<uint32_t>(8));

    constexpr uint32_t pages = 2;
    constexpr uint32_t cb_before = tt::CBIndex::c_1;
    constexpr uint32_t cb_next = tt::CBIndex::c_9;
    constexpr uint32_t cb_out = tt::CBIndex::c_16;

    constexpr auto out_args = TensorAccessorArgs<0>();
    const auto out_accessor = TensorAccessor(out_args, out_address, get_tile_size(cb_out));
    auto* const places_free = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(free_address);

    // The circular buffer lies at the same address on all cores, and its pages are filled in turn.
    const uint32_t before_address = get_write_ptr(cb_before);

    for (uint32_t tile = 0; tile < matrix_tiles; ++tile) {
        for (uint32_t step = first; step < first + count; ++step) {
            cb_wait_front(cb_out, 1);
            noc_async_write_tile(step * matrix_tiles + tile, out_accessor, get_read_ptr(cb_out));
            noc_async_write_barrier();
            cb_pop_front(cb_out, 1);
        }
        if (has_next) {
            cb_wait_front(cb_next, 1);
            const uint32_t place_address = before_address + tile % pages * get_tile_size(cb_before);
            noc_semaphore_wait_min(places_free, tile + 1);
            noc_async_write(get_read_ptr(cb_next), get_noc_addr(next_x, next_y, place_address), get_tile_size(cb_next));
            noc_async_write_barrier();  // the tile has arrived before the word of it does
            noc_semaphore_inc(get_noc_addr(next_x, next_y, arrived_address), 1);
            noc_async_atomic_barrier();
            cb_pop_front(cb_next, 1);
        }
    }
}
