// DST read and written by a kernel's own code, for debugging: the names and signatures of tt-metal 0.81.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat fmt>
inline void dbg_read_dest_tile(
    uint32_t tile_id, void* dst_buffer, bool enable_swizzle = true,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    detail::full_width_only(!enable_swizzle, "dbg_read_dest_tile without swizzling", site);
    tilesmith::device::dbg_read_dest_tile(static_cast<uint32_t>(fmt), tile_id, dst_buffer, site);
}

template <DataFormat fmt>
inline void dbg_write_dest_tile(
    uint32_t tile_id, const void* src_buffer, bool enable_swizzle = true,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    detail::full_width_only(!enable_swizzle, "dbg_write_dest_tile without swizzling", site);
    tilesmith::device::dbg_write_dest_tile(static_cast<uint32_t>(fmt), tile_id, src_buffer, site);
}

}  // namespace ckernel
