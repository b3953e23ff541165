// Who may touch which page of a circular buffer, and whether there is data in it.
#pragma once

#include "machine.hpp"

namespace tilesmith::cb {

/// The buffer of a core whose memory holds this L1 address; nullptr when there is none.
CircularBuffer* at(CoreState& core, uint32_t address);

/// The running kernel reads these bytes of the buffer, by a NoC write or a load.
void note_read(Machine& machine, CircularBuffer& cb, uint32_t address, uint32_t bytes, CodePlace place);

/// The running kernel changes these bytes, by a NoC read or a store. `what` words the findings.
void note_write(Machine& machine, CircularBuffer& cb, uint32_t address, uint32_t bytes, const char* what, CodePlace place);

/// A write of another core reaches the buffer of `core`.
void note_arrival(Machine& machine, CircularBuffer& cb, const CoreState& core, const Fiber& sender, const Transfer& write,
                  uint32_t address);

/// The unpacker reads a page that was waited for.
void note_unpack(Machine& machine, CircularBuffer& cb, uint32_t page);

/// The packer fills a page.
void note_pack(CircularBuffer& cb, uint32_t page);

void note_push(const Machine& machine, CircularBuffer& cb, uint32_t pointer, uint32_t count, CallSite site);
/// A finding has said what is wrong with the pages `first` to `last` (exclusive) from `pointer` on: their data is not
/// looked for.
void excuse_pages(CircularBuffer& cb, uint32_t pointer, uint32_t first, uint32_t last);

/// Whether a page that this kernel has waited for was pushed before anything was written to it.
bool is_pushed_empty(const CircularBuffer& cb, uint32_t address);

void note_pop(CircularBuffer& cb, uint32_t pointer, uint32_t count);

/// Reports reads that were only suspicious when they happened, once somebody has pushed to the buffer.
void report_suspicious_reads(Machine& machine, const CoreState& core, CircularBuffer& cb);

/// The same at the end of the run, with all else that was suspicious.
void report_suspicions(Machine& machine, const CoreState& core, CircularBuffer& cb);

/// The same for all buffers, before a run ends early.
void report_all_suspicions(Machine& machine);

}  // namespace tilesmith::cb
