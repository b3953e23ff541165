#include "fiber_stack.hpp"

#include <sys/mman.h>
#ifdef TILESMITH_SANITIZE
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

#include <cstdint>
#include <stdexcept>

// rdi: where to save, rsi: what to continue. The x87 and SSE control words belong to the callee-saved state too.
asm(R"(
.text
.globl tilesmith_switch
.type tilesmith_switch, @function
tilesmith_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    subq $8, %rsp
    stmxcsr (%rsp)
    fnstcw 4(%rsp)
    movq %rsp, (%rdi)
    movq (%rsi), %rsp
    ldmxcsr (%rsp)
    fldcw 4(%rsp)
    addq $8, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size tilesmith_switch, .-tilesmith_switch

.globl tilesmith_fiber_start
.hidden tilesmith_fiber_start
.type tilesmith_fiber_start, @function
tilesmith_fiber_start:
    movq %r12, %rdi
    callq *%rbx
    ud2
.size tilesmith_fiber_start, .-tilesmith_fiber_start
)");

extern "C" void tilesmith_fiber_start();

namespace tilesmith {

/// Saves the callee-saved state of the caller in `from` and continues where `to` was saved. x86-64 System V.
extern "C" void tilesmith_switch(Context* from, const Context* to);

#ifdef TILESMITH_SANITIZE
// AddressSanitizer keeps the bounds of the stack that runs, and must be told of every switch.
namespace {

void tell_leaving(void** fake_stack, const Context& to) { __sanitizer_start_switch_fiber(fake_stack, to.stack, to.stack_bytes); }
void tell_arrived(void* fake_stack, const void** from, size_t* from_bytes) {
    __sanitizer_finish_switch_fiber(fake_stack, from, from_bytes);
}
/// Frames that were left for good have marked their memory.
void forget_frames(void* begin, size_t bytes) { __asan_unpoison_memory_region(begin, bytes); }

}  // namespace
#else
namespace {

void tell_leaving(void**, const Context&) {}
void tell_arrived(void*, const void**, size_t*) {}
void forget_frames(void*, size_t) {}

}  // namespace
#endif

void switch_context(Context& from, const Context& to) {
    tell_leaving(&from.fake_stack, to);
    tilesmith_switch(&from, &to);
    tell_arrived(from.fake_stack, nullptr, nullptr);
}

void leave_for_good(Context& from, const Context& to) {
    tell_leaving(nullptr, to);
    tilesmith_switch(&from, &to);
    __builtin_unreachable();
}

void arrive_on_new_stack(Context& from) { tell_arrived(nullptr, &from.stack, &from.stack_bytes); }

FiberStack::FiberStack() {
    void* memory = mmap(nullptr, kBytes + kGuard, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory, kGuard, PROT_NONE) != 0) {
        throw std::runtime_error("The emulator cannot get memory for the stack of a kernel.");
    }
    memory_ = static_cast<std::byte*>(memory);
}

FiberStack::~FiberStack() {
    forget_frames(memory_ + kGuard, kBytes);
    munmap(memory_, kBytes + kGuard);
}

Context FiberStack::prepare(void (*entry)(void*), void* argument) {
    struct Frame {
        uint32_t mxcsr, x87;
        uint64_t r15, r14, r13;
        void* r12;
        void (*rbx)(void*);
        uint64_t rbp;
        void (*ret)();
    };
    static_assert(sizeof(Frame) == 64);
    // At entry of tilesmith_fiber_start the stack pointer must be a multiple of 16, so that its call leaves it as the
    // ABI demands at a function's first instruction.
    auto* frame = reinterpret_cast<Frame*>(memory_ + kGuard + kBytes - sizeof(Frame));
    *frame = Frame{.mxcsr = 0x1F80, .x87 = 0x037F, .r15 = 0, .r14 = 0, .r13 = 0, .r12 = argument, .rbx = entry,
                   .rbp = 0, .ret = tilesmith_fiber_start};
    return Context{.stack_pointer = frame, .stack = memory_ + kGuard, .stack_bytes = kBytes};
}

bool FiberStack::guard_contains(const void* address) const {
    return address >= memory_ && address < memory_ + kGuard;
}

}  // namespace tilesmith
