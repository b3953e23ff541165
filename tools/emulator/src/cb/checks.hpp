// What can be wrong with a push, a pop, a wait or a reservation.
#pragma once

#include "machine.hpp"

namespace tilesmith::cb {

/// Waiting for or reserving more pages than the buffer has.
void check_capacity(Machine& machine, const CircularBuffer& cb, uint32_t count, const char* call, CallSite site);

/// A push to a buffer that another kernel of the core pushes to.
void check_only_producer(Machine& machine, const CircularBuffer& cb, CallSite site);

/// A pop from a buffer that another kernel of the core pops from.
void check_only_consumer(Machine& machine, const CircularBuffer& cb, CallSite site);

/// A push of pages whose data is still under way.
void check_reads_arrived(Machine& machine, const CircularBuffer& cb, uint32_t from, uint32_t count, CallSite site);

/// A pop of pages from which a write is still under way.
void check_writes_left(Machine& machine, const CircularBuffer& cb, uint32_t from, uint32_t count, CallSite site);

/// A push or a pop that does not end at the end of the buffer where a lap ends.
void check_lap(Machine& machine, const CircularBuffer& cb, uint32_t pointer, uint32_t count, const char* call, CallSite site);

}  // namespace tilesmith::cb
