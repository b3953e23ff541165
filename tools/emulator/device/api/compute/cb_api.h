// Circular buffers in compute kernels, with the names of tt-metal 0.81.
#pragma once

#include "api/compute/detail/calls.h"
#include "tilesmith/circular_buffers.h"

namespace ckernel {

using ::cb_pop_front;
using ::cb_push_back;
using ::cb_reserve_back;
using ::cb_wait_front;

inline uint32_t get_tile_address(uint32_t cb_id, uint32_t tile_index,
                                 tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::tile_address(cb_id, tile_index, site);
}

inline uint32_t read_tile_value(uint32_t cb_id, uint32_t tile_index, uint32_t element_offset,
                                tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::tile_value(cb_id, tile_index, element_offset, site);
}

inline uint32_t get_tile_l1_byte_address(uint32_t operand_id, uint32_t tile_index,
                                         tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::tile_address(operand_id, tile_index, site);
}

}  // namespace ckernel
