// Makes a tile of ones in circular buffer 2, then queues all tiles of the input.
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t address = get_arg_val<uint32_t>(0);
    const uint32_t count = get_arg_val<uint32_t>(1);
    constexpr auto args = TensorAccessorArgs<0>();
    const auto in = TensorAccessor(args, address);

    cb_reserve_back(2, 1);
    auto* ones = reinterpret_cast<volatile tt_l1_ptr uint16_t*>(get_write_ptr(2));
    for (uint32_t i = 0; i < 1024; ++i) {
        ones[i] = 0x3F80;
    }
    cb_push_back(2, 1);
    for (uint32_t tile = 0; tile < count; ++tile) {
        cb_reserve_back(0, 1);
        noc_async_read_tile(tile, in, get_write_ptr(0));
        noc_async_read_barrier();
        cb_push_back(0, 1);
    }
}
