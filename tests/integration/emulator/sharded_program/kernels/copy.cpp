#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    constexpr auto in_args = TensorAccessorArgs<0, 0>();
    constexpr auto out_args = TensorAccessorArgs<in_args.next_compile_time_args_offset()>();
    const auto in = TensorAccessor(in_args, get_arg_val<uint32_t>(0));
    const auto out = TensorAccessor(out_args, get_arg_val<uint32_t>(1));
    const uint32_t pages = get_arg_val<uint32_t>(2);
    const uint32_t l1 = get_write_ptr(0);
    for (uint32_t page = 0; page < pages; ++page) {
        noc_async_read_page(page, in, l1);
        noc_async_read_barrier();
        noc_async_write_page(page, out, l1);
        noc_async_write_barrier();
    }
}
