#include "poison.hpp"

#include <algorithm>
#include <cstring>

namespace tilesmith {

namespace {

constexpr size_t kCached = 16 * 1024;

}  // namespace

void poison(std::byte* begin, size_t bytes, uint16_t pattern) {
    const std::byte halves[2] = {static_cast<std::byte>(pattern & 0xFF), static_cast<std::byte>(pattern >> 8)};
    size_t done = std::min(bytes, sizeof halves);
    std::copy_n(halves, done, begin);
    // Twice as much each time, out of what the cache holds: `begin` may lie at any address.
    while (done < bytes) {
        const size_t more = std::min({done, bytes - done, kCached});
        std::memcpy(begin + done, begin, more);
        done += more;
    }
}

bool is_poison(const std::byte* begin, size_t bytes, uint16_t pattern) {
    if (bytes < 16) {
        return false;
    }
    uint16_t first;
    std::memcpy(&first, begin, sizeof first);
    // The same as what comes two bytes later: all halves are.
    return first == pattern && std::memcmp(begin, begin + sizeof first, bytes / 2 * 2 - sizeof first) == 0;
}

}  // namespace tilesmith
