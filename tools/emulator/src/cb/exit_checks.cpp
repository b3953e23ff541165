// The buffers of a core after all its kernels have returned.
#include <algorithm>

#include "cb/ops.hpp"
#include "cb/pages.hpp"
#include "text.hpp"

namespace tilesmith::cb {

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
    const auto blamed = [](const CbPort& port) { return port.blamed; };
    if (std::any_of(cb.ports.begin(), cb.ports.end(), blamed)) {
        return;  // the counts are wrong because of what was reported already
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

}  // namespace

void check_at_exit(Machine& machine, CoreState& core) {
    for (CircularBuffer& cb : core.cbs) {
        if (cb.exists && !cb.borrowed) {
            report_suspicions(machine, core, cb);
            check_drained(machine, core, cb);
        }
    }
}

}  // namespace tilesmith::cb
