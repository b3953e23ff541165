#include "scheduler.hpp"

#include <algorithm>

#include "hang/hang.hpp"
#include "noc/noc.hpp"

namespace tilesmith {

namespace {

// A polling kernel gets this many rounds in which nobody else did anything before it counts as stuck. A round in which a
// kernel was put aside by force took 50 ms and counts for more: 10 s of spinning are enough.
constexpr uint32_t kIdleRounds = 2000;
constexpr uint32_t kRoundsOfPreemption = 10;

// How often one core may be served in a row before the others get their turn.
constexpr uint32_t kRoundsPerCore = 256;

// The scheduler's own context, saved while a fiber runs. One machine, one scheduler, one thread.
Context scheduler_context;

void leave(Fiber& fiber) { switch_context(fiber.context, scheduler_context); }

/// A frame of its own, with nothing in it: everything of the stack that lies above is the runtime's.
__attribute__((noinline, no_sanitize("address", "undefined"))) void call(Fiber& fiber, void (*function)()) {
    fiber.frames_end = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
    function();
}

/// The constructors of its global objects, then the kernel.
void run_kernel(Fiber& fiber) {
    for (void (*const construct)() : fiber.code->constructors()) {
        call(fiber, construct);
    }
    call(fiber, fiber.code->entry());
}

void fiber_main(void* argument) {
    arrive_on_new_stack(scheduler_context);
    auto& fiber = *static_cast<Fiber*>(argument);
    run_kernel(fiber);
    if (fiber.state) {
        fiber.state->at_return();
    }
    noc::finish_kernel(Machine::instance());
    fiber.status = FiberStatus::finished;
    fiber.state.reset();
    leave_for_good(fiber.context, scheduler_context);
}

}  // namespace

Scheduler::Scheduler(Machine& machine)
    : machine_(machine),
      launch_(*machine.launch),
      // The natural order: reader (riscv_1), compute, writer (riscv_0).
      processors_{Processor::riscv_1, Processor::compute, Processor::riscv_0},
      random_(machine.settings.schedule_seed) {
    for (const auto& core : launch_.cores) {
        order_.push_back(core.get());
        for (const auto& fiber : core->fibers) {
            if (fiber) {
                ++live_;
                fiber->context = fiber->stack->prepare(fiber_main, fiber.get());
            }
        }
    }
}

void Scheduler::shuffle() {
    if (machine_.settings.schedule_seed != 0) {
        std::shuffle(order_.begin(), order_.end(), random_);
        std::shuffle(processors_.begin(), processors_.end(), random_);
    }
}

void Scheduler::run() {
    uint32_t idle_rounds = 0;
    while (live_ > 0) {
        shuffle();
        const uint64_t epoch = launch_.epoch;
        const uint32_t preemptions = launch_.preemptions;
        bool ran = false;
        for (CoreState* core : order_) {
            ran |= run_core(*core);
        }
        idle_rounds += launch_.preemptions != preemptions ? kRoundsOfPreemption : 1;
        if (launch_.epoch != epoch) {
            idle_rounds = 0;
        } else if (ran && idle_rounds < kIdleRounds) {
            continue;
        } else if (deliver_one()) {
            idle_rounds = 0;
        } else {
            hang();
        }
    }
}

bool Scheduler::run_core(CoreState& core) {
    bool ran = false;
    for (uint32_t round = 0; round < kRoundsPerCore; ++round) {
        bool again = false;
        for (const Processor processor : processors_) {
            Fiber* fiber = core.fibers[static_cast<size_t>(processor)].get();
            if (fiber != nullptr && resume(*fiber)) {
                ran = true;
                // Who polls or steps back wants somebody else to run, maybe on another core.
                again |= fiber->status != FiberStatus::polling && fiber->status != FiberStatus::yielded;
            }
        }
        if (!again) {
            break;
        }
    }
    return ran;
}

bool Scheduler::resume(Fiber& fiber) {
    if (fiber.status == FiberStatus::finished || (fiber.blocked() && !fiber.wait->ready())) {
        return false;
    }
    if (fiber.status != FiberStatus::polling) {
        ++launch_.epoch;
    }
    fiber.status = FiberStatus::runnable;
    fiber.wait = nullptr;
    launch_.running = &fiber;
    machine_.l1.select(fiber.core->index);
    noc::show_identity(fiber);
    const bool has_globals = !fiber.globals.empty();
    if (has_globals) {
        fiber.code->put_globals(fiber.globals);
    }
    switch_context(scheduler_context, fiber.context);
    if (has_globals) {
        fiber.code->take_globals(fiber.globals);
    }
    launch_.running = nullptr;
    if (fiber.status == FiberStatus::finished) {
        --live_;
    }
    return true;
}

bool Scheduler::deliver_one() {
    // Writes that no barrier has asked for happen as late as possible: when nobody can go on without them.
    for (CoreState* core : order_) {
        for (const auto& fiber : core->fibers) {
            if (fiber && noc::deliver_next(machine_, *fiber)) {
                return true;
            }
        }
    }
    return false;
}

void Scheduler::hang() {
    hang::explain(machine_);
    look_past_semaphores();
    machine_.report.end_run(Status::hang, "every kernel that is left waits for something that cannot happen");
}

void Scheduler::look_past_semaphores() {
    // A kernel that a semaphore has gone past would have seen its value, had it looked in time. If it then multicasts to
    // another number of cores than there are, the count that it was given is wrong, and the wait for it a consequence.
    machine_.report.settle(Status::hang, "multicast_destinations");
    for (CoreState* core : order_) {
        for (const auto& fiber : core->fibers) {
            if (fiber && fiber->blocked() && fiber->wait->forgive()) {
                resume(*fiber);
            }
        }
    }
}

void Scheduler::block(Machine& machine, Wait& wait, CallSite site, const char* call) {
    Fiber& fiber = machine.fiber();
    fiber.site = site;
    fiber.call = call;
    while (!wait.ready()) {
        fiber.status = FiberStatus::waiting;
        fiber.wait = &wait;
        leave(fiber);
    }
}

void Scheduler::poll(Machine& machine, std::string_view polling_for, CallSite site, const char* call) {
    Fiber& fiber = machine.fiber();
    fiber.site = site;
    fiber.call = call;
    fiber.polling_for = polling_for;
    fiber.status = FiberStatus::polling;
    leave(fiber);
}

void Scheduler::yield(Machine& machine) {
    machine.fiber().status = FiberStatus::yielded;
    leave(machine.fiber());
}

void Scheduler::preempt(Machine& machine) {
    Fiber& fiber = machine.fiber();
    ++machine.launch->preemptions;
    fiber.polling_for = "runs in a loop without calling the API; the line is that of its last call";
    fiber.status = FiberStatus::polling;
    leave(fiber);
}

}  // namespace tilesmith
