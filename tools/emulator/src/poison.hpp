// The bytes that memory holds while it holds no data. Both patterns are NaN as bf16 and as float32, so that arithmetic
// on them shows, and both are odd enough as integers to be recognised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tilesmith {

/// Memory that nobody has written since it was allocated.
constexpr uint16_t kUnwritten = 0x7FD2;
/// The destination of a NoC read whose data has not arrived: it arrives at the barrier.
constexpr uint16_t kInFlight = 0x7FC1;

void poison(std::byte* begin, size_t bytes, uint16_t pattern);

/// True when `bytes` bytes (at least 16) hold nothing but `pattern`.
bool is_poison(const std::byte* begin, size_t bytes, uint16_t pattern);

}  // namespace tilesmith
