#include "cb/ops.hpp"

#include <algorithm>

#include "cb/checks.hpp"
#include "cb/pages.hpp"
#include "cb/waits.hpp"
#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith::cb {

namespace {

std::string existing_buffers(const CoreState& core) {
    std::string list;
    for (const CircularBuffer& cb : core.cbs) {
        if (cb.exists) {
            list += (list.empty() ? "" : ", ") + std::to_string(cb.index);
        }
    }
    return list.empty() ? "no circular buffer" : "circular buffers " + list;
}

void advance(const CircularBuffer& cb, uint32_t& pointer, uint32_t count) {
    // The chip wraps only when the end is hit exactly; past it the pointer leaves the buffer. That was reported, and
    // from here on the pointer wraps, so that the rest of the run says something.
    const uint64_t offset = pointer - cb.address + uint64_t{count} * cb.page_size;
    pointer = cb.address + static_cast<uint32_t>(offset % cb.size);
}

}  // namespace

CircularBuffer& get(Machine& machine, uint32_t index, const char* call, CallSite site) {
    Fiber& fiber = machine.fiber();
    fiber.site = site;
    fiber.call = call;
    if (index >= kCircularBuffers) {
        report_fault(machine, "cb_index_out_of_range", site,
                     {text(call, ": there is no circular buffer ", index), "an index from 0 to 31",
                      "look at the compile-time or runtime argument that holds the index"});
    }
    CircularBuffer& cb = fiber.core->cbs[index];
    if (!cb.exists) {
        report_fault(machine, "cb_not_created", site,
                     {text(call, ": the host created no circular buffer ", index, " on ", name_of(fiber.core->coord)),
                      text("this core has ", existing_buffers(*fiber.core)),
                      "create it with CreateCircularBuffer on the cores that use it, or use the right index"});
    }
    return cb;
}

void reserve_back(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_reserve_back", site);
    CbPort& port = cb.port(machine.fiber().processor);
    port.last_reserve = site;
    ++port.reserve_calls;
    ++port.reserves_since_push;
    check_capacity(machine, cb, count, "cb_reserve_back", site);
    BackWait wait(machine.core(), cb, machine.fiber(), count);
    if (!wait.ready()) {
        machine.report.count(machine.core().coord, "cb_reserve_waits", 1);
    }
    Scheduler::block(machine, wait, site, "cb_reserve_back");
    port.reserved = std::max(port.reserved, count);
}

void push_back(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_push_back", site);
    CbPort& port = cb.port(machine.fiber().processor);
    if (count > port.reserved && !cb.borrowed) {
        report_finding(machine, "push_without_reserve", cb.severity_of_unreserved(port, count), site,
                       {text("cb_push_back(cb ", index, ", ", pages(count), "): this kernel has reserved ", pages(port.reserved)),
                        text("cb_reserve_back(", index, ", ", count, ") before the push"),
                        "reserve as many pages as are written and pushed"});
        excuse_pages(cb, port.write_pointer, port.reserved, count);
    }
    check_only_producer(machine, cb, site);
    check_reads_arrived(machine, cb, port.write_pointer, count, site);
    check_lap(machine, cb, port.write_pointer, count, "cb_push_back", site);
    note_push(machine, cb, port.write_pointer, count, site);
    advance(cb, port.write_pointer, count);
    port.reserved -= std::min(port.reserved, count);
    port.pushed += count;
    port.pack_page = 0;
    port.reserves_since_push = 0;
    port.last_push = site;
    cb.received += count;
    ++machine.launch->epoch;
    machine.report.count(machine.core().coord, "cb_pages_pushed", count);
}

void wait_front(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_wait_front", site);
    CbPort& port = cb.port(machine.fiber().processor);
    port.last_wait = site;
    ++port.wait_calls;
    check_capacity(machine, cb, count, "cb_wait_front", site);
    FrontWait wait(machine.core(), cb, machine.fiber(), count);
    if (!wait.ready()) {
        machine.report.count(machine.core().coord, "cb_front_waits", 1);
    }
    Scheduler::block(machine, wait, site, "cb_wait_front");
    port.waited = std::max(port.waited, count);
    port.seen = std::max(port.seen, cb.acked + count);
}

void pop_front(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_pop_front", site);
    CbPort& port = cb.port(machine.fiber().processor);
    report_suspicious_reads(machine, machine.core(), cb);
    if (!cb.borrowed && !port.blamed && (count > port.waited || count > cb.available())) {
        report_finding(machine, "pop_without_wait", Severity::error, site,
                       {text("cb_pop_front(cb ", index, ", ", pages(count), "): this kernel has waited for ", pages(port.waited),
                             ", the buffer holds ", cb.available()),
                        text("cb_wait_front(", index, ", ", count, ") before the pop"),
                        "wait for as many pages as are read and popped"});
    }
    check_only_consumer(machine, cb, site);
    check_writes_left(machine, cb, port.read_pointer, count, site);
    check_lap(machine, cb, port.read_pointer, count, "cb_pop_front", site);
    note_pop(cb, port.read_pointer, count);
    advance(cb, port.read_pointer, count);
    port.waited -= std::min(port.waited, count);
    port.popped += count;
    port.last_pop = site;
    cb.acked += std::min(count, cb.available());
    ++machine.launch->epoch;
}

bool can_reserve(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_pages_reservable_at_back", site);
    if (cb.capacity >= uint64_t{cb.available()} + count) {
        CbPort& port = cb.port(machine.fiber().processor);
        port.reserved = std::max(port.reserved, count);
        return true;
    }
    BackWait wait(machine.core(), cb, machine.fiber(), count);
    Scheduler::poll(machine, wait.describe(), site, "cb_pages_reservable_at_back");
    return false;
}

bool has_pages(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_pages_available_at_front", site);
    if (cb.available() >= count) {
        CbPort& port = cb.port(machine.fiber().processor);
        port.waited = std::max(port.waited, count);
        port.seen = std::max(port.seen, cb.acked + count);
        return true;
    }
    FrontWait wait(machine.core(), cb, machine.fiber(), count);
    Scheduler::poll(machine, wait.describe(), site, "cb_pages_available_at_front");
    return false;
}

}  // namespace tilesmith::cb
