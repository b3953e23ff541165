// Adds a number to every word of a tensor, page by page, with the names of the older generation.
#include <cstdint>

#include "dataflow_api.h"

void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto tensor = TensorAccessor(args, get_arg_val<uint32_t>(0), 64);
    const uint32_t pages = get_arg_val<uint32_t>(1), number = get_arg_val<uint32_t>(2);
    experimental::CircularBuffer cb(0);
    experimental::Noc noc;
    for (uint32_t page = 0; page < pages; ++page) {
        cb.reserve_back(1);
        noc.async_read(tensor, cb, 64, {.page_id = page}, {});
        noc.async_read_barrier();
        auto* words = reinterpret_cast<volatile uint32_t*>(cb.get_write_ptr());
        for (uint32_t i = 0; i < 16; ++i) words[i] = words[i] + number;
        cb.push_back(1);
        cb.wait_front(1);
        noc.async_write(cb, tensor, 64, {}, {.page_id = page});
        noc.async_write_barrier();
        cb.pop_front(1);
    }
}
