// Runs a program on the machine: circular buffers, semaphores and arguments into L1, kernels compiled and started.
#pragma once

#include "machine.hpp"
#include "program.hpp"

namespace tilesmith {

/// Returns when all kernels have returned. A hang, a fault, a kernel that does not compile ends the process (see
/// Report::end_run). Throws std::runtime_error, worded as tt-metal words it, when the program cannot be launched.
/// With settings.describe the program is only recorded, and the process ends with code 0.
void launch(Machine& machine, const Program& program);

/// Throws std::runtime_error when a kernel meets another one on the same core and processor.
void check_processors(const Program& program);

}  // namespace tilesmith
