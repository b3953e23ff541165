// Places buffers in the address range that all banks of one kind share: a buffer has the same address in every bank.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace tilesmith {

class BankAllocator {
public:
    /// Addresses [begin, end) of every bank; each buffer starts at a multiple of `alignment`. In front of the first one and
    /// behind each lie `gap` bytes that belong to none.
    BankAllocator(uint64_t begin, uint64_t end, uint64_t alignment, uint64_t gap = 0)
        : begin_(begin + gap), end_(end), alignment_(alignment), gap_(gap) {}

    /// First fit from below (DRAM) or from above (L1). Nothing when no gap is large enough.
    std::optional<uint64_t> allocate(uint64_t bytes, bool bottom_up);

    /// Takes exactly this range; false when a part of it is in use or outside.
    bool allocate_at(uint64_t address, uint64_t bytes);
    void release(uint64_t address) { used_.erase(address); }

    /// Address of the lowest allocated byte, if there is any.
    std::optional<uint64_t> lowest() const;
    uint64_t capacity() const { return end_ - begin_; }
    uint64_t in_use() const;

private:
    std::optional<uint64_t> from_below(uint64_t bytes) const;
    std::optional<uint64_t> from_above(uint64_t bytes) const;
    uint64_t aligned_up(uint64_t value) const { return (value + alignment_ - 1) / alignment_ * alignment_; }
    uint64_t aligned_down(uint64_t value) const { return value / alignment_ * alignment_; }

    uint64_t begin_, end_, alignment_, gap_;
    std::map<uint64_t, uint64_t> used_;  // address -> end
};

}  // namespace tilesmith
