// Reader: first the scaler, then for each row of tiles this core's tiles [first, first + count) of it. The core that
// combines then lets the others write their results into its L1, one place for each.
//
// Runtime arguments: the buffer's address, first tile in a row, number of tiles, tiles in a row, rows of tiles, how many
// results come from others (0: this core sends its own), the ids of two semaphores (places free, results arrived),
// and the place of each other core on the NoC (x, y).
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t a_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t column_tiles = get_arg_val<uint32_t>(3);
    const uint32_t row_tiles = get_arg_val<uint32_t>(4);
    const uint32_t others = get_arg_val<uint32_t>(5);
    const uint32_t free_address = get_semaphore(get_arg_val<uint32_t>(6));
    const uint32_t arrived_address = get_semaphore(get_arg_val<uint32_t>(7));
    constexpr uint32_t first_place = 8;

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
    constexpr uint32_t cb_gathered = tt::CBIndex::c_2;

    // What maxima multiply by: 1 in the first row of each 16x16 face, two bfloat16 a word, and 0 elsewhere.
    constexpr uint32_t words = 512, face_words = 128, row_words = 8;
    cb_reserve_back(cb_scaler, 1);
    auto* const scaler = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(cb_scaler));
    for (uint32_t word = 0; word < words; ++word) {
        scaler[word] = word % face_words < row_words ? 0x3f803f80 : 0;
    }
    cb_push_back(cb_scaler, 1);

    constexpr auto a_args = TensorAccessorArgs<0>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));
    auto* const arrived = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(arrived_address);

    for (uint32_t row = 0; row < row_tiles; ++row) {
        for (uint32_t column = first; column < first + count; ++column) {
            cb_reserve_back(cb_a, 1);
            noc_async_read_tile(row * column_tiles + column, a_accessor, get_write_ptr(cb_a));
            noc_async_read_barrier();
            cb_push_back(cb_a, 1);
        }
        if (others > 0) {
            // The places of the last row are free again when the compute kernel has popped them.
            cb_reserve_back(cb_gathered, others);
            for (uint32_t other = 0; other < others; ++other) {
                const uint32_t x = get_arg_val<uint32_t>(first_place + 2 * other);
                const uint32_t y = get_arg_val<uint32_t>(first_place + 2 * other + 1);
                noc_semaphore_inc(get_noc_addr(x, y, free_address), 1);
            }
            noc_semaphore_wait_min(arrived, (row + 1) * others);
            noc_async_atomic_barrier();
            cb_push_back(cb_gathered, others);
        }
    }
}
