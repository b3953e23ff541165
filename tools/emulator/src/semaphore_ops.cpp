// Semaphores as kernels use them (device/tilesmith/runtime.h).
#include "../device/tilesmith/runtime.h"
#include "l1_map.hpp"
#include "machine.hpp"
#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith::device {

namespace {

Machine& machine() { return Machine::instance(); }

/// The word behind a pointer into the low window, through the runtime's own mapping.
volatile uint32_t* word_behind(const volatile uint32_t* pointer, const char* call, CallSite site) {
    const auto address = reinterpret_cast<uintptr_t>(pointer);
    const bool inside = address >= L1Layout::window_begin && address + sizeof(uint32_t) <= machine().arch.l1_bytes;
    if (!inside || address % sizeof(uint32_t) != 0) {
        report_fault(machine(), "semaphore_address", site,
                     {text(call, ": ", hex(address), " is not the address of a word in L1"),
                      "reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(id))",
                      "a semaphore id is not an address: translate it with get_semaphore"});
    }
    const CoreState& core = machine().core();
    check_semaphore_exists(machine(), &core, static_cast<uint32_t>(address), core.coord, call, site);
    return reinterpret_cast<volatile uint32_t*>(core.l1 + address);
}

uint32_t address_of(const volatile uint32_t* pointer) { return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(pointer)); }

class SemaphoreWait final : public Wait {
public:
    SemaphoreWait(uint32_t address, const volatile uint32_t* word, uint32_t value, bool at_least)
        : address_(address), word_(word), value_(value), at_least_(at_least) {}
    bool ready() override { return at_least_ ? *word_ >= value_ : *word_ == value_; }
    std::string describe() override {
        return text(at_least_ ? "noc_semaphore_wait_min(" : "noc_semaphore_wait(", semaphore_name(address_), ", ", value_, "): holds ", *word_);
    }

    WaitTarget target() const override {
        return {.kind = WaitTarget::Kind::semaphore, .address = address_, .value = value_, .at_least = at_least_};
    }

    bool forgive() override {
        at_least_ |= *word_ > value_;
        return ready();
    }

private:
    uint32_t address_;
    const volatile uint32_t* word_;
    uint32_t value_;
    bool at_least_;
};

}  // namespace

uint32_t semaphore_address(uint32_t id, CallSite site) {
    machine().fiber().site = site;
    machine().fiber().call = "get_semaphore";
    if (id >= L1Layout::max_semaphores) {
        report_fault(machine(), "semaphore_not_created", site,
                     {text("get_semaphore(", id, "): a core has ", L1Layout::max_semaphores, " semaphores"),
                      text("an id from 0 to ", L1Layout::max_semaphores - 1), "look at the argument that holds the id"});
    }
    // Its address on another core may be all that is wanted: what is wrong shows when it is used.
    return L1Layout::semaphores + id * L1Layout::semaphore_stride;
}

void semaphore_wait(const volatile uint32_t* semaphore, uint32_t value, bool at_least, CallSite site) {
    const char* call = at_least ? "noc_semaphore_wait_min" : "noc_semaphore_wait";
    const volatile uint32_t* word = word_behind(semaphore, call, site);
    SemaphoreWait wait(address_of(semaphore), word, value, at_least);
    if (!wait.ready()) {
        machine().report.count(machine().core().coord, "semaphore_waits", 1);
    }
    Scheduler::block(machine(), wait, site, call);
    if (!at_least) {
        note_met_wait(machine(), address_of(semaphore), value, site);
    }
}

void semaphore_set(volatile uint32_t* semaphore, uint32_t value, CallSite site) {
    machine().fiber().site = site;
    machine().fiber().call = "noc_semaphore_set";
    *word_behind(semaphore, "noc_semaphore_set", site) = value;
    note_local_set(machine(), machine().core().index, address_of(semaphore));
    ++machine().launch->epoch;
}

}  // namespace tilesmith::device
