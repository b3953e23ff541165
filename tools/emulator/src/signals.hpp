// What has happened to the words in L1 that kernels wait for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "report.hpp"

namespace tilesmith {

struct Fiber;
class Machine;

/// A wait for an exact value that was met.
struct MetWait {
    const Fiber* fiber = nullptr;
    CallSite site;
    uint32_t value = 0;
    uint32_t changes = 0;   ///< how often the word had changed by then
};

/// The history of one word of one core.
struct Signals {
    uint32_t changes = 0;       ///< all writes and increments
    uint32_t from_others = 0;   ///< those that came over the NoC
    Place last;                 ///< the last of those
    bool by_multicast = false;  ///< the last one reached several cores
    std::optional<MetWait> met;
};

/// By core index and L1 address.
using SignalLog = std::map<std::pair<uint32_t, uint32_t>, Signals>;

struct SignalWrite {
    uint32_t core = 0;
    uint32_t address = 0;
    uint32_t before = 0, after = 0;   ///< values of the word
    bool multicast = false;
};

/// A word arrives over the NoC. A finding when the core has waited for that very value and never reset it.
void note_signal(Machine& machine, const Fiber& sender, CallSite site, const SignalWrite& write);

/// The core sets a word of its own.
void note_local_set(Machine& machine, uint32_t core, uint32_t address);

/// A wait for an exact value was met. A finding when the same kernel's last wait for it was met by the same signal.
void note_met_wait(Machine& machine, uint32_t address, uint32_t value, CallSite site);

/// The finding that a semaphore keeps the value of `wait`.
void report_not_reset(Machine& machine, const MetWait& wait, const std::string& what);

/// "semaphore 3", or the address of a word that is none.
std::string semaphore_name(uint32_t address);

}  // namespace tilesmith
