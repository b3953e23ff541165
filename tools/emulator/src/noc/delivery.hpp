// When transactions take place: reads at their barrier, writes and atomics at a barrier or flush, or as late as nobody can
// go on without them.
#pragma once

#include "noc/noc.hpp"

namespace tilesmith::noc {

/// Puts a write or an atomic behind those that this kernel has issued before.
void enqueue(Machine& machine, Transfer transfer);

/// The data of a read arrives in the L1 of `core`.
void arrive(Machine& machine, CoreState& core, const Transfer& read);

/// Lets a write or an atomic take place: only now is its source read.
void take_place(Machine& machine, Fiber& fiber, Transfer& transfer);

/// Whether a kernel that was waiting for what this transaction has changed can go on.
bool wakes_somebody(Machine& machine, const Transfer& transfer);

/// Whether a barrier of `noc` and `trid` (or kAnyTrid) is one for this transaction.
bool matches(const Transfer& transfer, uint8_t noc, uint32_t trid);

/// Lets matching writes take place in the order of issue. Between two of them others run when one of them can go on,
/// so that a flag that overtakes its data is seen to do so.
void deliver_matching(Machine& machine, uint8_t noc, uint32_t trid);

}  // namespace tilesmith::noc
