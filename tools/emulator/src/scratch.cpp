#include "scratch.hpp"

#include <algorithm>
#include <iterator>

namespace tilesmith {

void Scratch::add(uint32_t begin, uint32_t end) {
    auto after = ranges_.upper_bound(begin);
    if (after != ranges_.begin() && std::prev(after)->second >= begin) {
        --after;
        begin = after->first;
    }
    while (after != ranges_.end() && after->first <= end) {
        end = std::max(end, after->second);
        after = ranges_.erase(after);
    }
    ranges_[begin] = end;
}

bool Scratch::holds(uint32_t begin, uint32_t end) const {
    const auto after = ranges_.upper_bound(begin);
    return after != ranges_.begin() && std::prev(after)->second >= end;
}

}  // namespace tilesmith
