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

/// By buffer, then by page.
using PageWrites = std::map<const DeviceBuffer*, std::vector<PageWriter>>;

/// A write takes place in a buffer. A finding when another core has written the whole page before and the program has no
/// semaphores by which the two could have agreed.
void note_page_write(Machine& machine, const Fiber& fiber, const Transfer& write, const Endpoint& at);

/// Warnings about tensors of which some pages were written and others were not.
void check_gaps(Machine& machine);

}  // namespace tilesmith::noc
