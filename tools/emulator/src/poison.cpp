#include "poison.hpp"

#include <algorithm>

namespace tilesmith {

void poison(std::byte* begin, size_t bytes, uint16_t pattern) {
    const size_t halves = bytes / 2;
    auto* out = reinterpret_cast<uint16_t*>(begin);
    std::fill_n(out, halves, pattern);
    if (bytes % 2 != 0) {
        begin[bytes - 1] = static_cast<std::byte>(pattern & 0xFF);
    }
}

bool is_poison(const std::byte* begin, size_t bytes, uint16_t pattern) {
    if (bytes < 16) {
        return false;
    }
    const auto* at = reinterpret_cast<const uint16_t*>(begin);
    return std::all_of(at, at + bytes / 2, [pattern](uint16_t half) { return half == pattern; });
}

}  // namespace tilesmith
