#include "bank_allocator.hpp"

#include <algorithm>

namespace tilesmith {

std::optional<uint64_t> BankAllocator::allocate(uint64_t bytes, bool bottom_up) {
    const uint64_t wanted = std::max<uint64_t>(bytes, alignment_) + gap_;
    const auto address = bottom_up ? from_below(wanted) : from_above(wanted);
    if (address) {
        used_[*address] = *address + wanted;
    }
    return address;
}

std::optional<uint64_t> BankAllocator::from_below(uint64_t bytes) const {
    uint64_t candidate = aligned_up(begin_);
    for (const auto& [address, end] : used_) {
        if (candidate + bytes <= address) {
            break;
        }
        candidate = std::max(candidate, aligned_up(end));
    }
    return candidate + bytes <= end_ ? std::optional(candidate) : std::nullopt;
}

std::optional<uint64_t> BankAllocator::from_above(uint64_t bytes) const {
    uint64_t top = end_;
    for (auto it = used_.rbegin();; ++it) {
        const uint64_t floor = it == used_.rend() ? begin_ : it->second;
        if (top >= bytes && aligned_down(top - bytes) >= floor) {
            return aligned_down(top - bytes);
        }
        if (it == used_.rend()) {
            return std::nullopt;
        }
        top = std::min(top, it->first);
    }
}

bool BankAllocator::allocate_at(uint64_t address, uint64_t bytes) {
    if (address < begin_ || address + bytes > end_) {
        return false;
    }
    for (const auto& [begin, end] : used_) {
        if (address < end && begin < address + bytes) {
            return false;
        }
    }
    used_[address] = address + bytes;
    return true;
}

std::optional<uint64_t> BankAllocator::lowest() const {
    return used_.empty() ? std::nullopt : std::optional(used_.begin()->first);
}

uint64_t BankAllocator::in_use() const {
    uint64_t total = 0;
    for (const auto& [begin, end] : used_) {
        total += end - begin;
    }
    return total;
}

}  // namespace tilesmith
