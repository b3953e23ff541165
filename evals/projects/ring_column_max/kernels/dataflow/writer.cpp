// Writer: column by column of tiles, sends what this core knows of the maxima to the next core of the ring, round by
// round, and then takes the tiles of out in rows [first, first + count) to DRAM.
//
// Runtime arguments: the buffer's address, first row of tiles, number of rows, tiles in a row, rounds, the place on the
// NoC (x, y) of the next core, and the ids of two semaphores: places free in the L1 of the next core, maxima arrived.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t out_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t column_tiles = get_arg_val<uint32_t>(3);
    const uint32_t rounds = get_arg_val<uint32_t>(4);
    const uint32_t next_x = get_arg_val<uint32_t>(5);
    const uint32_t next_y = get_arg_val<uint32_t>(6);
    const uint32_t free_address = get_semaphore(get_arg_val<uint32_t>(7));
    const uint32_t arrived_address = get_semaphore(get_arg_val<uint32_t>(8));

    constexpr uint32_t ring_pages = 2;
    constexpr uint32_t cb_ring = tt::CBIndex::c_2;
    constexpr uint32_t cb_send = tt::CBIndex::c_9;
    constexpr uint32_t cb_out = tt::CBIndex::c_16;

    constexpr auto out_args = TensorAccessorArgs<0>();
    const auto out_accessor = TensorAccessor(out_args, out_address, get_tile_size(cb_out));
    auto* const places_free = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(free_address);

    // The circular buffer lies at the same address on all cores, and its pages are filled in turn.
    const uint32_t ring_address = get_write_ptr(cb_ring);
    uint32_t sent = 0;

    for (uint32_t column = 0; column < column_tiles; ++column) {
        for (uint32_t round = 0; round < rounds; ++round) {
            cb_wait_front(cb_send, 1);
            const uint32_t place_address = ring_address + sent % ring_pages * get_tile_size(cb_ring);
            noc_semaphore_wait_min(places_free, ++sent);
            noc_async_write(get_read_ptr(cb_send), get_noc_addr(next_x, next_y, place_address), get_tile_size(cb_send));
            noc_async_write_barrier();  // the tile has arrived before the word of it does
            noc_semaphore_inc(get_noc_addr(next_x, next_y, arrived_address), 1);
            noc_async_atomic_barrier();
            cb_pop_front(cb_send, 1);
        }
        for (uint32_t row = first; row < first + count; ++row) {
            cb_wait_front(cb_out, 1);
            noc_async_write_tile(row * column_tiles + column, out_accessor, get_read_ptr(cb_out));
            noc_async_write_barrier();
            cb_pop_front(cb_out, 1);
        }
    }
}
