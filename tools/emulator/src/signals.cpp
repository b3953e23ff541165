#include "signals.hpp"

#include "machine.hpp"
#include "text.hpp"

namespace tilesmith {

void report_not_reset(Machine& machine, const MetWait& wait, const std::string& what) {
    Finding finding{"semaphore_not_reset", Severity::error, place_of(*wait.fiber, wait.site), what, "", "", 1};
    finding.expected = "noc_semaphore_set(semaphore, 0) between two waits for the same value";
    finding.hint = "reset the semaphore after the wait and before the other side is told to signal again";
    machine.report.add(std::move(finding));
}

std::string semaphore_name(uint32_t address) {
    const uint32_t end = L1Layout::semaphores + L1Layout::max_semaphores * L1Layout::semaphore_stride;
    if (address < L1Layout::semaphores || address >= end) {
        return "the word at " + hex(address);
    }
    return text("semaphore ", (address - L1Layout::semaphores) / L1Layout::semaphore_stride);
}

void note_signal(Machine& machine, const Fiber& sender, CallSite site, const SignalWrite& write) {
    Signals& signals = machine.launch->signals[{write.core, write.address}];
    const bool stale = signals.met && signals.met->changes == signals.changes;
    if (stale && write.before == write.after && write.after == signals.met->value) {
        report_not_reset(machine, *signals.met,
                         text(semaphore_name(write.address), " still holds ", write.after,
                              " from the signal before when the next one arrives, which is lost"));
    }
    ++signals.changes;
    ++signals.from_others;
    signals.last = place_of(sender, site);
    signals.by_multicast = write.multicast;
}

void note_local_set(Machine& machine, uint32_t core, uint32_t address) {
    ++machine.launch->signals[{core, address}].changes;
}

void note_met_wait(Machine& machine, uint32_t address, uint32_t value, CallSite site) {
    Signals& signals = machine.launch->signals[{machine.core().index, address}];
    const Fiber* self = &machine.fiber();
    const MetWait wait{self, site, value, signals.changes};
    const bool again = signals.met && signals.met->fiber == self && signals.met->value == value &&
                       signals.met->changes == signals.changes;
    // Waiting for the initial value again and again is harmless.
    if (again && value != 0) {
        report_not_reset(machine, wait,
                         text("the wait for ", value, " ends at once: ", semaphore_name(address),
                              " holds it since the wait at line ", signals.met->site.line));
    }
    signals.met = wait;
}

}  // namespace tilesmith
