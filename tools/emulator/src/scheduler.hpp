// Runs the fibers of a program to the end, one at a time, in an order that depends on nothing but the seed.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "machine.hpp"

namespace tilesmith {

class Scheduler {
public:
    explicit Scheduler(Machine& machine);

    /// Returns when every kernel has returned. A hang ends the process with a report.
    void run();

    // The following are called from inside a fiber.

    /// Returns at once when the wait is over already, else lets others run until it is.
    static void block(Machine& machine, Wait& wait, CallSite site, const char* call);

    /// Lets others run once; the fiber stays runnable. `polling_for` is said when nothing ever changes.
    static void poll(Machine& machine, std::string_view polling_for, CallSite site, const char* call);

    /// Lets others run once although there is no reason to wait.
    static void yield(Machine& machine);

    /// The same from a signal handler, for a kernel that has run for long without a call into the runtime.
    static void preempt(Machine& machine);

private:
    bool run_core(CoreState& core);
    bool resume(Fiber& fiber);
    bool deliver_one();
    void shuffle();
    [[noreturn]] void hang();
    void look_past_semaphores();

    Machine& machine_;
    Launch& launch_;
    std::vector<CoreState*> order_;
    std::array<Processor, 3> processors_;
    std::mt19937_64 random_;
    uint32_t live_ = 0;
};

}  // namespace tilesmith
