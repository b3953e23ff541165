// What can be wrong with a NoC transaction before it starts.
#pragma once

#include <vector>

#include "noc/noc.hpp"

namespace tilesmith::noc {

/// Transfers of this size are semaphores, not data.
constexpr uint32_t kSemaphoreBytes = 4;

/// Notes the call for the reports; a fault when a compute kernel makes it.
void note_call(Machine& machine, const char* call, CallSite site);

/// The local end of a transaction: must lie in L1, else a fault, and in something that was allocated. `written`: it is
/// the destination.
void check_local(Machine& machine, uint32_t address, uint32_t bytes, bool written, const char* call, CallSite site);

/// What the remote end names: a core or a bank, else a fault.
Endpoint remote_end(Machine& machine, uint64_t noc_address, const char* call, CallSite site);

/// The remote end lies inside L1 or inside a live buffer, and touches only pages that exist. `write` only words the
/// message.
void check_remote(Machine& machine, const Endpoint& endpoint, uint64_t noc_address, uint32_t bytes, bool write,
                  const char* call, CallSite site);

/// Source and destination must be equal modulo the alignment of the slower side.
void check_alignment(Machine& machine, const Endpoint& remote, uint32_t local, bool write, const char* call,
                     CallSite site);

/// The source of a write: not waiting for data itself; in a circular buffer only pages that this kernel may see.
void check_write_source(Machine& machine, uint32_t address, uint32_t bytes, const char* call, CallSite site);

/// A finding: the source of a write that is under way is changed.
void report_overwritten_source(Machine& machine, const Transfer& write, CallSite site);

/// The destination of a read: not a page that a consumer has not popped yet.
void check_read_destination(Machine& machine, uint32_t address, uint32_t bytes, const char* call, CallSite site);

/// A write that takes place in the L1 of another core: not in a page that was published before its data came.
void check_arrival(Machine& machine, const Fiber& sender, const Transfer& transfer, const Endpoint& remote);

/// The rectangle of a multicast as endpoints, without cores that cannot receive.
std::vector<Endpoint> check_rectangle(Machine& machine, uint64_t noc_address, uint32_t destinations, Options options,
                                      const char* call, CallSite site);

}  // namespace tilesmith::noc
