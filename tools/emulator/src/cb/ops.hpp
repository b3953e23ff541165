// The calls by which kernels use circular buffers.
#pragma once

#include <cstdint>

#include "machine.hpp"

namespace tilesmith::cb {

/// The buffer, if the host created it on this core; else a fault (or, for an index above 31, another fault).
CircularBuffer& get(Machine& machine, uint32_t index, const char* call, CallSite site);

void reserve_back(Machine& machine, uint32_t index, uint32_t pages, CallSite site);
void push_back(Machine& machine, uint32_t index, uint32_t pages, CallSite site);
void wait_front(Machine& machine, uint32_t index, uint32_t pages, CallSite site);
void pop_front(Machine& machine, uint32_t index, uint32_t pages, CallSite site);
bool can_reserve(Machine& machine, uint32_t index, uint32_t pages, CallSite site);
bool has_pages(Machine& machine, uint32_t index, uint32_t pages, CallSite site);

/// Findings about the buffers of a core after all its kernels have returned.
void check_at_exit(Machine& machine, CoreState& core);

}  // namespace tilesmith::cb
