// Sends each tile to all cores of a rectangle. Semaphore 0 here: how many are ready. Semaphore 1 there: the tile is in.
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t address = get_arg_val<uint32_t>(0);
    const uint32_t count = get_arg_val<uint32_t>(1);
    const uint32_t x0 = get_arg_val<uint32_t>(2);
    const uint32_t y0 = get_arg_val<uint32_t>(3);
    const uint32_t x1 = get_arg_val<uint32_t>(4);
    const uint32_t y1 = get_arg_val<uint32_t>(5);
    const uint32_t receivers = get_arg_val<uint32_t>(6);
    constexpr auto args = TensorAccessorArgs<0>();
    const auto in = TensorAccessor(args, address);
    const uint32_t valid = get_semaphore(1);
    auto* ready = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(0));
    const uint32_t l1 = get_write_ptr(0);

    for (uint32_t tile = 0; tile < count; ++tile) {
        noc_async_read_tile(tile, in, l1);
        noc_async_read_barrier();
        noc_semaphore_wait(ready, receivers);
        noc_semaphore_set(ready, 0);
        noc_async_write_multicast(l1, get_noc_multicast_addr(x0, y0, x1, y1, l1), get_tile_size(0), receivers);
        noc_semaphore_set(reinterpret_cast<volatile tt_l1_ptr uint32_t*>(valid), 1);
        noc_semaphore_set_multicast(valid, get_noc_multicast_addr(x0, y0, x1, y1, valid), receivers);
        noc_async_write_barrier();
    }
}
