// Reader: for each tile [first, first + count) of out, step by step along the inner dimension, the tiles of a and b that the product is made of, then that of c.
//
// Runtime arguments: the addresses of a, b and c, first tile, number of tiles, tiles along the inner dimension, columns of the
// product in tiles. Compile-time arguments: the TensorAccessorArgs of the tensors, one after the other.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t a_address = get_arg_val<uint32_t>(0);
    const uint32_t b_address = get_arg_val<uint32_t>(1);
    const uint32_t c_address = get_arg_val<uint32_t>(2);
    const uint32_t first = get_arg_val<uint32_t>(3);
    const uint32_t count = get_arg_val<uint32_t>(4);
    const uint32_t inner_tiles = get_arg_val<uint32_t>(5);
    const uint32_t column_tiles = get_arg_val<uint32_t>(6);

    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_b = tt::CBIndex::c_1;
    constexpr uint32_t cb_c = tt::CBIndex::c_2;

    constexpr auto a_args = TensorAccessorArgs<0>();
    constexpr auto b_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    constexpr auto c_args = TensorAccessorArgs<b_args.next_compile_time_args_offset()>();
    const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));
    const auto b_accessor = TensorAccessor(b_args, b_address, get_tile_size(cb_b));
    const auto c_accessor = TensorAccessor(c_args, c_address, get_tile_size(cb_c));

    for (uint32_t tile = first; tile < first + count; ++tile) {
        const uint32_t row = tile / column_tiles;
        const uint32_t column = tile % column_tiles;
        for (uint32_t k = 0; k < inner_tiles; ++k) {
            cb_reserve_back(cb_a, 1);
            cb_reserve_back(cb_b, 1);
            noc_async_read_tile(row * inner_tiles + k, a_accessor, get_write_ptr(cb_a));
            noc_async_read_tile(k * column_tiles + column, b_accessor, get_write_ptr(cb_b));
            noc_async_read_barrier();  // a tile may be handed over only when it has arrived
            cb_push_back(cb_a, 1);
            cb_push_back(cb_b, 1);
        }
        cb_reserve_back(cb_c, 1);
        noc_async_read_tile(column, c_accessor, get_write_ptr(cb_c));
        noc_async_read_barrier();
        cb_push_back(cb_c, 1);
    }
}
