// What no program can be, whoever describes it: the host library, a program.json, the other end of a socket.
#pragma once

#include "program.hpp"

namespace tilesmith {

/// Throws std::runtime_error when the program names cores, semaphores, arguments or circular buffers that the chip
/// cannot have. The host API words most of this itself, earlier and as tt-metal does.
void check_possible(const ArchInfo& arch, const Program& program);

/// The same for one core.
void check_core(const ArchInfo& arch, Core core);

}  // namespace tilesmith
