// Reader: column by column of tiles, the tile of b and then the tiles of a in rows [first, first + count). Core 0 alone
// reads b from DRAM and multicasts each tile to the cores of the rectangle; the others wait for it.
//
// Runtime arguments: the addresses of a and b, first row of tiles, number of rows, tiles in a row, how many cores
// receive, the sender's place on the NoC (x, y) and the far corner of the rectangle (x, y), whether this core sends, and
// the ids of two semaphores: receivers ready, tiles arrived.
// Compile-time arguments: the TensorAccessorArgs of a and b, one after the other.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t a_address = get_arg_val<uint32_t>(0);
    const uint32_t b_address = get_arg_val<uint32_t>(1);
    const uint32_t first = get_arg_val<uint32_t>(2);
    const uint32_t count = get_arg_val<uint32_t>(3);
    const uint32_t column_tiles = get_arg_val<uint32_t>(4);
    const uint32_t receivers = get_arg_val<uint32_t>(5);
    const uint32_t sender_x = get_arg_val<uint32_t>(6);
    const uint32_t sender_y = get_arg_val<uint32_t>(7);
    const uint32_t corner_x = get_arg_val<uint32_t>(8);
    const uint32_t corner_y = get_arg_val<uint32_t>(9);
    const bool sends = get_arg_val<uint32_t>(10) != 0;
    const uint32_t ready_address = get_semaphore(get_arg_val<uint32_t>(11));
    const uint32_t arrived_address = get_semaphore(get_arg_val<uint32_t>(12));

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_b = tt::CBIndex::c_1;

    constexpr auto a_args = TensorAccessorArgs<0>();
    constexpr auto b_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));
    const auto b_accessor = TensorAccessor(b_args, b_address, get_tile_size(cb_b));

    auto* const ready = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(ready_address);
    auto* const arrived = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(arrived_address);

    for (uint32_t column = 0; column < column_tiles; ++column) {
        // All cores take as many tiles of b, so its place in the circular buffer is at the same address on each.
        cb_reserve_back(cb_b, 1);
        const uint32_t tile_address = get_write_ptr(cb_b);
        if (sends) {
            noc_async_read_tile(column, b_accessor, tile_address);
            noc_async_read_barrier();
            if (receivers > 0) {
                noc_semaphore_wait(ready, receivers);
                noc_semaphore_set(ready, 0);
                noc_async_write_multicast(
                    tile_address, get_noc_multicast_addr(sender_x, sender_y, corner_x, corner_y, tile_address),
                    get_tile_size(cb_b), receivers);
                // The count travels the same way, so it cannot overtake the tile.
                noc_semaphore_set(arrived, column + 1);
                noc_semaphore_set_multicast(
                    arrived_address, get_noc_multicast_addr(sender_x, sender_y, corner_x, corner_y, arrived_address),
                    receivers);
                noc_async_write_barrier();
            }
        } else {
            noc_semaphore_inc(get_noc_addr(sender_x, sender_y, ready_address), 1);
            noc_semaphore_wait_min(arrived, column + 1);
            noc_async_atomic_barrier();
        }
        cb_push_back(cb_b, 1);

        for (uint32_t row = first; row < first + count; ++row) {
            cb_reserve_back(cb_a, 1);
            noc_async_read_tile(row * column_tiles + column, a_accessor, get_write_ptr(cb_a));
            noc_async_read_barrier();
            cb_push_back(cb_a, 1);
        }
    }
}
