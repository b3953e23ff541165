#include <cstring>

#include "hang/hang.hpp"
#include "text.hpp"

namespace tilesmith::hang {

namespace {

uint32_t value_of(const Blocked& blocked) {
    uint32_t value = 0;
    std::memcpy(&value, blocked.core.l1 + blocked.target.address, sizeof value);
    return value;
}

const Signals* history(const Machine& machine, const Blocked& blocked) {
    const auto found = machine.launch->signals.find({blocked.core.index, blocked.target.address});
    return found == machine.launch->signals.end() ? nullptr : &found->second;
}

std::string times(uint32_t count) { return text(count, count == 1 ? " time" : " times"); }

std::string came_from(const Signals* signals) {
    if (signals == nullptr || signals->from_others == 0) {
        return "nobody has signalled it";
    }
    return text("signalled ", times(signals->from_others), ", the last time by ", signals->last.kernel, ":", signals->last.line);
}

}  // namespace

bool explain_missed_core(Machine& machine, const Blocked& blocked) {
    const Signals* own = history(machine, blocked);
    if (blocked.target.kind != WaitTarget::Kind::semaphore || (own != nullptr && own->from_others > 0)) {
        return false;
    }
    for (const auto& [key, signals] : machine.launch->signals) {
        if (key.second != blocked.target.address || key.first == blocked.core.index || !signals.by_multicast) {
            continue;
        }
        Finding finding{"multicast_misses_core", Severity::error, signals.last, "", "", "", 1};
        finding.message = text("this multicast reaches ", name_of(machine.arch.core_at(key.first)), " and others, but not ",
                               name_of(blocked.core.coord), ", where ", blocked.fiber.kernel->source, ":", blocked.fiber.site.line,
                               " waits for ", semaphore_name(blocked.target.address));
        finding.expected = "a rectangle that holds every core that waits";
        finding.hint = "compare the corners that the sender is given with the cores of the receivers";
        machine.report.add(std::move(finding));
        return true;
    }
    return false;
}

bool explain_passed_semaphore(Machine& machine, const Blocked& blocked) {
    const WaitTarget& target = blocked.target;
    if (target.kind != WaitTarget::Kind::semaphore || target.at_least || value_of(blocked) <= target.value) {
        return false;
    }
    const Signals* signals = history(machine, blocked);
    if (signals != nullptr && signals->met && signals->met->fiber == &blocked.fiber && signals->met->value == target.value) {
        report_not_reset(machine, *signals->met,
                         text(semaphore_name(target.address), " was not reset after the wait for ", target.value, " and has gone on to ",
                              value_of(blocked)));
        return true;
    }
    report(machine, "semaphore_passed", blocked.fiber, blocked.fiber.site,
           {text(semaphore_name(target.address), " holds ", value_of(blocked), ", more than the ", target.value,
                 " that is waited for; ", came_from(history(machine, blocked))),
            text("a wait for the number of signals that are sent, or noc_semaphore_wait_min(.., ", target.value, ")"),
            "compare the count with the number of cores that signal, and reset the semaphore after each wait"});
    return true;
}

bool explain_missing_signal(Machine& machine, const Blocked& blocked) {
    const WaitTarget& target = blocked.target;
    if (target.kind != WaitTarget::Kind::semaphore || value_of(blocked) == 0) {
        return false;
    }
    report(machine, "semaphore_too_low", blocked.fiber, blocked.fiber.site,
           {text(semaphore_name(target.address), " holds ", value_of(blocked), ", and ", target.value, " is waited for; ",
                 came_from(history(machine, blocked))),
            "as many signals as are waited for",
            "compare the count with the number of cores that signal, and look whether all of them get there"});
    return true;
}

bool explain_silence(Machine& machine, const Blocked& blocked) {
    const WaitTarget& target = blocked.target;
    const Signals* signals = history(machine, blocked);
    if (target.kind != WaitTarget::Kind::semaphore || (signals != nullptr && signals->from_others > 0)) {
        return false;
    }
    report(machine, "semaphore_never_signalled", blocked.fiber, blocked.fiber.site,
           {text(semaphore_name(target.address), " holds ", value_of(blocked), ", and ", target.value, " is waited for; nobody has signalled it"),
            "a noc_semaphore_inc or a multicast to this core",
            "look for the core and the line that should signal: its NoC coordinates, its semaphore, and whether it gets there"});
    return true;
}

}  // namespace tilesmith::hang
