#include "l1_map.hpp"

#include <algorithm>

#include "cb/pages.hpp"
#include "text.hpp"

namespace tilesmith {

namespace {

/// A DRAM buffer whose address this is: kernels take such addresses for pointers.
const DeviceBuffer* dram_buffer_at(const Machine& machine, uint32_t address) { return machine.buffers.find(true, address); }

void report_unallocated(Machine& machine, uint32_t address, Severity severity, bool store, const char* what, CallSite site) {
    const DeviceBuffer* dram = dram_buffer_at(machine, address);
    const std::string hint = dram != nullptr ? text(hex(address), " is an address of ", dram->describe(),
                                                    ": DRAM can only be reached through the NoC")
                                             : std::string("look at the address and its size; memory for scratch must be allocated on the host");
    report_finding(machine, "l1_unallocated", severity, site,
                   {text(what, store ? " writes to" : " reads", " L1 address ", hex(address),
                         ", where there is neither a circular buffer nor a buffer"),
                    "memory of a circular buffer, of an L1 buffer or of a semaphore", hint});
}

}  // namespace

std::optional<L1Object> l1_object(const Machine& machine, uint32_t core_index, uint32_t address) {
    const uint32_t own_end = machine.arch.first_cb_address;
    if (address < own_end) {
        return L1Object{L1Layout::window_begin, own_end, "the arguments and semaphores"};
    }
    if (CoreState* core = machine.launch->by_index[core_index]) {
        if (const CircularBuffer* cb = cb::at(*core, address)) {
            return L1Object{cb->address, cb->end(), text("CB ", cb->index)};
        }
    }
    const DeviceBuffer* buffer = machine.buffers.find(false, address);
    if (buffer == nullptr || !buffer->lies_in(core_index)) {
        return std::nullopt;
    }
    const auto begin = static_cast<uint32_t>(buffer->address);
    return L1Object{begin, begin + static_cast<uint32_t>(buffer->bytes_per_bank), buffer->name};
}

void report_past_object(Machine& machine, const PastObject& past, Severity severity, CallSite site) {
    report_finding(machine, "transfer_exceeds_buffer", severity, site,
                   {text(past.use, " run ", past.bytes, " bytes past the end of ", past.object,
                         past.next.empty() ? std::string() : " into " + past.next),
                    "an address and a size inside one circular buffer, shard or buffer",
                    "compare the size of the transfer with the page size, and the offset with the number of pages"});
}

namespace {

/// Writing over the end of a buffer where nothing follows is careless; reading what nobody wrote is wrong.
void check_unallocated(Machine& machine, uint32_t core_index, uint32_t address, uint32_t bytes, bool store, const char* what,
                       CodePlace place) {
    CoreState* core = machine.launch->by_index[core_index];
    const bool known = core != nullptr && core->scratch.holds(address, address + bytes);
    if (store && core != nullptr) {
        core->scratch.add(address, address + bytes);
    }
    if (!known) {
        const bool harmless = store && dram_buffer_at(machine, address) == nullptr;
        report_unallocated(machine, address, harmless ? Severity::warning : Severity::error, store, what, place.site(machine.fiber()));
    }
}

}  // namespace

void check_l1_range(Machine& machine, uint32_t core_index, uint32_t address, uint32_t bytes, bool store, const char* what,
                    CodePlace place) {
    const auto object = l1_object(machine, core_index, address);
    if (!object) {
        check_unallocated(machine, core_index, address, bytes, store, what, place);
        return;
    }
    const uint64_t end = static_cast<uint64_t>(address) + bytes;
    if (end <= object->end) {
        return;
    }
    const auto next = l1_object(machine, core_index, object->end);
    report_past_object(machine,
                       {text(what, ": ", bytes, " bytes from ", hex(address)), object->name, end - object->end, next ? next->name : ""},
                       next || !store ? Severity::error : Severity::warning, place.site(machine.fiber()));
}

void check_semaphore_exists(Machine& machine, const CoreState* state, uint32_t address, Core core, const char* call, CallSite site) {
    const uint32_t end = L1Layout::semaphores + L1Layout::max_semaphores * L1Layout::semaphore_stride;
    if (address < L1Layout::semaphores || address >= end) {
        return;
    }
    const uint32_t id = (address - L1Layout::semaphores) / L1Layout::semaphore_stride;
    if (state != nullptr && std::find(state->semaphores.begin(), state->semaphores.end(), id) != state->semaphores.end()) {
        return;
    }
    report_finding(machine, "semaphore_not_created", Severity::error, site,
                   {text(call, ": the host created no semaphore ", id, " on ", name_of(core)),
                    "CreateSemaphore on every core that waits for it or is signalled",
                    "compare the semaphore's id and the cores it was created on with the cores of the kernels"});
}

}  // namespace tilesmith
