// Transactions whose local or remote end lies in a circular buffer: only in pages that are the kernel's to touch.
#include <algorithm>

#include "noc/checks.hpp"
#include "text.hpp"

namespace tilesmith::noc {

namespace {

struct PageRange {
    uint32_t first, last;
};

PageRange pages_of(const CircularBuffer& cb, uint32_t address, uint32_t bytes) {
    const uint32_t end = std::min(address + std::max(bytes, 1u), cb.end());
    return {(address - cb.address) / cb.page_size, (end - 1 - cb.address) / cb.page_size};
}

/// Position of a page in the queue: 0 is the page at the front (or the next to be pushed when the queue is empty).
uint32_t queue_position(const CircularBuffer& cb, uint32_t page) {
    const auto front = static_cast<uint32_t>(cb.acked % cb.capacity);
    return (page + cb.capacity - front) % cb.capacity;
}

}  // namespace

CircularBuffer* cb_at(CoreState& core, uint32_t address) {
    for (CircularBuffer& cb : core.cbs) {
        if (cb.exists && cb.contains(address)) {
            return &cb;
        }
    }
    return nullptr;
}

void check_write_source(Machine& machine, uint32_t address, uint32_t bytes, const char* call, CallSite site) {
    Fiber& fiber = machine.fiber();
    for (const Transfer& read : fiber.transfers.reads) {
        if (address < read.local + read.size && read.local < address + bytes) {
            report_finding(machine, "write_before_read_barrier", Severity::error, site,
                           {text(call, ": the source ", hex(address), " still waits for the data of the read at line ",
                                 read.site.line),
                            "noc_async_read_barrier() between the read and the write",
                            "a read is complete only at its barrier"});
            return;
        }
    }
    CircularBuffer* cb = bytes > kSemaphoreBytes ? cb_at(*fiber.core, address) : nullptr;
    if (cb == nullptr || cb->borrowed) {
        return;
    }
    const CbPort& port = cb->port(fiber.processor);
    const bool producer = port.pushed > 0 || port.reserved > 0;
    const uint32_t last = queue_position(*cb, pages_of(*cb, address, bytes).last);
    if (!producer && last >= port.waited) {
        // A fault only if somebody pushes into this buffer: else it is used as plain memory, which is fine.
        cb->suspicious.push_back({fiber.processor, site, last});
    }
}

void check_read_destination(Machine& machine, uint32_t address, uint32_t bytes, const char* call, CallSite site) {
    Fiber& fiber = machine.fiber();
    CircularBuffer* cb = cb_at(*fiber.core, address);
    if (cb == nullptr || cb->borrowed || cb->port(fiber.processor).waited > 0 || cb->available() == 0) {
        return;
    }
    const PageRange range = pages_of(*cb, address, bytes);
    for (uint32_t page = range.first; page <= range.last; ++page) {
        if (queue_position(*cb, page) >= cb->available()) {
            continue;
        }
        report_finding(machine, "cb_overwrite", Severity::error, site,
                       {text(call, ": the destination ", hex(address), " lies in a page of CB ", cb->index,
                             " that was pushed and not popped yet"),
                        text("cb_reserve_back(", cb->index, ", n) before writing to pages from get_write_ptr(",
                             cb->index, ")"),
                        "the consumer may still read this page"});
        return;
    }
}

void check_arrival(Machine& machine, const Fiber& sender, const Transfer& transfer, const Endpoint& remote) {
    CoreState* core = remote.dram ? nullptr : machine.launch->by_index[remote.unit];
    if (core == nullptr || transfer.size <= kSemaphoreBytes || core == sender.core) {
        return;
    }
    const auto address = static_cast<uint32_t>(remote.address);
    CircularBuffer* cb = cb_at(*core, address);
    if (cb == nullptr || cb->borrowed || cb->received == 0) {
        return;
    }
    uint32_t reserved = 0;
    for (const CbPort& port : cb->ports) {
        reserved = std::max(reserved, port.reserved);
    }
    const uint32_t position = queue_position(*cb, pages_of(*cb, address, transfer.size).first);
    if (position >= cb->available() && position < cb->available() + reserved) {
        return;
    }
    Finding finding{"data_after_publication", Severity::error, place_of(sender, transfer.site), "", "", "", 1};
    finding.message = text("the data of this write reaches CB ", cb->index, " of ", name_of(core->coord),
                           " after that core has pushed the page");
    finding.expected = "data first, then the semaphore that tells the receiver to push";
    finding.hint = "issue the write before the semaphore on the same NoC, or put a barrier between them";
    machine.report.add(std::move(finding));
}

}  // namespace tilesmith::noc
