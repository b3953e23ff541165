// Sub-devices: parts of the device's cores, and which of them are loaded.
#include <tt-metalium/sub_device.hpp>

#include <tt-metalium/mesh_device.hpp>
#include <tt_stl/assert.hpp>

#include "machine.hpp"

namespace tt::tt_metal {

SubDevice::SubDevice(tt::stl::Span<const CoreRangeSet> cores) {
    TT_FATAL(cores.size() <= cores_.size(), "Too many core types for SubDevice");
    std::copy(cores.begin(), cores.end(), cores_.begin());
    TT_FATAL(!has_core_type(HalProgrammableCoreType::IDLE_ETH), "CoreType IDLE_ETH is not allowed in SubDevice");
}

const CoreRangeSet& SubDevice::cores(HalProgrammableCoreType core_type) const { return cores_.at(static_cast<size_t>(core_type)); }
bool SubDevice::has_core_type(HalProgrammableCoreType core_type) const { return !cores(core_type).empty(); }
uint32_t SubDevice::num_cores(HalProgrammableCoreType core_type) const { return cores(core_type).num_cores(); }

namespace distributed {

SubDeviceManagerId MeshDevice::create_sub_device_manager(tt::stl::Span<const SubDevice> sub_devices, DeviceAddr) {
    const CoreRange grid({0, 0}, {compute_with_storage_grid_size().x - 1, compute_with_storage_grid_size().y - 1});
    for (const SubDevice& part : sub_devices) {
        const CoreRangeSet& cores = part.cores(HalProgrammableCoreType::TENSIX);
        TT_FATAL(CoreRangeSet(grid).contains(cores), "Tensix cores {} specified in sub device must be within device grid {}", cores.str(),
                 grid.str());
    }
    const uint64_t id = sub_devices_.rbegin()->first + 1;
    sub_devices_.emplace(id, std::vector<SubDevice>(sub_devices.begin(), sub_devices.end()));
    return SubDeviceManagerId(id);
}

SubDeviceManagerId MeshDevice::create_sub_device_manager(std::initializer_list<SubDevice> sub_devices, DeviceAddr local_l1_size) {
    return create_sub_device_manager(tt::stl::Span<const SubDevice>(sub_devices.begin(), sub_devices.size()), local_l1_size);
}

void MeshDevice::load(uint64_t manager) {
    active_sub_devices_ = manager;
    sub_device_ids_.clear();
    for (uint32_t i = 0; i < num_sub_devices(); ++i) {
        sub_device_ids_.emplace_back(static_cast<uint8_t>(i));
    }
    reset_sub_device_stall_group();
}

void MeshDevice::load_sub_device_manager(SubDeviceManagerId sub_device_manager_id) {
    TT_FATAL(sub_devices_.contains(*sub_device_manager_id), "Sub device manager does not exist");
    load(*sub_device_manager_id);
}

void MeshDevice::clear_loaded_sub_device_manager() { load(0); }

void MeshDevice::remove_sub_device_manager(SubDeviceManagerId sub_device_manager_id) {
    TT_FATAL(*sub_device_manager_id != active_sub_devices_, "Cannot remove active sub device manager {}", *sub_device_manager_id);
    TT_FATAL(*sub_device_manager_id != 0, "Cannot remove default sub device manager {}", *sub_device_manager_id);
    TT_FATAL(sub_devices_.erase(*sub_device_manager_id) == 1, "Sub device manager does not exist");
}

CoreRangeSet MeshDevice::worker_cores(HalProgrammableCoreType core_type, SubDeviceId sub_device_id) const {
    TT_FATAL(*sub_device_id < num_sub_devices(), "SubDevice index {} out of bounds {}", static_cast<uint32_t>(*sub_device_id), num_sub_devices());
    return loaded_sub_devices()[*sub_device_id].cores(core_type);
}

uint32_t MeshDevice::num_worker_cores(HalProgrammableCoreType core_type, SubDeviceId sub_device_id) const {
    return worker_cores(core_type, sub_device_id).num_cores();
}

}  // namespace distributed
}  // namespace tt::tt_metal
