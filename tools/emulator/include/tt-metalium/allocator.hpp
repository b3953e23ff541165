#pragma once

#include <cstdint>

#include <tt-metalium/buffer_types.hpp>
#include <tt-metalium/hal_types.hpp>

namespace tt::tt_metal {

/// Facts about the memories of the device.
class Allocator {
public:
    uint32_t get_alignment(BufferType buffer_type) const;
    uint32_t get_num_banks(BufferType buffer_type) const;
    DeviceAddr get_base_allocator_addr(HalMemType mem_type) const;
};

}  // namespace tt::tt_metal
