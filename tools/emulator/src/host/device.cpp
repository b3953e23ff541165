#include <tt-metalium/device.hpp>

#include <tt_stl/assert.hpp>

#include "machine.hpp"
#include "noc/noc.hpp"

namespace tt::tt_metal {

namespace {
const tilesmith::ArchInfo& arch_of_device() { return tilesmith::Machine::instance().arch; }
}  // namespace

tt::ARCH IDevice::arch() const {
    return arch_of_device().arch == tilesmith::Arch::wormhole_b0 ? tt::ARCH::WORMHOLE_B0 : tt::ARCH::BLACKHOLE;
}
int IDevice::num_dram_channels() const { return static_cast<int>(arch_of_device().dram_banks); }
uint32_t IDevice::l1_size_per_core() const { return arch_of_device().l1_bytes; }
uint32_t IDevice::dram_size_per_channel() const {
    return static_cast<uint32_t>(std::min<uint64_t>(arch_of_device().dram_bytes_per_bank, UINT32_MAX));
}
CoreCoord IDevice::compute_with_storage_grid_size() const { return {arch_of_device().grid_x, arch_of_device().grid_y}; }
CoreCoord IDevice::logical_grid_size() const { return compute_with_storage_grid_size(); }
CoreCoord IDevice::grid_size() const { return compute_with_storage_grid_size(); }
CoreCoord IDevice::dram_grid_size() const { return {arch_of_device().dram_banks, 1}; }

CoreCoord IDevice::worker_core_from_logical_core(const CoreCoord& logical_core) const {
    const tilesmith::Core core{static_cast<uint32_t>(logical_core.x), static_cast<uint32_t>(logical_core.y)};
    TT_FATAL(arch_of_device().contains(core), "No core coordinate found at location: ({}, {}, TENSIX, LOGICAL)", core.x, core.y);
    const tilesmith::NocCoordinate at = arch_of_device().noc_of(core);
    return {at.x, at.y};
}

std::vector<CoreCoord> IDevice::worker_cores_from_logical_cores(const std::vector<CoreCoord>& logical_cores) const {
    std::vector<CoreCoord> cores;
    for (const CoreCoord& core : logical_cores) {
        cores.push_back(worker_core_from_logical_core(core));
    }
    return cores;
}

CoreCoord IDevice::virtual_core_from_logical_core(const CoreCoord& logical_coord, const CoreType& core_type) const {
    TT_FATAL(core_type == CoreType::WORKER || core_type == CoreType::TENSIX, "the emulator has worker cores only");
    return worker_core_from_logical_core(logical_coord);
}

CoreCoord IDevice::logical_core_from_dram_channel(uint32_t dram_channel) const {
    TT_FATAL(dram_channel < arch_of_device().dram_banks, "DRAM channel {} does not exist", dram_channel);
    return {dram_channel, 0};
}

uint32_t IDevice::get_noc_unicast_encoding(uint8_t, const CoreCoord& core) const {
    return static_cast<uint32_t>(tilesmith::noc::address(static_cast<uint32_t>(core.x), static_cast<uint32_t>(core.y), 0) >> 32);
}

uint32_t IDevice::get_noc_multicast_encoding(uint8_t noc_index, const CoreRange& cores) const {
    const CoreCoord start = noc_index == 0 ? cores.start_coord : cores.end_coord;
    const CoreCoord end = noc_index == 0 ? cores.end_coord : cores.start_coord;
    return static_cast<uint32_t>(start.y << 22 | start.x << 16 | end.y << 10 | end.x << 4);
}

uint32_t Allocator::get_alignment(BufferType buffer_type) const {
    return buffer_type == BufferType::DRAM ? arch_of_device().dram_alignment : arch_of_device().l1_alignment;
}
uint32_t Allocator::get_num_banks(BufferType buffer_type) const {
    return buffer_type == BufferType::DRAM ? arch_of_device().dram_banks : arch_of_device().cores();
}
DeviceAddr Allocator::get_base_allocator_addr(HalMemType mem_type) const {
    return mem_type == HalMemType::DRAM ? arch_of_device().dram_base : arch_of_device().first_cb_address;
}

}  // namespace tt::tt_metal
