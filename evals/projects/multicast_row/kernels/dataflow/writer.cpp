// Writer: takes the tiles of out from L1 to DRAM, column by column of tiles, rows [first, first + count).
//
// Runtime arguments: the buffer's address, first row of tiles, number of rows, tiles in a row.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t out_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t column_tiles = get_arg_val<uint32_t>(3);

    constexpr uint32_t cb_out = tt::CBIndex::c_16;

    constexpr auto out_args = TensorAccessorArgs<0>();
    const auto out_accessor = TensorAccessor(out_args, out_address, get_tile_size(cb_out));

    for (uint32_t column = 0; column < column_tiles; ++column) {
        for (uint32_t row = first; row < first + count; ++row) {
            cb_wait_front(cb_out, 1);
            noc_async_write_tile(row * column_tiles + column, out_accessor, get_read_ptr(cb_out));
            // The tile's L1 may be reused only when its write has left the core.
            noc_async_write_barrier();
            cb_pop_front(cb_out, 1);
        }
    }
}
