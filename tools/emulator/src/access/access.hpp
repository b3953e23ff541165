// What kernels read and write through pointers. The compiler puts a call in front of every access (-fsanitize=thread);
// most go to the kernel's own stack and variables, the others to L1, which is looked at as closely as the NoC looks at it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "machine.hpp"

namespace tilesmith::access {

struct Access {
    uintptr_t address = 0;
    size_t bytes = 0;
    bool store = false;
    uintptr_t code = 0;   ///< where the kernel is; 0: in a call
    CallSite call;        ///< that one

    CodePlace place() const { return {.call = call, .code = code}; }
};

/// Findings about an access that is about to happen; a fault when it leads outside L1 and the kernel's own memory.
void check(Machine& machine, const Access& access);

/// The same for a pointer that the kernel passes to a call, which will read or fill that many bytes.
void check_pointer(Machine& machine, const void* pointer, size_t bytes, bool store, CallSite call);

/// Whether the bytes lie in the part of the running kernel's stack that is its own: what lies above belongs to the
/// runtime, which called it.
inline bool in_own_frames(const Fiber& fiber, uintptr_t address, size_t bytes) {
    return address >= fiber.stack->begin() && address < fiber.frames_end && bytes <= fiber.frames_end - address;
}

/// The same for an access inside L1.
void check_l1(Machine& machine, const Access& access);

/// A kernel that reads one address again and again waits for somebody to change it: lets the others run now and then.
void note_spinning(Machine& machine, const Access& access);

}  // namespace tilesmith::access
