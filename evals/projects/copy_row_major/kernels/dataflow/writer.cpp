// Writer: takes rows [first, first + count) from L1 to out in DRAM. A page is a row with its padding.
//
// Runtime arguments: the buffer's address, first row, number of rows, bytes of a page.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t out_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t page_bytes = get_arg_val<uint32_t>(3);

    constexpr uint32_t cb_rows = tt::CBIndex::c_0;

    constexpr auto out_args = TensorAccessorArgs<0>();
    const auto out_accessor = TensorAccessor(out_args, out_address, page_bytes);

    for (uint32_t row = first; row < first + count; ++row) {
        cb_wait_front(cb_rows, 1);
        noc_async_write_page(row, out_accessor, get_read_ptr(cb_rows));
        // The row's L1 may be reused only when its write has left the core.
        noc_async_write_barrier();
        cb_pop_front(cb_rows, 1);
    }
}
