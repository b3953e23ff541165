// The two ends of a transaction: in L1, in a buffer, in a page, aligned.
#include "cb/pages.hpp"
#include "l1_map.hpp"
#include "noc/checks.hpp"
#include "text.hpp"

namespace tilesmith::noc {

namespace {

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

/// The pages of a buffer that a transfer touches must exist, and interleaved ones end where they end.
void check_pages(Machine& machine, const DeviceBuffer& buffer, const Endpoint& at, uint32_t bytes, bool write,
                 const char* call, CallSite site) {
    const auto page = buffer.page_at(at.unit, at.address);
    if (!page) {
        report_finding(machine, "page_out_of_range", Severity::error, site,
                       {text(call, ": ", write ? "writes" : "reads", at.dram ? " bank " : " core ", at.unit, " address ", hex(at.address),
                             ", past the last page of ", buffer.describe()),
                        text("page ids 0 to ", buffer.pages - 1),
                        "check the first page and the page count that the kernel is given"});
        return;
    }
    const uint64_t inside = (at.address - buffer.address) % buffer.aligned_page_size;
    check_page_end(machine, buffer, *page, inside, bytes, call, site);
}

void check_dram_range(Machine& machine, const Endpoint& at, uint32_t bytes, bool write, const char* call,
                      CallSite site) {
    const DeviceBuffer* buffer = machine.buffers.find(true, at.address);
    if (buffer == nullptr) {
        report_fault(machine, "dram_address_out_of_range", site,
                     {text(call, ": DRAM address ", hex(at.address), " (bank ", at.unit, ") belongs to no buffer"),
                      "an address inside a live DRAM buffer",
                      "check the order of the runtime arguments, and that the buffer is alive on the host"});
    }
    check_pages(machine, *buffer, at, bytes, write, call, site);
    const uint64_t end = buffer->address + buffer->bytes_per_bank;
    if (buffer->shard && at.address + bytes > end) {
        report_past_object(machine, {text(call, ": ", bytes, " bytes from ", hex(at.address)), buffer->describe(), at.address + bytes - end, ""},
                           Severity::error, site);
    }
}

/// A semaphore that a core does not have may lie on anything.
void check_semaphore_of_core(Machine& machine, const Endpoint& at, const char* call, CallSite site) {
    const CoreState* core = machine.launch->by_index[at.unit];
    check_semaphore_exists(machine, core, static_cast<uint32_t>(at.address), machine.arch.core_at(at.unit), call, site);
}

void check_remote_l1(Machine& machine, const Endpoint& at, uint32_t bytes, bool write, const char* call, CallSite site) {
    if (at.address < L1Layout::window_begin || at.address + bytes > machine.arch.l1_bytes) {
        outside_l1(machine, "remote address", at.address, bytes, call, site);
    }
    check_l1_range(machine, at.unit, static_cast<uint32_t>(at.address), bytes, write, call, {site});
    if (bytes == kSemaphoreBytes) {
        check_semaphore_of_core(machine, at, call, site);
    }
    const DeviceBuffer* buffer = machine.buffers.find(false, at.address);
    const bool in_cb = machine.launch->by_index[at.unit] != nullptr &&
                       cb::at(*machine.launch->by_index[at.unit], static_cast<uint32_t>(at.address)) != nullptr;
    if (buffer != nullptr && buffer->lies_in(at.unit) && !in_cb) {
        check_pages(machine, *buffer, at, bytes, write, call, site);
    }
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

}  // namespace

void note_call(Machine& machine, const char* call, CallSite site) {
    Fiber& fiber = machine.fiber();
    fiber.site = site;
    fiber.call = call;
    if (fiber.processor == Processor::compute) {
        report_fault(machine, "noc_in_compute_kernel", site,
                     {text(call, " was called by a compute kernel"), "NoC calls in data movement kernels only",
                      "move data with a reader or writer kernel and a circular buffer"});
    }
}

void check_local(Machine& machine, uint32_t address, uint32_t bytes, bool written, const char* call, CallSite site) {
    if (address < L1Layout::window_begin || static_cast<uint64_t>(address) + bytes > machine.arch.l1_bytes) {
        outside_l1(machine, "local address", address, bytes, call, site);
    }
    check_l1_range(machine, machine.core().index, address, bytes, written, call, {site});
}

Endpoint remote_end(Machine& machine, uint64_t noc_address, const char* call, CallSite site) {
    const auto endpoint = resolve(machine.arch, noc_address);
    if (!endpoint) {
        const NocCoordinate at = end_of(noc_address);
        report_fault(machine, "noc_coordinate_invalid", site,
                     {text(call, ": NoC address ", hex(noc_address), " names (x=", at.x, ", y=", at.y,
                           "), where there is neither a worker core nor a DRAM bank"),
                      "a NoC coordinate of a worker core (worker_core_from_logical_core on the host) or of DRAM",
                      "logical coordinates must be translated on the host before they are passed to a kernel"});
    }
    return *endpoint;
}

void check_remote(Machine& machine, const Endpoint& endpoint, uint64_t noc_address, uint32_t bytes, bool write,
                  const char* call, CallSite site) {
    if (report_past_end(machine, noc_address, write, call, site)) {
        return;
    }
    if (endpoint.dram) {
        check_dram_range(machine, endpoint, bytes, write, call, site);
    } else {
        check_remote_l1(machine, endpoint, bytes, write, call, site);
    }
}

void check_alignment(Machine& machine, const Endpoint& remote, uint32_t local, bool write, const char* call,
                     CallSite site) {
    if (remote.dram && machine.buffers.find(true, remote.address) == nullptr) {
        return;  // not an address at all: that is told instead
    }
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

}  // namespace tilesmith::noc
