// Which kernels write which pages of the tensors in one run of a program.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "report.hpp"

namespace tilesmith {
class Machine;
class DeviceBuffer;
struct Fiber;
struct Transfer;
struct Endpoint;
}  // namespace tilesmith

namespace tilesmith::noc {

struct PageWriter {
    const Fiber* fiber = nullptr;
    CallSite site;
};

struct BufferWrites {
    const DeviceBuffer* buffer = nullptr;
    std::vector<PageWriter> writers;   ///< by page
};

/// By the buffer's id: findings come in the same order in every run.
using PageWrites = std::map<uint32_t, BufferWrites>;

/// A write takes place in a buffer. A finding when another core has written the whole page before and the program has no
/// semaphores by which the two could have agreed.
void note_page_write(Machine& machine, const Fiber& fiber, const Transfer& write, const Endpoint& at);

/// Warnings about tensors of which some pages were written and others were not.
void check_gaps(Machine& machine);

}  // namespace tilesmith::noc
