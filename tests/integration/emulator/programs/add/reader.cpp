// Queues tiles [first, first + count) of both inputs.
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t address0 = get_arg_val<uint32_t>(0);
    const uint32_t address1 = get_arg_val<uint32_t>(1);
    const uint32_t first = get_arg_val<uint32_t>(2);
    const uint32_t count = get_arg_val<uint32_t>(3);
    constexpr auto args0 = TensorAccessorArgs<0>();
    constexpr auto args1 = TensorAccessorArgs<args0.next_compile_time_args_offset()>();
    const auto in0 = TensorAccessor(args0, address0);
    const auto in1 = TensorAccessor(args1, address1);

    for (uint32_t tile = first; tile < first + count; ++tile) {
        cb_reserve_back(0, 1);
        cb_reserve_back(1, 1);
        noc_async_read_tile(tile, in0, get_write_ptr(0));
        noc_async_read_tile(tile, in1, get_write_ptr(1));
        noc_async_read_barrier();
        cb_push_back(0, 1);
        cb_push_back(1, 1);
    }
}
