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
    uintptr_t code = 0;   ///< where the kernel is

    CodePlace place() const { return {.call = {}, .code = code}; }
};

/// Findings about an access that is about to happen; a fault when it leads outside L1 and the kernel's own memory.
void check(Machine& machine, const Access& access);

/// The same for an access inside L1.
void check_l1(Machine& machine, const Access& access);

/// A kernel that reads one address again and again waits for somebody to change it: lets the others run now and then.
void note_spinning(Machine& machine, const Access& access);

}  // namespace tilesmith::access
