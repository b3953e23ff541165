// Whether each tensor accessor of a kernel was given the address of the tensor whose words it was made from.
#pragma once

#include "machine.hpp"

namespace tilesmith {

/// Remembers that the running kernel made an accessor from the words at `offset` for the tensor at `address`, and checks
/// the page size it was given against that of the tensor.
void note_accessor(Machine& machine, uint32_t offset, uint64_t address, uint32_t page_size, bool dram, CallSite site);

/// After the kernel: reports words used with the address of another tensor that has words of its own.
void check_accessors(Machine& machine, const Fiber& fiber);

}  // namespace tilesmith
