// Trebles the rows of the input, in memory of its own that no other kernel uses.
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    constexpr auto in_args = TensorAccessorArgs<0>();
    constexpr auto out_args = TensorAccessorArgs<in_args.next_compile_time_args_offset()>();
    const uint32_t in_address = get_arg_val<uint32_t>(0);
    const auto in = TensorAccessor(in_args, in_address);
    const auto out = TensorAccessor(out_args, get_arg_val<uint32_t>(1));
    const uint32_t l1 = get_write_ptr(0);
    auto* words = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);

    for (uint32_t row = 0; row < 4; ++row) {
        noc_async_read_page(row, in, l1);
        noc_async_read_barrier();
        for (uint32_t i = 0; i < 16; ++i) {
            words[i] = words[i] * 3;
        }
        noc_async_write_page(row, out, l1);
        noc_async_write_barrier();
    }
}
