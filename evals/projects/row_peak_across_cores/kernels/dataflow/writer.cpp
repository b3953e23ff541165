// Writer: of the core that combines, takes the result of each row of tiles to DRAM; of the others, sends the partial result to
// that core's L1 when there is a place for it.
//
// Runtime arguments: the buffer's address, rows of tiles, whether this core combines, this core's place among those
// that send, the combining core's place on the NoC (x, y), and the ids of two semaphores: places free, results arrived.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t out_address = get_arg_val<uint32_t>(0);
    const uint32_t row_tiles = get_arg_val<uint32_t>(1);
    const bool combines = get_arg_val<uint32_t>(2) != 0;
    const uint32_t place = get_arg_val<uint32_t>(3);
    const uint32_t combiner_x = get_arg_val<uint32_t>(4);
    const uint32_t combiner_y = get_arg_val<uint32_t>(5);
    const uint32_t free_address = get_semaphore(get_arg_val<uint32_t>(6));
    const uint32_t arrived_address = get_semaphore(get_arg_val<uint32_t>(7));

    constexpr uint32_t cb_gathered = tt::CBIndex::c_2;
    constexpr uint32_t cb_out = tt::CBIndex::c_16;

    constexpr auto out_args = TensorAccessorArgs<0>();
    const auto out_accessor = TensorAccessor(out_args, out_address, get_tile_size(cb_out));
    auto* const places_free = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(free_address);

    // The circular buffer lies at the same address on all cores, and is filled as a whole each time.
    const uint32_t place_address = get_write_ptr(cb_gathered) + place * get_tile_size(cb_gathered);

    for (uint32_t row = 0; row < row_tiles; ++row) {
        cb_wait_front(cb_out, 1);
        if (combines) {
            noc_async_write_tile(row, out_accessor, get_read_ptr(cb_out));
            noc_async_write_barrier();
        } else {
            noc_semaphore_wait_min(places_free, row + 1);
            noc_async_write(
                get_read_ptr(cb_out), get_noc_addr(combiner_x, combiner_y, place_address), get_tile_size(cb_out));
            noc_async_write_barrier();  // the result has arrived before the word of it does
            noc_semaphore_inc(get_noc_addr(combiner_x, combiner_y, arrived_address), 1);
            noc_async_atomic_barrier();
        }
        cb_pop_front(cb_out, 1);
    }
}
