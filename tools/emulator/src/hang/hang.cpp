#include "hang/hang.hpp"

#include <algorithm>
#include <iterator>

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

using Explain = bool (*)(Machine&, const Blocked&);

bool explain_all(Machine& machine, const std::vector<Blocked>& stuck, Explain explain_one) {
    bool explained = false;
    for (const Blocked& blocked : stuck) {
        explained |= explain_one(machine, blocked);
    }
    return explained;
}

bool explain_for_sure(Machine& machine, const Blocked& blocked) {
    return explain_buffer(machine, blocked) || explain_passed_semaphore(machine, blocked) || explained_before(blocked);
}

/// Those that others wait for come first: the others' turn would come after them.
std::vector<Blocked> waited_for(const std::vector<Blocked>& stuck) {
    std::vector<Blocked> found;
    std::copy_if(stuck.begin(), stuck.end(), std::back_inserter(found),
                 [&](const Blocked& blocked) { return is_waited_for(blocked, stuck); });
    return found.empty() ? stuck : found;
}

/// All wait for each other, and nobody alone is to blame.
void explain_circle(Machine& machine, const std::vector<Blocked>& stuck) {
    std::string circle;
    for (const Blocked& blocked : stuck) {
        circle += text(circle.empty() ? "" : "; ", blocked.fiber.kernel->source, ":", blocked.fiber.site.line, " on ",
                       name_of(blocked.core.coord), ": ", waiting_for(blocked.fiber));
    }
    // The reader comes first in the way that data goes.
    const auto reader = std::find_if(stuck.begin(), stuck.end(), [](const Blocked& blocked) {
        return blocked.fiber.processor == Processor::riscv_1;
    });
    const Fiber& first = reader == stuck.end() ? stuck.front().fiber : reader->fiber;
    report(machine, "deadlock", first, first.site,
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
    const bool explained = explain_all(machine, stuck, explain_for_sure) || explain_all(machine, stuck, explain_missed_core) ||
                           explain_all(machine, stuck, explain_missing_signal) || explain_all(machine, stuck, explain_silence) ||
                           explain_all(machine, stuck, explain_loop) ||
                           explain_all(machine, waited_for(stuck), explain_missing_partner);
    if (!explained && !machine.report.has_errors()) {
        explain_circle(machine, stuck);
    }
}

}  // namespace tilesmith::hang
