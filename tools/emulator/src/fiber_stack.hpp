// A stack of its own for code that can be put aside and continued later, and the switch between two of them.
#pragma once

#include <cstddef>

namespace tilesmith {

/// Saved stack pointer of something that is not running.
struct Context {
    void* stack_pointer = nullptr;
};

/// Saves the callee-saved state of the caller in `from` and continues where `to` was saved. x86-64 System V.
extern "C" void tilesmith_switch(Context* from, const Context* to);

/// Memory for a stack, with an inaccessible page below it.
class FiberStack {
public:
    FiberStack();
    ~FiberStack();
    FiberStack(const FiberStack&) = delete;
    FiberStack& operator=(const FiberStack&) = delete;

    /// A context that calls `entry(argument)` when it is switched to. `entry` must not return.
    Context prepare(void (*entry)(void*), void* argument);

    bool contains(const volatile void* address) const {
        return address >= memory_ + kGuard && address < memory_ + kGuard + kBytes;
    }
    bool guard_contains(const void* address) const;

    // Kernels are shallow, but the compute side keeps tiles on the stack and C++ formatting may run in a fiber.
    static constexpr size_t kBytes = 256 * 1024;
    static constexpr size_t kGuard = 4096;

private:
    std::byte* memory_ = nullptr;
};

}  // namespace tilesmith
