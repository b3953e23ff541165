#include "cb/waits.hpp"

#include <algorithm>

#include "text.hpp"

namespace tilesmith::cb {

namespace {

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

}  // namespace

std::string FrontWait::describe() {
    return text("cb_wait_front(cb ", cb_.index, ", ", pages(pages_), "): holds ", cb_.available(), ", capacity ",
                cb_.capacity, "; ", partner(core_, cb_, &self_, true));
}

std::string BackWait::describe() {
    return text("cb_reserve_back(cb ", cb_.index, ", ", pages(pages_), "): ", cb_.capacity - std::min(cb_.capacity, cb_.available()),
                " free of ", cb_.capacity, "; ", partner(core_, cb_, &self_, false));
}

}  // namespace tilesmith::cb
