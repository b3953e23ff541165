// NoC transactions that were issued and have not been waited for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "arch.hpp"

namespace tilesmith {

/// A resolved end of a transaction.
struct Endpoint {
    bool dram = false;
    uint32_t unit = 0;        ///< DRAM bank or core index
    uint64_t address = 0;
};

enum class TransferKind : uint8_t { read, write, multicast, inline_write, atomic };

struct Transfer {
    TransferKind kind = TransferKind::read;
    uint8_t noc = 0;
    uint32_t trid = 0;
    bool posted = false;
    bool blamed = false;          ///< a finding has said that it is not waited for
    bool delivered = false;       ///< took place although no barrier asked for it yet
    uint32_t local = 0;           ///< L1 address on the issuing core (destination of a read, source of a write)
    uint32_t size = 0;
    uint32_t value = 0;           ///< inline write: the word; atomic: the increment
    std::vector<Endpoint> remote; ///< one, or all destinations of a multicast
    CallSite site;

    bool has_source() const { return kind == TransferKind::write || kind == TransferKind::multicast; }

    /// Whether it fetches bytes from L1 that must not change yet. A write to another core that has taken place is over
    /// once that core has answered, and kernels may rely on its answer; of DRAM only the barrier tells.
    bool needs_source() const { return has_source() && (!delivered || (!remote.empty() && remote.front().dram)); }

    bool reaches(const Endpoint& end) const {
        return std::any_of(remote.begin(), remote.end(), [&](const Endpoint& at) { return !at.dram && !end.dram && at.unit == end.unit; });
    }
};

struct TransferQueue {
    std::vector<Transfer> reads;
    std::vector<Transfer> writes;  ///< writes and atomics, in the order of issue
    // All sources of those lie between these two.
    uint32_t source_begin = UINT32_MAX, source_end = 0;
    bool idle() const;
};

inline bool TransferQueue::idle() const {
    if (!reads.empty()) {
        return false;
    }
    for (const Transfer& write : writes) {
        if (!write.delivered) {
            return false;
        }
    }
    return true;
}

/// The NoC address of a page that does not exist.
struct PastEnd {
    uint64_t noc_address = 0;
    uint32_t page = 0;
    uint32_t buffer_id = 0;
};

/// That a kernel used the accessor words at `offset` with a tensor at `address`.
struct AccessorUse {
    uint32_t offset = 0;
    uint64_t address = 0;
    CallSite site;
};

}  // namespace tilesmith
