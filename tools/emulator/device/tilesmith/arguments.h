// Arguments of kernels. The compile-time ones are declared here and defined in kernel_constants.h, which follows the
// constants of each kernel; so this file can be precompiled.
#pragma once

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "tilesmith/runtime.h"

template <uint32_t Idx>
constexpr uint32_t get_ct_arg();
#define get_compile_time_arg_val(arg_idx) get_ct_arg<arg_idx>()

inline uintptr_t get_arg_addr(int arg_idx, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::runtime_arg_address(arg_idx, site);
}
inline uintptr_t get_common_arg_addr(int arg_idx, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::common_runtime_arg_address(arg_idx, site);
}

namespace tilesmith::device {
template <typename T>
inline T from_word(uint32_t word) {
    static_assert(sizeof(T) == 4, "Error: only 4B args are supported");
    T value;
    std::memcpy(&value, &word, sizeof value);
    return value;
}
}  // namespace tilesmith::device

template <typename T>
inline T get_arg_val(int arg_idx, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::from_word<T>(tilesmith::device::runtime_arg(arg_idx, site));
}
template <typename T>
inline T get_common_arg_val(int arg_idx, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::from_word<T>(tilesmith::device::common_runtime_arg(arg_idx, site));
}

inline uint8_t get_absolute_logical_x() { return static_cast<uint8_t>(tilesmith::device::logical_x()); }
inline uint8_t get_absolute_logical_y() { return static_cast<uint8_t>(tilesmith::device::logical_y()); }
inline uint8_t get_relative_logical_x() { return get_absolute_logical_x(); }
inline uint8_t get_relative_logical_y() { return get_absolute_logical_y(); }
