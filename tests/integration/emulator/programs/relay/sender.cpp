// Sends tiles to the circular buffer of another core. Semaphore 0 here: that core has room. Semaphore 1 there: a tile is in.
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t address = get_arg_val<uint32_t>(0);
    const uint32_t count = get_arg_val<uint32_t>(1);
    const uint32_t peer_x = get_arg_val<uint32_t>(2);
    const uint32_t peer_y = get_arg_val<uint32_t>(3);
    constexpr auto args = TensorAccessorArgs<0>();
    const auto in = TensorAccessor(args, address);
    auto* room = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(0));
    const uint64_t arrived = get_noc_addr(peer_x, peer_y, get_semaphore(1));
    const uint32_t l1 = get_write_ptr(0);

    for (uint32_t tile = 0; tile < count; ++tile) {
        noc_async_read_tile(tile, in, l1);
        noc_async_read_barrier();
        noc_semaphore_wait(room, 1);
        noc_semaphore_set(room, 0);
        noc_async_write(l1, get_noc_addr(peer_x, peer_y, l1), get_tile_size(0));
        noc_async_write_barrier();
        noc_semaphore_inc(arrived, 1);
    }
    noc_async_atomic_barrier();
}
