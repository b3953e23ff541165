// One circular buffer of one core. As on the chip, the counts of received and acknowledged pages are shared by the three
// processors, while each processor keeps its own read and write pointer.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "kernel_context.hpp"
#include "report.hpp"

namespace tilesmith {

struct CbPort {
    uint32_t read_pointer = 0;   ///< L1 address
    uint32_t write_pointer = 0;
    uint32_t waited = 0;         ///< pages waited for and not popped
    uint32_t reserved = 0;       ///< pages reserved and not pushed
    uint32_t pack_page = 0;      ///< next page for a pack_tile that names none
    uint64_t pushed = 0;
    uint64_t popped = 0;
    uint32_t reserve_calls = 0;
    uint32_t wait_calls = 0;
    uint32_t reserves_since_push = 0;
    uint64_t seen = 0;           ///< highest page number (counted from the start) that was ever waited for
    bool blamed = false;         ///< a finding has said that this kernel reads without waiting
    CallSite last_push, last_pop, last_wait, last_reserve;
};

/// A read of CB memory that looked wrong when it happened, but is a fault only if the CB turns out to be a queue.
struct SuspiciousRead {
    Processor processor;
    CallSite site;
    uint32_t page = 0;      ///< counted from the front
    bool popped = false;    ///< it was in the queue before
};

struct CbPage {
    bool written = false;        ///< since it was last popped
    bool pushed = false;         ///< at least once
    bool pushed_empty = false;   ///< the last push found nothing written, and nothing has come since
    Processor pusher = Processor::riscv_0;
    CallSite pushed_at;
};

/// A finding that may turn out to be the consequence of another one.
struct DeferredFinding {
    uint32_t page = 0;
    Finding finding;
};

struct CircularBuffer {
    bool exists = false;
    uint32_t index = 0;
    DataFormat format = DataFormat::Invalid;
    TileGeometry tile;
    uint32_t address = 0;
    uint32_t size = 0;        ///< bytes
    uint32_t page_size = 0;
    uint32_t capacity = 0;    ///< pages
    bool borrowed = false;    ///< lies on a sharded buffer
    bool shared = false;      ///< its memory has several indices
    uint64_t received = 0;    ///< pages pushed since the start
    uint64_t acked = 0;       ///< pages popped since the start
    std::array<CbPort, 3> ports;
    std::vector<CbPage> pages;
    std::vector<SuspiciousRead> suspicious;
    std::vector<DeferredFinding> deferred;
    std::vector<Finding> early;   ///< arrivals in pages that were not reserved

    /// Whether what happens to its pages is followed: not where other buffers lie on the same memory.
    bool tracked() const { return !borrowed && !shared; }
    uint32_t available() const { return static_cast<uint32_t>(received - acked); }
    uint32_t free() const { return capacity - available(); }
    uint32_t end() const { return address + size; }
    bool contains(uint32_t at) const { return at >= address && at < end(); }
    /// A kernel that never reserves harms nobody as long as no page comes round again: careless, but not wrong.
    Severity severity_of_unreserved(const CbPort& port, uint32_t pages_more) const {
        return port.reserve_calls == 0 && received + pages_more <= capacity ? Severity::warning : Severity::error;
    }
    CbPort& port(Processor processor) { return ports[static_cast<size_t>(processor)]; }
    const CbPort& port(Processor processor) const { return ports[static_cast<size_t>(processor)]; }
};

}  // namespace tilesmith
