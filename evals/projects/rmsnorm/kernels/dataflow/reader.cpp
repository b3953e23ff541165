// Reader: first the scaler, then for each row of tiles [first, first + count) the tiles of a for the mean of squares,
// and again for the result, each with the weights of its columns. So rows of any length need but two tiles of L1.
//
// Runtime arguments: the addresses of a and weight, first row of tiles, number of rows, tiles in a row.
// Compile-time arguments: the TensorAccessorArgs of both, one after the other.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

// One tile, handed over when it has arrived.
template <typename Accessor>
inline void bring(uint32_t cb, const Accessor& accessor, uint32_t tile) {
    cb_reserve_back(cb, 1);
    noc_async_read_tile(tile, accessor, get_write_ptr(cb));
    noc_async_read_barrier();
    cb_push_back(cb, 1);
}

void kernel_main() {
    const uint32_t a_address = get_arg_val<uint32_t>(0);
    const uint32_t weight_address = get_arg_val<uint32_t>(1);
    const uint32_t first = get_arg_val<uint32_t>(2);
    const uint32_t count = get_arg_val<uint32_t>(3);
    const uint32_t column_tiles = get_arg_val<uint32_t>(4);

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
    constexpr uint32_t cb_weight = tt::CBIndex::c_2;

    // What sums and maxima multiply by: 1 in the first row of each 16x16 face, two bfloat16 a word, and 0 elsewhere.
    constexpr uint32_t words = 512, face_words = 128, row_words = 8;
    cb_reserve_back(cb_scaler, 1);
    auto* const scaler = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(cb_scaler));
    for (uint32_t word = 0; word < words; ++word) {
        scaler[word] = word % face_words < row_words ? 0x3f803f80 : 0;
    }
    cb_push_back(cb_scaler, 1);

    constexpr auto a_args = TensorAccessorArgs<0>();
    constexpr auto weight_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));
    const auto weight_accessor = TensorAccessor(weight_args, weight_address, get_tile_size(cb_weight));

    for (uint32_t row = first; row < first + count; ++row) {
        for (uint32_t step = 0; step < column_tiles; ++step) {
            bring(cb_a, a_accessor, row * column_tiles + step);
        }
        for (uint32_t step = 0; step < column_tiles; ++step) {
            bring(cb_a, a_accessor, row * column_tiles + step);
            bring(cb_weight, weight_accessor, step);
        }
    }
}
