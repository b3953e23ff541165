#include "cb_ops.hpp"

#include <algorithm>

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

/// "producer kernels/dataflow/reader.cpp (finished)", or that there is none.
std::string partner(const CoreState& core, const CircularBuffer& cb, const Fiber* self, bool producer) {
    const char* role = producer ? "producer " : "consumer ";
    for (const auto& fiber : core.fibers) {
        if (!fiber || fiber.get() == self) {
            continue;
        }
        const CbPort& port = cb.port(fiber->processor);
        const bool matches = producer ? port.pushed > 0 || port.last_reserve.line != 0
                                      : port.popped > 0 || port.last_wait.line != 0;
        if (matches) {
            const uint64_t done = producer ? port.pushed : port.popped;
            return text(role, fiber->kernel->source, " has ", producer ? "pushed " : "popped ", pages(done),
                        fiber->status == FiberStatus::finished ? " and has finished" : text(" and is at line ", fiber->site.line));
        }
    }
    return producer ? "no other kernel of this core has pushed to it" : "no other kernel of this core has popped from it";
}

class FrontWait final : public Wait {
public:
    FrontWait(const CoreState& core, const CircularBuffer& cb, const Fiber& self, uint32_t pages)
        : core_(core), cb_(cb), self_(self), pages_(pages) {}
    bool ready() override { return cb_.available() >= pages_; }
    std::string describe() override {
        return text("cb_wait_front(cb ", cb_.index, ", ", pages(pages_), "): holds ", cb_.available(), ", capacity ",
                    cb_.capacity, "; ", partner(core_, cb_, &self_, true));
    }

private:
    const CoreState& core_;
    const CircularBuffer& cb_;
    const Fiber& self_;
    uint32_t pages_;
};

class BackWait final : public Wait {
public:
    BackWait(const CoreState& core, const CircularBuffer& cb, const Fiber& self, uint32_t pages)
        : core_(core), cb_(cb), self_(self), pages_(pages) {}
    bool ready() override { return cb_.capacity >= cb_.available() + pages_; }
    std::string describe() override {
        return text("cb_reserve_back(cb ", cb_.index, ", ", pages(pages_), "): ", cb_.capacity - std::min(cb_.capacity, cb_.available()),
                    " free of ", cb_.capacity, "; ", partner(core_, cb_, &self_, false));
    }

private:
    const CoreState& core_;
    const CircularBuffer& cb_;
    const Fiber& self_;
    uint32_t pages_;
};

void check_capacity(Machine& machine, const CircularBuffer& cb, uint32_t count, const char* call, CallSite site) {
    if (count <= cb.capacity) {
        return;
    }
    report_finding(machine, "cb_capacity", Severity::error, site,
                   {text(call, "(cb ", cb.index, ", ", pages(count), "): the buffer has only ", pages(cb.capacity)),
                    text("at most ", pages(cb.capacity), " at once"),
                    "create a larger circular buffer on the host or ask for fewer pages; this can only hang"});
}

bool overlap(uint32_t a, uint32_t a_bytes, uint32_t b, uint32_t b_bytes) { return a < b + b_bytes && b < a + a_bytes; }

void check_reads_arrived(Machine& machine, const CircularBuffer& cb, uint32_t from, uint32_t count, CallSite site) {
    for (const Transfer& read : machine.fiber().transfers.reads) {
        if (overlap(read.local, read.size, from, count * cb.page_size)) {
            report_finding(machine, "push_before_read_barrier", Severity::error, site,
                           {text("cb_push_back(cb ", cb.index, ", ", pages(count), ") publishes data of the read at line ",
                                 read.site.line, " that has not arrived"),
                            "noc_async_read_barrier() between the read and cb_push_back",
                            "without the barrier the consumer may see old bytes, on hardware only sometimes"});
            return;
        }
    }
}

void check_writes_left(Machine& machine, const CircularBuffer& cb, uint32_t from, uint32_t count, CallSite site) {
    for (const Transfer& write : machine.fiber().transfers.writes) {
        if (write.kind == TransferKind::write && overlap(write.local, write.size, from, count * cb.page_size)) {
            report_finding(machine, "pop_before_write_flush", Severity::error, site,
                           {text("cb_pop_front(cb ", cb.index, ", ", pages(count),
                                 ") frees the source of the write at line ", write.site.line, " before it has left"),
                            "noc_async_write_barrier() or noc_async_writes_flushed() before cb_pop_front",
                            "the producer may overwrite the page while it is being sent"});
            return;
        }
    }
}

void check_lap(Machine& machine, const CircularBuffer& cb, uint32_t pointer, const char* call, CallSite site) {
    if (pointer > cb.end()) {
        report_finding(machine, "cb_pointer_overrun", Severity::error, site,
                       {text(call, "(cb ", cb.index, "): the pointer runs past the end of the buffer"),
                        text("page counts that add up to the capacity (", cb.capacity, ") exactly at the end of each lap"),
                        "use a capacity that is a multiple of the pages pushed and popped at once"});
    }
}

void advance(const CircularBuffer& cb, uint32_t& pointer, uint32_t count) {
    // The chip wraps only when the end is hit exactly; past it the pointer leaves the buffer. That was reported, and
    // from here on the pointer wraps, so that the rest of the run says something.
    pointer += count * cb.page_size;
    while (pointer >= cb.end()) {
        pointer -= cb.size;
    }
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
        // In the first lap there is nothing that could be overwritten: careless, but not wrong.
        const Severity severity = cb.received + count <= cb.capacity ? Severity::warning : Severity::error;
        report_finding(machine, "push_without_reserve", severity, site,
                       {text("cb_push_back(cb ", index, ", ", pages(count), "): this kernel has reserved ", pages(port.reserved)),
                        text("cb_reserve_back(", index, ", ", count, ") before the push"),
                        "reserve as many pages as are written and pushed"});
    }
    check_reads_arrived(machine, cb, port.write_pointer, count, site);
    check_lap(machine, cb, port.write_pointer + count * cb.page_size, "cb_push_back", site);
    advance(cb, port.write_pointer, count);
    port.reserved -= std::min(port.reserved, count);
    port.pushed += count;
    port.pack_page = 0;
    port.last_push = site;
    cb.received += count;
    ++machine.launch->epoch;
    machine.report.count(machine.core().coord, "cb_pages_pushed", count);
}

void wait_front(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_wait_front", site);
    CbPort& port = cb.port(machine.fiber().processor);
    port.last_wait = site;
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
    if (!cb.borrowed && (count > port.waited || count > cb.available())) {
        report_finding(machine, "pop_without_wait", Severity::error, site,
                       {text("cb_pop_front(cb ", index, ", ", pages(count), "): this kernel has waited for ", pages(port.waited),
                             ", the buffer holds ", cb.available()),
                        text("cb_wait_front(", index, ", ", count, ") before the pop"),
                        "wait for as many pages as are read and popped"});
    }
    check_writes_left(machine, cb, port.read_pointer, count, site);
    check_lap(machine, cb, port.read_pointer + count * cb.page_size, "cb_pop_front", site);
    advance(cb, port.read_pointer, count);
    port.waited -= std::min(port.waited, count);
    port.popped += count;
    port.last_pop = site;
    cb.acked += std::min(count, cb.available());
    ++machine.launch->epoch;
}

bool can_reserve(Machine& machine, uint32_t index, uint32_t count, CallSite site) {
    CircularBuffer& cb = get(machine, index, "cb_pages_reservable_at_back", site);
    if (cb.capacity >= cb.available() + count) {
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

namespace {

void report_at(Machine& machine, const CoreState& core, Processor processor, CallSite site, Finding finding) {
    finding.place = place_of(*core.fibers[static_cast<size_t>(processor)], site);
    machine.report.add(std::move(finding));
}

/// The processor that waits for pages of the buffer or pops them. Without one, the pushes only end a transfer to other
/// cores, and pages may stay.
std::optional<Processor> consumer_of(const CircularBuffer& cb) {
    for (const Processor processor : {Processor::compute, Processor::riscv_0, Processor::riscv_1}) {
        if (cb.port(processor).seen > 0 || cb.port(processor).popped > 0) {
            return processor;
        }
    }
    return std::nullopt;
}

void check_drained(Machine& machine, CoreState& core, const CircularBuffer& cb) {
    uint64_t seen = cb.acked;
    for (const CbPort& port : cb.ports) {
        seen = std::max(seen, port.seen);
    }
    // Pages that were waited for and kept (a scaler tile, say) are fine: the queues are reset before the next program.
    if (cb.received <= seen) {
        return;
    }
    const auto left = pages(cb.received - seen);
    if (const auto consumer = consumer_of(cb)) {
        const CbPort& port = cb.port(*consumer);
        report_at(machine, core, *consumer, port.last_wait.line != 0 ? port.last_wait : port.last_pop,
                  {"cb_not_drained", Severity::error, {},
                   text("CB ", cb.index, " still holds ", left, " that nobody waited for (", cb.received, " pushed, ", cb.acked, " popped)"),
                   "as many pages waited for and popped as are pushed",
                   "pop what was read with cb_pop_front, and compare the loop counts of producer and consumer", 1});
    }
}

void check_suspicious(Machine& machine, CoreState& core, const CircularBuffer& cb) {
    for (const SuspiciousRead& read : cb.suspicious) {
        bool queue = false;
        for (const Processor other : {Processor::riscv_0, Processor::riscv_1, Processor::compute}) {
            queue |= other != read.processor && cb.port(other).pushed > 0;
        }
        if (queue) {
            report_at(machine, core, read.processor, read.site,
                      {"cb_read_without_wait", Severity::error, {},
                       text("page ", read.page, " from the front of CB ", cb.index, " is read before it was waited for"),
                       text("cb_wait_front(", cb.index, ", ", read.page + 1, ") before the data is used"),
                       "without the wait the page may not have been produced yet", 1});
        }
    }
}

}  // namespace

void check_at_exit(Machine& machine, CoreState& core) {
    for (const CircularBuffer& cb : core.cbs) {
        if (cb.exists && !cb.borrowed) {
            check_drained(machine, core, cb);
            check_suspicious(machine, core, cb);
        }
    }
}

}  // namespace tilesmith::cb
