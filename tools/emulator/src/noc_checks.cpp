#include "noc_checks.hpp"

#include <algorithm>

#include "text.hpp"

namespace tilesmith::noc {

namespace {

constexpr uint32_t kSemaphoreBytes = 4;

[[noreturn]] void outside_l1(Machine& machine, const char* what, uint64_t address, uint32_t bytes, const char* call,
                             CallSite site) {
    report_fault(machine, "l1_address_out_of_range", site,
                 {text(call, ": ", what, " ", hex(address), " (", bytes, " bytes) lies outside L1"),
                  text("an address between ", hex(L1Layout::window_begin), " and ", hex(machine.arch.l1_bytes)),
                  "take L1 addresses from get_write_ptr, get_read_ptr or get_semaphore, and look at the order of the "
                  "runtime arguments"});
}

void check_page_end(Machine& machine, const DeviceBuffer& buffer, uint32_t page, uint64_t inside, uint32_t bytes,
                    const char* call, CallSite site) {
    if (inside + bytes <= buffer.aligned_page_size || buffer.shard) {
        return;
    }
    report_finding(machine, "transfer_exceeds_page", Severity::error, site,
                   {text(call, ": ", bytes, " bytes from offset ", inside, " of page ", page,
                         " run past the end of the page of ", buffer.describe()),
                    text("at most ", buffer.aligned_page_size - inside, " bytes: the next page lies in another bank"),
                    "make the page size of the accessor or circular buffer equal to the page size of the tensor"});
}

void check_dram_range(Machine& machine, const Endpoint& at, uint32_t bytes, bool write, const char* call,
                      CallSite site) {
    DeviceBuffer* buffer = machine.buffers.find(true, at.address);
    if (buffer == nullptr) {
        report_fault(machine, "dram_address_out_of_range", site,
                     {text(call, ": DRAM address ", hex(at.address), " (bank ", at.unit, ") belongs to no buffer"),
                      "an address inside a live DRAM buffer",
                      "check the order of the runtime arguments, and that the buffer is alive on the host"});
    }
    const auto page = buffer->page_at(at.unit, at.address);
    if (!page) {
        report_finding(machine, "page_out_of_range", Severity::error, site,
                       {text(call, ": ", write ? "writes" : "reads", " bank ", at.unit, " address ", hex(at.address),
                             ", past the last page of ", buffer->describe()),
                        text("page ids 0 to ", buffer->pages - 1),
                        "check the first page and the page count that the kernel is given"});
        return;
    }
    const uint64_t inside = (at.address - buffer->address) % buffer->aligned_page_size;
    check_page_end(machine, *buffer, *page, inside, bytes, call, site);
}

/// Reports the use of an address that was computed for a page past the end. True when it is one.
bool report_past_end(Machine& machine, uint64_t noc_address, bool write, const char* call, CallSite site) {
    for (const PastEnd& past : machine.fiber().past_end) {
        if (past.noc_address != noc_address || noc_address == 0) {
            continue;
        }
        for (const DeviceBuffer* buffer : machine.buffers.live()) {
            if (buffer->id == past.buffer_id) {
                report_finding(machine, "page_out_of_range", Severity::error, site,
                               {text(call, write ? " writes page " : " reads page ", past.page, " of ", buffer->describe(), ", which does not exist"),
                                text("page ids 0 to ", buffer->pages - 1),
                                "check the first page and the page count that the kernel is given"});
                return true;
            }
        }
    }
    return false;
}

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

void check_local(Machine& machine, uint32_t address, uint32_t bytes, const char* call, CallSite site) {
    if (address < L1Layout::window_begin || static_cast<uint64_t>(address) + bytes > machine.arch.l1_bytes) {
        outside_l1(machine, "local address", address, bytes, call, site);
    }
}

Endpoint check_remote(Machine& machine, uint64_t noc_address, uint32_t bytes, bool write, const char* call,
                      CallSite site) {
    const auto endpoint = resolve(machine.arch, noc_address);
    if (!endpoint) {
        const NocCoordinate at = end_of(noc_address);
        report_fault(machine, "noc_coordinate_invalid", site,
                     {text(call, ": NoC address ", hex(noc_address), " names (x=", at.x, ", y=", at.y,
                           "), where there is neither a worker core nor a DRAM bank"),
                      "a NoC coordinate of a worker core (worker_core_from_logical_core on the host) or of DRAM",
                      "logical coordinates must be translated on the host before they are passed to a kernel"});
    }
    const bool known = report_past_end(machine, noc_address, write, call, site);
    if (endpoint->dram && !known) {
        check_dram_range(machine, *endpoint, bytes, write, call, site);
    } else if (!endpoint->dram && (endpoint->address < L1Layout::window_begin || endpoint->address + bytes > machine.arch.l1_bytes)) {
        outside_l1(machine, "remote address", endpoint->address, bytes, call, site);
    }
    return *endpoint;
}

void check_alignment(Machine& machine, const Endpoint& remote, uint32_t local, bool write, const char* call,
                     CallSite site) {
    const uint32_t alignment = remote.dram && !write ? machine.arch.dram_alignment : machine.arch.l1_alignment;
    if ((remote.address - local) % alignment == 0) {
        return;
    }
    const uint64_t source = write ? local : remote.address;
    const uint64_t destination = write ? remote.address : local;
    report_finding(machine, "noc_alignment", Severity::error, site,
                   {text(call, ": alignment of source ", hex(source), " and destination ", hex(destination),
                         " does not match"),
                    text("addresses that are equal modulo ", alignment, " for a ", remote.dram ? "DRAM" : "L1",
                         write ? " write" : " read"),
                    "keep offsets into pages and L1 buffers multiples of the alignment"});
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

namespace {

void check_direction(Machine& machine, NocCoordinate start, NocCoordinate end, uint8_t noc, const char* call,
                     CallSite site) {
    const bool forward = start.x <= end.x && start.y <= end.y;
    const bool backward = start.x >= end.x && start.y >= end.y;
    if (noc == 0 ? forward : backward) {
        return;
    }
    report_finding(machine, "multicast_rectangle_reversed", Severity::error, site,
                   {text(call, ": the rectangle runs from (", start.x, ",", start.y, ") to (", end.x, ",", end.y,
                         ") on NoC ", int{noc}),
                    noc == 0 ? "start coordinates not larger than end coordinates on NoC 0"
                             : "start and end exchanged on NoC 1, which runs the other way",
                    "on NoC 1 pass the end of the rectangle first"});
}

}  // namespace

std::vector<Endpoint> check_rectangle(Machine& machine, uint64_t noc_address, uint32_t destinations, Options options,
                                      const char* call, CallSite site) {
    const NocCoordinate start = start_of(noc_address), end = end_of(noc_address);
    check_direction(machine, start, end, options.noc, call, site);
    const NocCoordinate from{std::min(start.x, end.x), std::min(start.y, end.y)};
    const NocCoordinate to{std::max(start.x, end.x), std::max(start.y, end.y)};
    std::vector<Endpoint> cores;
    for (uint32_t y = from.y; y <= to.y; ++y) {
        for (uint32_t x = from.x; x <= to.x; ++x) {
            const auto core = machine.arch.worker_at({x, y});
            const bool self = core && machine.arch.core_index(*core) == machine.core().index;
            if (core && (!self || options.include_self)) {
                cores.push_back({false, machine.arch.core_index(*core), offset_of(noc_address)});
            }
        }
    }
    if (cores.size() != destinations) {
        report_finding(machine, "multicast_destinations", Severity::error, site,
                       {text(call, ": num_dests is ", destinations, ", but the rectangle (", from.x, ",", from.y,
                             ")-(", to.x, ",", to.y, ") holds ", cores.size(),
                             options.include_self ? " cores with the sender" : " cores without the sender"),
                        text("num_dests ", cores.size()),
                        "with a wrong count the hardware waits for acknowledgements that never come"});
    }
    return cores;
}

}  // namespace tilesmith::noc
