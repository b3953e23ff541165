#include "cb/checks.hpp"

#include "text.hpp"

namespace tilesmith::cb {

void check_capacity(Machine& machine, const CircularBuffer& cb, uint32_t count, const char* call, CallSite site) {
    if (count <= cb.capacity) {
        return;
    }
    report_finding(machine, "cb_capacity", Severity::error, site,
                   {text(call, "(cb ", cb.index, ", ", pages(count), "): the buffer has only ", pages(cb.capacity)),
                    text("at most ", pages(cb.capacity), " at once"),
                    "create a larger circular buffer on the host or ask for fewer pages; this can only hang"});
}

namespace {

/// Another kernel of the running core that has pushed (or popped) pages.
const Fiber* rival(Machine& machine, const CircularBuffer& cb, bool producer) {
    for (const auto& fiber : machine.core().fibers) {
        if (fiber && fiber.get() != &machine.fiber()) {
            const CbPort& port = cb.port(fiber->processor);
            if ((producer ? port.pushed : port.popped) > 0) {
                return fiber.get();
            }
        }
    }
    return nullptr;
}

bool overlap(uint32_t a, uint32_t a_bytes, uint32_t b, uint64_t b_bytes) {
    return a < b + b_bytes && b < uint64_t{a} + a_bytes;
}

}  // namespace

void check_only_producer(Machine& machine, const CircularBuffer& cb, CallSite site) {
    if (const Fiber* other = cb.borrowed ? nullptr : rival(machine, cb, true)) {
        report_finding(machine, "cb_two_producers", Severity::error, site,
                       {text("CB ", cb.index, " is pushed here and by ", other->kernel->source, ":", cb.port(other->processor).last_push.line),
                        "one producer for each circular buffer",
                        "each kernel has its own write pointer, so that one overwrites what the other pushed: use two buffers"});
    }
}

void check_only_consumer(Machine& machine, const CircularBuffer& cb, CallSite site) {
    if (const Fiber* other = cb.borrowed ? nullptr : rival(machine, cb, false)) {
        report_finding(machine, "cb_two_consumers", Severity::error, site,
                       {text("CB ", cb.index, " is popped here and by ", other->kernel->source, ":", cb.port(other->processor).last_pop.line),
                        "one consumer for each circular buffer",
                        "each kernel has its own read pointer, so that one pops what the other has not read: use two buffers"});
    }
}

void check_reads_arrived(Machine& machine, const CircularBuffer& cb, uint32_t from, uint32_t count, CallSite site) {
    const Transfer* first = nullptr;
    for (Transfer& read : machine.fiber().transfers.reads) {
        if (overlap(read.local, read.size, from, uint64_t{count} * cb.page_size)) {
            read.blamed = true;
            first = first != nullptr ? first : &read;
        }
    }
    if (first != nullptr) {
        report_finding(machine, "push_before_read_barrier", Severity::error, site,
                       {text("cb_push_back(cb ", cb.index, ", ", pages(count), ") publishes data of the read at line ",
                             first->site.line, " that has not arrived"),
                        "noc_async_read_barrier() between the read and cb_push_back",
                        "without the barrier the consumer may see old bytes, on hardware only sometimes"});
    }
}

void check_writes_left(Machine& machine, const CircularBuffer& cb, uint32_t from, uint32_t count, CallSite site) {
    const Transfer* first = nullptr;
    for (Transfer& write : machine.fiber().transfers.writes) {
        if (write.needs_source() && overlap(write.local, write.size, from, uint64_t{count} * cb.page_size)) {
            write.blamed = true;
            first = first != nullptr ? first : &write;
        }
    }
    if (first != nullptr) {
        report_finding(machine, "pop_before_write_flush", Severity::error, site,
                       {text("cb_pop_front(cb ", cb.index, ", ", pages(count), ") frees the source of the write at line ",
                             first->site.line, " before it has left"),
                        "noc_async_write_barrier() or noc_async_writes_flushed() before cb_pop_front",
                        "the producer may overwrite the page while it is being sent"});
    }
}

void check_lap(Machine& machine, const CircularBuffer& cb, uint32_t pointer, uint32_t count, const char* call, CallSite site) {
    if (pointer + uint64_t{count} * cb.page_size > cb.end()) {
        report_finding(machine, "cb_pointer_overrun", Severity::error, site,
                       {text(call, "(cb ", cb.index, "): the pointer runs past the end of the buffer"),
                        text("page counts that add up to the capacity (", cb.capacity, ") exactly at the end of each lap"),
                        "use a capacity that is a multiple of the pages pushed and popped at once"});
    }
}

}  // namespace tilesmith::cb
