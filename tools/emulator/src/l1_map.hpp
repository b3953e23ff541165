// What lies where in the L1 of a core.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "machine.hpp"

namespace tilesmith {

/// A circular buffer or the part of an L1 buffer that lies in a core.
struct L1Object {
    uint32_t begin = 0, end = 0;
    std::string name;
};

/// What holds this address; nothing for memory that was not allocated. The runtime's own part (arguments, semaphores)
/// counts as one object.
std::optional<L1Object> l1_object(const Machine& machine, uint32_t core_index, uint32_t address);

/// A use of L1 that begins in an object and ends behind it.
struct PastObject {
    std::string use;       ///< "noc_async_read: 4096 bytes from 0x19d60"
    std::string object;    ///< what it begins in
    uint64_t bytes = 0;    ///< behind the end
    std::string next;      ///< what lies there; empty: nothing
};
void report_past_object(Machine& machine, const PastObject& past, Severity severity, CallSite site);

/// Findings when the running kernel uses L1 of a core that was not allocated, or runs over the end of what was; `store`
/// says that it writes there.
void check_l1_range(Machine& machine, uint32_t core_index, uint32_t address, uint32_t bytes, bool store, const char* what,
                    CodePlace place);

/// A finding when `address` is that of a semaphore which the host did not create on this core.
void check_semaphore_exists(Machine& machine, const CoreState* state, uint32_t address, Core core, const char* call, CallSite site);

}  // namespace tilesmith
