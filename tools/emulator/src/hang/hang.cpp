#include "hang/hang.hpp"

#include "cb/pages.hpp"
#include "text.hpp"

namespace tilesmith::hang {

namespace {

std::vector<Blocked> stuck_kernels(const Launch& launch) {
    std::vector<Blocked> stuck;
    for (const auto& core : launch.cores) {
        for (const auto& fiber : core->fibers) {
            if (fiber && fiber->status != FiberStatus::finished) {
                stuck.push_back({*core, *fiber, fiber->wait != nullptr ? fiber->wait->target() : WaitTarget{}});
            }
        }
    }
    return stuck;
}

std::string waiting_for(const Fiber& fiber) { return fiber.wait != nullptr ? fiber.wait->describe() : fiber.polling_for; }

bool explain_loop(Machine& machine, const Blocked& blocked) {
    if (blocked.fiber.wait != nullptr) {
        return false;
    }
    report(machine, "endless_loop", blocked.fiber, blocked.fiber.site,
           {text("the kernel ", blocked.fiber.polling_for), "a loop that ends",
            "look at the condition of the loop, and at who is to change what it reads"});
    return true;
}

/// A wait for DST: reported when the kernel came to it.
bool explained_before(const Blocked& blocked) {
    return blocked.fiber.wait != nullptr && blocked.target.kind == WaitTarget::Kind::other;
}

/// All wait for each other, and nobody alone is to blame.
void explain_circle(Machine& machine, const std::vector<Blocked>& stuck) {
    std::string circle;
    for (const Blocked& blocked : stuck) {
        circle += text(circle.empty() ? "" : "; ", blocked.fiber.kernel->source, ":", blocked.fiber.site.line, " on ",
                       name_of(blocked.core.coord), ": ", waiting_for(blocked.fiber));
    }
    report(machine, "deadlock", stuck.front().fiber, stuck.front().fiber.site,
           {text("the kernels wait for each other: ", circle), "an order in which one of them can go on",
            "let every kernel take circular buffers and semaphores in the same order, and make the buffers large enough"});
}

}  // namespace

void report(Machine& machine, Check check, const Fiber& fiber, CallSite site, const kernel::FindingText& words) {
    machine.report.add(Finding{check, Severity::error, place_of(fiber, site), std::string(words.message),
                               std::string(words.expected), std::string(words.hint), 1});
}

void explain(Machine& machine) {
    const std::vector<Blocked> stuck = stuck_kernels(*machine.launch);
    for (const Blocked& blocked : stuck) {
        machine.report.add(Stuck{place_of(blocked.fiber, blocked.fiber.site), waiting_for(blocked.fiber)});
    }
    cb::report_all_suspicions(machine);
    bool explained = false;
    for (const Blocked& blocked : stuck) {
        explained |= explain_buffer(machine, blocked) || explain_passed_semaphore(machine, blocked) || explained_before(blocked);
    }
    if (!explained) {
        for (const Blocked& blocked : stuck) {
            explained |= explain_missing_partner(machine, blocked) || explain_missing_signal(machine, blocked) ||
                         explain_loop(machine, blocked);
        }
    }
    if (!explained && !machine.report.has_errors()) {
        explain_circle(machine, stuck);
    }
}

}  // namespace tilesmith::hang
