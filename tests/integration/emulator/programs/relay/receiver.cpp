// Tells the sender that there is room, and publishes each tile that has come in.
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    const uint64_t room = get_noc_addr(get_arg_val<uint32_t>(1), get_arg_val<uint32_t>(2), get_semaphore(0));
    auto* arrived = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(1));

    for (uint32_t tile = 0; tile < count; ++tile) {
        cb_reserve_back(0, 1);
        noc_semaphore_inc(room, 1);
        noc_semaphore_wait(arrived, 1);
        noc_semaphore_set(arrived, 0);
        cb_push_back(0, 1);
    }
    noc_async_atomic_barrier();
}
