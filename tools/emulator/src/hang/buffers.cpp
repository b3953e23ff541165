#include <algorithm>

#include "hang/hang.hpp"
#include "text.hpp"

namespace tilesmith::hang {

namespace {

struct Partner {
    const Fiber* fiber = nullptr;
    const CbPort* port = nullptr;
    bool finished() const { return fiber->status == FiberStatus::finished; }
    const std::string& name() const { return fiber->kernel->source; }
};

std::optional<Partner> partner(const Blocked& blocked, const CircularBuffer& cb, bool (*is_one)(const CbPort&)) {
    for (const auto& fiber : blocked.core.fibers) {
        if (fiber && fiber.get() != &blocked.fiber && is_one(cb.port(fiber->processor))) {
            return Partner{fiber.get(), &cb.port(fiber->processor)};
        }
    }
    return std::nullopt;
}

bool pushes(const CbPort& port) { return port.pushed > 0 || port.reserve_calls > 0; }
bool pops(const CbPort& port) { return port.popped > 0; }
bool consumes(const CbPort& port) { return port.popped > 0 || port.wait_calls > 0; }

bool has(const CircularBuffer& cb, bool (*is_one)(const CbPort&)) { return std::any_of(cb.ports.begin(), cb.ports.end(), is_one); }

/// A buffer of the core that is pushed and not consumed, or the reverse.
const CircularBuffer* one_sided(const Blocked& blocked, bool pushed) {
    for (const CircularBuffer& cb : blocked.core.cbs) {
        if (cb.exists && cb.index != blocked.target.cb && has(cb, pushes) == pushed && has(cb, consumes) != pushed) {
            return &cb;
        }
    }
    return nullptr;
}

/// What may have been meant.
std::string other_buffer(const Blocked& blocked, bool pushed) {
    const CircularBuffer* cb = one_sided(blocked, pushed);
    if (cb == nullptr) {
        return "compare the indices of the circular buffers, and the cores that the kernels run on";
    }
    return text("CB ", cb->index, pushed ? " is pushed and nobody waits for it" : " is waited for and nobody pushes to it",
                ": compare the indices");
}

std::string compare_counts(const Blocked& blocked, const Partner& other) {
    return text("compare the loop counts that ", other.name(), " and ", blocked.fiber.kernel->source, " are given on ",
                name_of(blocked.core.coord));
}

bool waits_for(const Blocked& blocked, WaitTarget::Kind kind) { return blocked.target.kind == kind; }

bool others_have_finished(const Blocked& blocked) {
    return std::all_of(blocked.core.fibers.begin(), blocked.core.fibers.end(), [&](const auto& fiber) {
        return !fiber || fiber.get() == &blocked.fiber || fiber->status == FiberStatus::finished;
    });
}

bool explain_front(Machine& machine, const Blocked& blocked, const CircularBuffer& cb) {
    const CallSite site = blocked.fiber.site;
    const std::string& self = blocked.fiber.kernel->source;
    if (const auto rival = partner(blocked, cb, pops)) {
        report(machine, "cb_two_consumers", blocked.fiber, site,
               {text(self, " waits for pages of CB ", cb.index, ", which ", rival->name(), " consumes (", pages(rival->port->popped), " popped)"),
                "one consumer for each circular buffer", other_buffer(blocked, true)});
        return true;
    }
    const auto producer = partner(blocked, cb, pushes);
    if (!producer) {
        return others_have_finished(blocked) && explain_missing_partner(machine, blocked);
    }
    const CbPort& port = *producer->port;
    if (port.pushed == 0 && (producer->finished() || port.reserve_calls > 1)) {
        report(machine, "cb_never_pushed", *producer->fiber, port.last_reserve,
               {text("pages of CB ", cb.index, " are reserved and never pushed, while ", self, " waits for them at line ", site.line),
                text("cb_push_back(", cb.index, ", n) when the data has arrived"),
                "push what was reserved: cb_reserve_back, read, noc_async_read_barrier, cb_push_back"});
        return true;
    }
    if (producer->finished()) {
        report(machine, "cb_too_few_pages", blocked.fiber, site,
               {text("waits for ", pages(blocked.target.pages), " of CB ", cb.index, ", which holds ", cb.available(), "; ",
                     producer->name(), " has pushed ", pages(port.pushed), " and has finished"),
                "as many pages pushed as are waited for", compare_counts(blocked, *producer)});
    }
    return producer->finished();
}

bool explain_back(Machine& machine, const Blocked& blocked, const CircularBuffer& cb) {
    const CallSite site = blocked.fiber.site;
    const std::string& self = blocked.fiber.kernel->source;
    const auto consumer = partner(blocked, cb, consumes);
    if (!consumer) {
        return others_have_finished(blocked) && explain_missing_partner(machine, blocked);
    }
    const CbPort& port = *consumer->port;
    if (port.popped == 0 && (consumer->finished() || port.wait_calls > 1)) {
        report(machine, "cb_never_popped", *consumer->fiber, port.last_wait,
               {text("pages of CB ", cb.index, " are waited for and never popped; the buffer is full and ", self,
                     " waits for space at line ", site.line),
                text("cb_pop_front(", cb.index, ", n) when the pages have been used"), "pop what was waited for"});
        return true;
    }
    if (consumer->finished()) {
        report(machine, "cb_too_many_pages", blocked.fiber, site,
               {text("waits for ", pages(blocked.target.pages), " of space in CB ", cb.index, " of ", cb.capacity, "; ",
                     consumer->name(), " has popped ", pages(port.popped), " and has finished"),
                "as many pages popped as are pushed", compare_counts(blocked, *consumer)});
    }
    return consumer->finished();
}

}  // namespace

bool explain_buffer(Machine& machine, const Blocked& blocked) {
    const bool front = waits_for(blocked, WaitTarget::Kind::cb_front);
    if (!front && !waits_for(blocked, WaitTarget::Kind::cb_back)) {
        return false;
    }
    const CircularBuffer& cb = blocked.core.cbs[blocked.target.cb];
    if (blocked.target.pages > cb.capacity) {
        return true;  // reported when it was asked for
    }
    return front ? explain_front(machine, blocked, cb) : explain_back(machine, blocked, cb);
}

bool explain_missing_partner(Machine& machine, const Blocked& blocked) {
    const CircularBuffer& cb = blocked.core.cbs[blocked.target.cb];
    const std::string& self = blocked.fiber.kernel->source;
    const std::string core = name_of(blocked.core.coord);
    const bool front = waits_for(blocked, WaitTarget::Kind::cb_front);
    const bool back = waits_for(blocked, WaitTarget::Kind::cb_back);
    // A kernel that has not finished may still come to it; that another buffer lacks its other side speaks against that.
    const bool sure = others_have_finished(blocked) || one_sided(blocked, front) != nullptr;
    if (!sure || !(front || back) || partner(blocked, cb, front ? pushes : consumes)) {
        return false;
    }
    if (front) {
        report(machine, "cb_no_producer", blocked.fiber, blocked.fiber.site,
               {text(self, " waits for CB ", cb.index, ", to which no kernel on ", core, " pushes"),
                "a kernel on this core that pushes to it", other_buffer(blocked, true)});
    } else {
        report(machine, "cb_no_consumer", blocked.fiber, blocked.fiber.site,
               {text(self, " waits for space in CB ", cb.index, ", from which no kernel on ", core, " pops"),
                "a kernel on this core that waits for its pages and pops them", other_buffer(blocked, false)});
    }
    return true;
}

bool is_waited_for(const Blocked& blocked, const std::vector<Blocked>& stuck) {
    return std::any_of(stuck.begin(), stuck.end(), [&](const Blocked& other) {
        const bool front = waits_for(other, WaitTarget::Kind::cb_front);
        if (&other.core != &blocked.core || &other.fiber == &blocked.fiber || (!front && !waits_for(other, WaitTarget::Kind::cb_back))) {
            return false;
        }
        const CbPort& port = other.core.cbs[other.target.cb].port(blocked.fiber.processor);
        return front ? pushes(port) : consumes(port);
    });
}

}  // namespace tilesmith::hang
