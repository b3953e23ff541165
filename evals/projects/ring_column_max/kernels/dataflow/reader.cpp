// Reader: first the scaler, then column by column of tiles: the tiles of a in rows [first, first + count), for the
// largest of each column; the maxima that come around the ring from the core before this one; and the tiles once more.
//
// Runtime arguments: the buffer's address, first row of tiles, number of rows, tiles in a row, how many maxima come
// for each column of tiles, the place on the NoC (x, y) of the core before this one, and the ids of two semaphores:
// places free in the L1 of the core behind, maxima arrived.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t a_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t column_tiles = get_arg_val<uint32_t>(3);
    const uint32_t rounds = get_arg_val<uint32_t>(4);
    const uint32_t before_x = get_arg_val<uint32_t>(5);
    const uint32_t before_y = get_arg_val<uint32_t>(6);
    const uint32_t free_address = get_semaphore(get_arg_val<uint32_t>(7));
    const uint32_t arrived_address = get_semaphore(get_arg_val<uint32_t>(8));

    constexpr uint32_t passes = 2;
    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
    constexpr uint32_t cb_ring = tt::CBIndex::c_2;

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
    uint32_t received = 0;

    for (uint32_t column = 0; column < column_tiles; ++column) {
        for (uint32_t pass = 0; pass < passes; ++pass) {
            for (uint32_t row = first; row < first + count; ++row) {
                cb_reserve_back(cb_a, 1);
                noc_async_read_tile(row * column_tiles + column, a_accessor, get_write_ptr(cb_a));
                noc_async_read_barrier();
                cb_push_back(cb_a, 1);
            }
            for (uint32_t round = 0; pass == 0 && round < rounds; ++round) {
                // First a place, then the word to the core before that it may write there.
                cb_reserve_back(cb_ring, 1);
                noc_semaphore_inc(get_noc_addr(before_x, before_y, free_address), 1);
                noc_semaphore_wait_min(arrived, ++received);
                noc_async_atomic_barrier();
                cb_push_back(cb_ring, 1);
            }
        }
    }
}
