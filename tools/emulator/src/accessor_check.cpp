#include "accessor_check.hpp"

#include <algorithm>

#include "text.hpp"

namespace tilesmith {

namespace {

uint64_t aligned_page(const Machine& machine, const DeviceBuffer& buffer, uint32_t page_size) {
    const uint32_t alignment = buffer.dram ? machine.arch.dram_alignment : machine.arch.l1_alignment;
    return (page_size + alignment - 1) / alignment * alignment;
}

DeviceBuffer* buffer_at(Machine& machine, uint64_t address, bool dram) {
    DeviceBuffer* buffer = machine.buffers.find(dram, address);
    return buffer != nullptr && buffer->address == address ? buffer : nullptr;
}

bool describes(const KernelSpec& kernel, uint32_t offset, uint64_t address) {
    return std::any_of(kernel.accessors.begin(), kernel.accessors.end(), [&](const AccessorWords& words) {
        return words.offset == offset && words.buffer_address == address;
    });
}

const AccessorWords* words_at(const KernelSpec& kernel, uint32_t offset) {
    const auto found = std::find_if(kernel.accessors.begin(), kernel.accessors.end(),
                                    [&](const AccessorWords& words) { return words.offset == offset; });
    return found == kernel.accessors.end() ? nullptr : &*found;
}

const AccessorWords* words_of(const KernelSpec& kernel, uint64_t address) {
    const auto found = std::find_if(kernel.accessors.begin(), kernel.accessors.end(),
                                    [&](const AccessorWords& words) { return words.buffer_address == address; });
    return found == kernel.accessors.end() ? nullptr : &*found;
}

std::string name_at(Machine& machine, uint64_t address) {
    for (const bool dram : {true, false}) {
        if (DeviceBuffer* buffer = buffer_at(machine, address, dram)) {
            return buffer->name + " at " + hex(address);
        }
    }
    return hex(address);
}

/// The circular buffer whose tiles have the size that was taken for a page; empty when there is none.
std::string whose_size(const CoreState& core, uint32_t page_size) {
    const auto found = std::find_if(core.cbs.begin(), core.cbs.end(),
                                    [&](const CircularBuffer& cb) { return cb.exists && cb.page_size == page_size; });
    return found == core.cbs.end() ? "" : text("; that is a page of CB ", found->index, ", which the host declared as ", name_of(found->format));
}

}  // namespace

void note_accessor(Machine& machine, uint32_t offset, uint64_t address, uint32_t page_size, bool dram, CallSite site) {
    machine.fiber().accessor_uses.push_back({offset, address, site});
    DeviceBuffer* buffer = buffer_at(machine, address, dram);
    if (buffer == nullptr) {
        if (DeviceBuffer* other = buffer_at(machine, address, !dram)) {
            report_finding(machine, "accessor_memory", Severity::error, site,
                           {text("TensorAccessorArgs<", offset, "> says ", dram ? "DRAM" : "L1", ", but ", other->describe(),
                                 " lies in ", dram ? "L1" : "DRAM"),
                            "accessor arguments made from the tensor whose address is used",
                            "chain the offsets: TensorAccessorArgs<previous.next_compile_time_args_offset()>()"});
        }
        return;
    }
    if (page_size == 0) {
        report_finding(machine, "cb_not_created", Severity::error, site,
                       {"the accessor has pages of 0 bytes: get_tile_size gives 0 for a circular buffer that " +
                            name_of(machine.core().coord) + " does not have",
                        text("a page size of ", buffer->page_size, " bytes"),
                        "create the circular buffer with CreateCircularBuffer on this core, or use the right index"});
    } else if (aligned_page(machine, *buffer, page_size) != buffer->aligned_page_size) {
        report_finding(machine, "accessor_page_size", Severity::error, site,
                       {text("the accessor has pages of ", page_size, " bytes, but not ", buffer->describe(),
                             whose_size(machine.core(), page_size)),
                        text("a page size of ", buffer->page_size, " bytes"),
                        "leave the page size out, so that it is taken from the accessor arguments, and check the format and "
                        "page size of the circular buffer"});
    }
}

void check_accessors(Machine& machine, const Fiber& fiber) {
    const KernelSpec& kernel = *fiber.kernel;
    for (const AccessorUse& use : fiber.accessor_uses) {
        const AccessorWords* described = words_at(kernel, use.offset);
        const AccessorWords* own = words_of(kernel, use.address);
        // Sharing one set of words between equal tensors is fine, as long as the host passed no other set for the tensor.
        if (described == nullptr || own == nullptr || describes(kernel, use.offset, use.address)) {
            continue;
        }
        Finding finding{"accessor_of_other_tensor", Severity::error, place_of(fiber, use.site), "", "", "", 1};
        finding.message = text("TensorAccessorArgs<", use.offset, "> was made from ", name_at(machine, described->buffer_address),
                               ", but is used with the address of ", name_at(machine, use.address),
                               ", whose words are at offset ", own->offset);
        finding.expected = text("TensorAccessorArgs<", own->offset, "> for this address");
        finding.hint = "chain the offsets with next_compile_time_args_offset(), and compare the order of the addresses in the "
                       "runtime arguments";
        machine.report.add(std::move(finding));
    }
}

}  // namespace tilesmith
