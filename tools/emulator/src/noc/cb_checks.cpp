// Transactions whose local or remote end lies in a circular buffer: only in pages that are the kernel's to touch.
#include "cb/pages.hpp"
#include "noc/checks.hpp"
#include "text.hpp"

namespace tilesmith::noc {

void check_write_source(Machine& machine, uint32_t address, uint32_t bytes, const char* call, CallSite site) {
    Fiber& fiber = machine.fiber();
    for (Transfer& read : fiber.transfers.reads) {
        if (address < read.local + read.size && read.local < address + bytes) {
            read.blamed = true;
            report_finding(machine, "write_before_read_barrier", Severity::error, site,
                           {text(call, ": the source ", hex(address), " still waits for the data of the read at line ",
                                 read.site.line),
                            "noc_async_read_barrier() between the read and the write",
                            "a read is complete only at its barrier"});
            return;
        }
    }
    CircularBuffer* cb = bytes > kSemaphoreBytes ? cb::at(*fiber.core, address) : nullptr;
    if (cb != nullptr) {
        cb::note_read(machine, *cb, address, bytes, {site});
    }
}

void report_overwritten_source(Machine& machine, const Transfer& write, CallSite site) {
    report_finding(machine, "write_source_overwritten", Severity::error, site,
                   {text("the source of the write at line ", write.site.line, " is changed before it has left"),
                    "noc_async_write_barrier() or noc_async_writes_flushed() between them",
                    "a write fetches its source some time before its barrier: it may send the new bytes"});
}

void check_read_destination(Machine& machine, uint32_t address, uint32_t bytes, const char* call, CallSite site) {
    Fiber& fiber = machine.fiber();
    for (const Transfer& write : fiber.transfers.writes) {
        if (write.needs_source() && address < write.local + write.size && write.local < address + bytes) {
            report_overwritten_source(machine, write, site);
            break;
        }
    }
    if (CircularBuffer* cb = cb::at(*fiber.core, address)) {
        cb::note_write(machine, *cb, address, bytes, call, {site});
    }
}

void check_arrival(Machine& machine, const Fiber& sender, const Transfer& transfer, const Endpoint& remote) {
    CoreState* core = remote.dram ? nullptr : machine.launch->by_index[remote.unit];
    if (core == nullptr || transfer.size <= kSemaphoreBytes || core == sender.core) {
        return;
    }
    const auto address = static_cast<uint32_t>(remote.address);
    if (CircularBuffer* cb = cb::at(*core, address)) {
        cb::note_arrival(machine, *cb, *core, sender, transfer, address);
    }
}

}  // namespace tilesmith::noc
