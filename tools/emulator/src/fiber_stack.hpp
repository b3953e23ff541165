// A stack of its own for code that can be put aside and continued later, and the switch between two of them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tilesmith {

/// Something that is not running.
struct Context {
    void* stack_pointer = nullptr;   ///< where its state is saved
    const void* stack = nullptr;     ///< lowest address and size of its stack
    size_t stack_bytes = 0;
    void* fake_stack = nullptr;      ///< AddressSanitizer's own
};

/// Puts the caller aside in `from` and continues where `to` was put aside.
void switch_context(Context& from, const Context& to);

/// The same for a caller that is never continued.
[[noreturn]] void leave_for_good(Context& from, const Context& to);

/// To be called first on a new stack; `from` is what was put aside for it.
void arrive_on_new_stack(Context& from);

/// Memory for a stack, with an inaccessible page below it.
class FiberStack {
public:
    FiberStack();
    ~FiberStack();
    FiberStack(const FiberStack&) = delete;
    FiberStack& operator=(const FiberStack&) = delete;

    /// A context that calls `entry(argument)` when it is switched to. `entry` must not return.
    Context prepare(void (*entry)(void*), void* argument);

    /// Its lowest address.
    uintptr_t begin() const { return reinterpret_cast<uintptr_t>(memory_ + kGuard); }

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
