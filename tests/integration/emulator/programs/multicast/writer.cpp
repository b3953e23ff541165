// Writes the tiles of circular buffer 0 to tiles [first, first + count) of the output.
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    constexpr auto args = TensorAccessorArgs<0>();
    const auto out = TensorAccessor(args, address);

    for (uint32_t tile = first; tile < first + count; ++tile) {
        cb_wait_front(0, 1);
        noc_async_write_tile(tile, out, get_read_ptr(0));
        noc_async_write_barrier();
        cb_pop_front(0, 1);
    }
}
