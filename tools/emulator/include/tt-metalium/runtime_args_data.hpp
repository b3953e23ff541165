#pragma once

#include <cstddef>
#include <cstdint>

namespace tt::tt_metal {

/// Runtime arguments in place, to be changed between two launches. Reading past the end throws std::out_of_range.
struct RuntimeArgsData {
    std::uint32_t* rt_args_data = nullptr;
    std::size_t rt_args_count = 0;

    std::uint32_t& operator[](std::size_t index) { return at(index); }
    const std::uint32_t& operator[](std::size_t index) const { return at(index); }
    std::uint32_t& at(std::size_t index);
    const std::uint32_t& at(std::size_t index) const { return const_cast<RuntimeArgsData*>(this)->at(index); }
    std::uint32_t* data() noexcept { return rt_args_data; }
    const std::uint32_t* data() const noexcept { return rt_args_data; }
    std::size_t size() const noexcept { return rt_args_count; }
};

}  // namespace tt::tt_metal
