// Reader: for each tile [first, first + count) of out the tile of a, or beyond the end of a that of b.
//
// Runtime arguments: the addresses of a and b, first tile, number of tiles, tiles of a.
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
    const uint32_t b_address = get_arg_val<uint32_t>(1);
    const uint32_t first = get_arg_val<uint32_t>(2);
    const uint32_t count = get_arg_val<uint32_t>(3);
    const uint32_t a_tiles = get_arg_val<uint32_t>(4);

    constexpr uint32_t cb_a = tt::CBIndex::c_0;

    constexpr auto a_args = TensorAccessorArgs<0>();
    constexpr auto b_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));
    const auto b_accessor = TensorAccessor(b_args, b_address, get_tile_size(cb_a));

    for (uint32_t tile = first; tile < first + count; ++tile) {
        if (tile < a_tiles) {
            bring(cb_a, a_accessor, tile);
        } else {
            bring(cb_a, b_accessor, tile - a_tiles);
        }
    }
}
