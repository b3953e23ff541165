#include "fault_handler.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#ifdef TILESMITH_SANITIZE
#include <sanitizer/common_interface_defs.h>
#endif

#include <cstdlib>
#include <iterator>

#include "machine.hpp"
#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith {

namespace {

constexpr size_t kHandlerStack = 256 * 1024;
constexpr long kSpinTickMicroseconds = 50'000;

uintptr_t instruction_pointer(const void* context) {
    return static_cast<uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
}

void restore_default(int signal) {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
}

/// The kernel's code that a fault happened in, or, inside the runtime, that called it: the newest return address on the
/// stack that belongs to the kernel. It looks at words of frames, which AddressSanitizer would not have.
__attribute__((no_sanitize("address", "undefined"))) uintptr_t kernel_code(const Fiber& fiber, const void* context) {
    constexpr size_t kWords = 512;
    const uintptr_t here = instruction_pointer(context);
    if (fiber.code->contains(here)) {
        return here;
    }
    const auto* word = reinterpret_cast<const uintptr_t*>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RSP]);
    for (size_t i = 0; i < kWords; ++i, ++word) {
        // A frame that hit the guard page begins in it.
        if (fiber.stack->contains(word) && fiber.code->contains(*word)) {
            return *word - 1;
        }
    }
    return here;
}

/// Where in the emulator the fault is, for those who will mend it.
void print_own_stack() {
#ifdef TILESMITH_SANITIZE
    __sanitizer_print_stack_trace();
#endif
}

std::string last_call(const Fiber& fiber) {
    return fiber.site.line == 0 ? std::string("before its first call into the API")
                                : text("after ", fiber.call, " at line ", fiber.site.line);
}

/// An instruction was to be fetched where there is none: a pointer to a function, or a return address, is nonsense.
[[noreturn]] void report_wild_jump(Machine& machine, const siginfo_t& info, CallSite site) {
    report_fault(machine, "wild_pointer", site,
                 {text("the kernel jumps to ", hex(reinterpret_cast<uintptr_t>(info.si_addr)), ", where there is no code, ",
                       last_call(machine.fiber())),
                  "a function of the kernel",
                  "look for a store past the end of a local array, which overwrites where the function returns to, and for "
                  "pointers to functions"});
}

[[noreturn]] void report_memory_fault(Machine& machine, const Fiber& fiber, const siginfo_t& info, CallSite site) {
    if (fiber.stack->guard_contains(info.si_addr)) {
        report_fault(machine, "stack_overflow", site,
                     {text("the kernel needs more stack than a RISC-V core has, ", last_call(fiber)),
                      "local arrays of a few kilobytes at most", "keep data in L1 (a circular buffer), not on the stack"});
    }
    const auto address = reinterpret_cast<uintptr_t>(info.si_addr);
    report_fault(machine, "wild_pointer", site,
                 {text("the kernel accessed address ", hex(address), ", which is not in L1, ", last_call(fiber)),
                  text("an L1 address between ", hex(L1Layout::window_begin), " and ", hex(machine.arch.l1_bytes)),
                  "pointers must come from get_write_ptr, get_read_ptr or get_semaphore; DRAM can only be reached through "
                  "the NoC"});
}

void on_fault(int signal, siginfo_t* info, void* context) {
    Machine* machine = Machine::existing();
    if (machine != nullptr && signal == SIGSEGV &&
        machine->l1.serve_fault(reinterpret_cast<uintptr_t>(info->si_addr))) {
        return;
    }
    restore_default(signal);
    if (machine == nullptr || machine->launch == nullptr || machine->launch->running == nullptr) {
        return;  // not ours: the default action follows when the instruction is tried again
    }
    const Fiber& fiber = *machine->launch->running;
    const bool memory = signal == SIGSEGV || signal == SIGBUS;
    const CallSite site = CodePlace{.call = fiber.site, .code = kernel_code(fiber, context)}.site(fiber);
    if (memory && (fiber.code->contains(instruction_pointer(context)) || fiber.stack->guard_contains(info->si_addr))) {
        report_memory_fault(*machine, fiber, *info, site);
    }
    if (memory && reinterpret_cast<uintptr_t>(info->si_addr) == instruction_pointer(context)) {
        report_wild_jump(*machine, *info, site);
    }
    if (signal == SIGILL && fiber.code->contains(instruction_pointer(context))) {
        report_fault(*machine, "kernel_assertion", site,
                     {text("the kernel executes a trap, ", last_call(fiber)), "code that ends otherwise",
                      "__builtin_trap(), or code that the compiler found to be undefined, such as a function without return"});
    }
    if (signal == SIGFPE && fiber.code->contains(instruction_pointer(context))) {
        report_fault(*machine, "division_by_zero", site,
                     {text("the kernel divides an integer by zero, ", last_call(fiber)), "a divisor that is not zero",
                      "RISC-V does not trap here: it goes on with -1"});
    }
    print_own_stack();
    report_fault(*machine, "emulator_crash", fiber.site,
                 {text("signal ", signal, " inside the emulator, ", last_call(fiber)), "",
                  "this is a fault of the emulator, not of the kernel, unless the kernel passed it a wild pointer"});
}

void on_spin_tick(int, siginfo_t*, void* context) {
    Machine* machine = Machine::existing();
    if (machine == nullptr || machine->launch == nullptr || machine->launch->running == nullptr) {
        return;
    }
    Fiber& fiber = *machine->launch->running;
    // The runtime itself must not be interrupted half-way; kernel code can be left anywhere.
    if (fiber.code->contains(instruction_pointer(context))) {
        Scheduler::preempt(*machine);
    }
}

}  // namespace

void install_fault_handlers() {
    void* memory = mmap(nullptr, kHandlerStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    stack_t stack{};
    stack.ss_sp = memory;
    stack.ss_size = kHandlerStack;
    sigaltstack(&stack, nullptr);
    struct sigaction action {};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
        sigaction(signal, &action, nullptr);
    }
}

SpinWatch::SpinWatch() {
    struct sigaction action {};
    action.sa_sigaction = on_spin_tick;
    // On the fiber's own stack, and not masked: the handler switches to the scheduler and comes back later.
    action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;
    sigaction(SIGVTALRM, &action, nullptr);
    const itimerval interval{{0, kSpinTickMicroseconds}, {0, kSpinTickMicroseconds}};
    setitimer(ITIMER_VIRTUAL, &interval, nullptr);
}

SpinWatch::~SpinWatch() {
    const itimerval off{};
    setitimer(ITIMER_VIRTUAL, &off, nullptr);
    restore_default(SIGVTALRM);
}

}  // namespace tilesmith
