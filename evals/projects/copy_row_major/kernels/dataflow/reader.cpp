// Reader: brings rows [first, first + count) of a from DRAM to L1. A page is a row with its padding.
//
// Runtime arguments: the buffer's address, first row, number of rows, bytes of a page.
// Compile-time arguments: the TensorAccessorArgs of the tensor.

#include <cstdint>

#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t a_address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    const uint32_t count = get_arg_val<uint32_t>(2);
    const uint32_t page_bytes = get_arg_val<uint32_t>(3);

    constexpr uint32_t cb_rows = tt::CBIndex::c_0;

    constexpr auto a_args = TensorAccessorArgs<0>();
    const auto a_accessor = TensorAccessor(a_args, a_address, page_bytes);

    for (uint32_t row = first; row < first + count; ++row) {
        cb_reserve_back(cb_rows, 1);
        noc_async_read_page(row, a_accessor, get_write_ptr(cb_rows));
        noc_async_read_barrier();  // a row may be handed over only when it has arrived
        cb_push_back(cb_rows, 1);
    }
}
