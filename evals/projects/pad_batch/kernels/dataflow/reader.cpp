// Reader: for each tile [first, first + count) of out a tile of zeros where it belongs to the matrix before a or behind
// it, and the tile of a elsewhere.
//
// Runtime arguments: the buffer's address, first tile, number of tiles, tiles of a matrix, tiles of a.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

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
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t matrix_tiles = get_arg_val<uint32_t>(3);
    const uint32_t a_tiles = get_arg_val<uint32_t>(4);

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t words = 512;  // two bfloat16 each

    constexpr auto a_args = TensorAccessorArgs<0>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));

    for (uint32_t tile = first; tile < first + count; ++tile) {
        if (tile >= matrix_tiles && tile < matrix_tiles + a_tiles) {
            bring(cb_a, a_accessor, tile - matrix_tiles);
            continue;
        }
        cb_reserve_back(cb_a, 1);
        auto* const zeros = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(cb_a));
        for (uint32_t word = 0; word < words; ++word) {
            zeros[word] = 0;
        }
        cb_push_back(cb_a, 1);
    }
}
