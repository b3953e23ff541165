// Why nothing can go on: what each kernel waits for, and whose fault it is.
#pragma once

#include "machine.hpp"

namespace tilesmith::hang {

/// A kernel that waits, with what it waits for.
struct Blocked {
    const CoreState& core;
    const Fiber& fiber;
    WaitTarget target;
};

/// Adds the stuck kernels and findings about the causes to the report. Kernels that only wait for others that are stuck
/// themselves are no causes.
void explain(Machine& machine);

// Each of these adds a finding if it has found a cause, and says whether there is one.

/// A circular buffer whose other side has finished, or never hands anything on.
bool explain_buffer(Machine& machine, const Blocked& blocked);

/// A semaphore that has gone past the value that is waited for.
bool explain_passed_semaphore(Machine& machine, const Blocked& blocked);

// The following may be consequences: the kernel that should push or signal is stuck before it gets there.

/// A multicast that set a semaphore on other cores and missed the one that waits.
bool explain_missed_core(Machine& machine, const Blocked& blocked);

/// A semaphore that some have signalled, but not as many as are waited for.
bool explain_missing_signal(Machine& machine, const Blocked& blocked);

/// A semaphore that nobody has signalled at all.
bool explain_silence(Machine& machine, const Blocked& blocked);

/// A circular buffer that has no other side so far, although another one lacks its side too.
bool explain_missing_partner(Machine& machine, const Blocked& blocked);

/// Whether another stuck kernel waits for this one to push or pop.
bool is_waited_for(const Blocked& blocked, const std::vector<Blocked>& stuck);

/// A finding at a line of a kernel of the stuck program.
void report(Machine& machine, Check check, const Fiber& fiber, CallSite site, const kernel::FindingText& words);

}  // namespace tilesmith::hang
