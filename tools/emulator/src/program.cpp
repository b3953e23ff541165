#include "program.hpp"

#include <algorithm>
#include <stdexcept>

namespace tilesmith {

bool KernelSpec::runs_on(Core core) const { return std::find(cores.begin(), cores.end(), core) != cores.end(); }

const char* name_of(Processor processor) {
    switch (processor) {
        case Processor::riscv_0: return "riscv_0";
        case Processor::riscv_1: return "riscv_1";
        case Processor::compute: return "compute";
    }
    return "";
}

namespace {

std::string range_text(const Cores& cores) {
    Core low = cores.front(), high = cores.front();
    for (const Core core : cores) {
        low = {std::min(low.x, core.x), std::min(low.y, core.y)};
        high = {std::max(high.x, core.x), std::max(high.y, core.y)};
    }
    return "[" + std::to_string(low.x) + "-" + std::to_string(low.y) + " - " + std::to_string(high.x) + "-" +
           std::to_string(high.y) + "]";
}

void check_end(uint64_t end, const Cores& cores, const ArchInfo& arch, std::optional<uint64_t> lowest_l1_buffer) {
    if (end > arch.l1_bytes) {
        throw std::runtime_error("Statically allocated circular buffers on core range " + range_text(cores) +
                                 " grow to " + std::to_string(end) + " B which is beyond max L1 size of " +
                                 std::to_string(arch.l1_bytes) + " B");
    }
    if (lowest_l1_buffer && *lowest_l1_buffer < end) {
        throw std::runtime_error("Statically allocated circular buffers in program clash with L1 buffers on core range " +
                                 range_text(cores) + ". L1 buffer allocated at " + std::to_string(*lowest_l1_buffer) +
                                 " and static circular buffer region ends at " + std::to_string(end));
    }
}

}  // namespace

std::vector<uint32_t> allocate_circular_buffers(const Program& program, const ArchInfo& arch,
                                                std::optional<uint64_t> lowest_l1_buffer) {
    std::vector<uint64_t> region_end(arch.cores(), arch.first_cb_address);
    std::vector<uint32_t> addresses;
    for (const CbSpec& cb : program.circular_buffers) {
        if (cb.buffer_address) {
            addresses.push_back(static_cast<uint32_t>(*cb.buffer_address));
            continue;
        }
        uint64_t address = arch.first_cb_address;
        for (const Core core : cb.cores) {
            address = std::max(address, region_end[arch.core_index(core)]);
        }
        address = (address + arch.dram_alignment - 1) / arch.dram_alignment * arch.dram_alignment;
        const uint64_t end = address + cb.total_size;
        check_end(end, cb.cores, arch, lowest_l1_buffer);
        for (const Core core : cb.cores) {
            region_end[arch.core_index(core)] = end;
        }
        addresses.push_back(static_cast<uint32_t>(address));
    }
    return addresses;
}

}  // namespace tilesmith
