// Reader: first the scaler and the mask, then for each row of tiles [first, first + count) the tiles of a for the mean,
// for the variance, and for the result, there with the weights and biases of their columns. So rows of any length
// need but two tiles of L1.
//
// Runtime arguments: the addresses of a, weight and bias, first row of tiles, number of rows, tiles in a row, columns of
// the last tile that count. Compile-time arguments: the TensorAccessorArgs of the three, one after the other.

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
    const uint32_t bias_address = get_arg_val<uint32_t>(2);
    const uint32_t first = get_arg_val<uint32_t>(3);
    const uint32_t count = get_arg_val<uint32_t>(4);
    const uint32_t column_tiles = get_arg_val<uint32_t>(5);
    const uint32_t last_columns = get_arg_val<uint32_t>(6);

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_scaler = tt::CBIndex::c_1;
    constexpr uint32_t cb_weight = tt::CBIndex::c_2;
    constexpr uint32_t cb_bias = tt::CBIndex::c_3;
    constexpr uint32_t cb_mask = tt::CBIndex::c_4;

    // What sums and maxima multiply by: 1 in the first row of each 16x16 face, two bfloat16 a word, and 0 elsewhere.
    constexpr uint32_t words = 512, face_words = 128, row_words = 8;
    cb_reserve_back(cb_scaler, 1);
    auto* const scaler = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(cb_scaler));
    for (uint32_t word = 0; word < words; ++word) {
        scaler[word] = word % face_words < row_words ? 0x3f803f80 : 0;
    }
    cb_push_back(cb_scaler, 1);

    // Element `place` of a tile stands in face place / 256, whose odd ones hold columns 16 to 31.
    constexpr uint32_t elements = 1024, face_elements = 256, face_columns = 16, one = 0x3f80;
    cb_reserve_back(cb_mask, 1);
    auto* const mask = reinterpret_cast<volatile tt_l1_ptr uint16_t*>(get_write_ptr(cb_mask));
    for (uint32_t place = 0; place < elements; ++place) {
        const uint32_t column = place / face_elements % 2 * face_columns + place % face_columns;
        mask[place] = column < last_columns ? one : 0;
    }
    cb_push_back(cb_mask, 1);

    constexpr auto a_args = TensorAccessorArgs<0>();
    constexpr auto weight_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    constexpr auto bias_args = TensorAccessorArgs<weight_args.next_compile_time_args_offset()>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));
    const auto weight_accessor = TensorAccessor(weight_args, weight_address, get_tile_size(cb_weight));
    const auto bias_accessor = TensorAccessor(bias_args, bias_address, get_tile_size(cb_bias));

    for (uint32_t row = first; row < first + count; ++row) {
        for (uint32_t pass = 0; pass < 2; ++pass) {
            for (uint32_t step = 0; step < column_tiles; ++step) {
                bring(cb_a, a_accessor, row * column_tiles + step);
            }
        }
        for (uint32_t step = 0; step < column_tiles; ++step) {
            bring(cb_a, a_accessor, row * column_tiles + step);
            bring(cb_weight, weight_accessor, step);
            bring(cb_bias, bias_accessor, step);
        }
    }
}
