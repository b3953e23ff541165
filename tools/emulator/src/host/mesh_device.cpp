// Meshes of devices: who they are, their queues and traces.
#include <tt-metalium/mesh_device.hpp>

#include <tt-metalium/distributed.hpp>
#include <tt-metalium/system_mesh.hpp>
#include <tt_stl/assert.hpp>

#include "machine.hpp"

namespace tt::tt_metal::distributed {

namespace {

constexpr size_t kMostDevices = 32;

/// One of several devices.
class Member : public IDevice {
public:
    explicit Member(ChipId id) { id_ = id; }
};

}  // namespace

SystemMesh& SystemMesh::instance() {
    static SystemMesh mesh;
    return mesh;
}

MeshDevice::MeshDevice(const MeshShape& shape, size_t queues) : shape_(shape) {
    tilesmith::Machine::instance();
    for (size_t i = 0; i < num_devices() && num_devices() > 1; ++i) {
        devices_.push_back(std::make_unique<Member>(static_cast<ChipId>(i)));
    }
    for (size_t i = 0; i < queues; ++i) {
        queues_.push_back(std::make_unique<MeshCommandQueue>(this, static_cast<uint32_t>(i)));
    }
    const CoreCoord grid = compute_with_storage_grid_size();
    const CoreRangeSet whole(CoreRange({0, 0}, {grid.x - 1, grid.y - 1}));
    sub_devices_[0] = {SubDevice(tt::stl::Span<const CoreRangeSet>(&whole, 1))};
    load(0);
}
MeshDevice::~MeshDevice() = default;

std::shared_ptr<MeshDevice> MeshDevice::create(const MeshDeviceConfig& config, size_t, size_t, size_t num_command_queues,
                                               const DispatchCoreConfig&, tt::stl::Span<const std::uint32_t>, size_t) {
    const MeshShape& shape = config.mesh_shape();
    TT_FATAL(shape.mesh_size() >= 1 && shape.mesh_size() <= kMostDevices, "Requested mesh of {} devices, but the emulator has {}",
             shape.mesh_size(), kMostDevices);
    TT_FATAL(shape.mesh_size() == 1 || !tilesmith::Machine::instance().link,
             "Requested mesh of {} devices, but the emulator has one for a program that is verified", shape.mesh_size());
    TT_FATAL(num_command_queues == 1 || num_command_queues == 2, "A device has 1 or 2 command queues, not {}", num_command_queues);
    return std::shared_ptr<MeshDevice>(new MeshDevice(shape, num_command_queues));
}

std::shared_ptr<MeshDevice> MeshDevice::create_unit_mesh(int device_id, size_t l1_small_size, size_t trace_region_size,
                                                         size_t num_command_queues, const DispatchCoreConfig& dispatch_core_config,
                                                         tt::stl::Span<const std::uint32_t>, size_t) {
    TT_FATAL(device_id == 0, "Device {} does not exist: the emulator has device 0 only", device_id);
    return create(MeshDeviceConfig(MeshShape(1, 1)), l1_small_size, trace_region_size, num_command_queues, dispatch_core_config);
}

MeshCommandQueue& MeshDevice::mesh_command_queue(std::optional<uint8_t> cq_id) const {
    const uint8_t id = cq_id.value_or(0);
    TT_FATAL(id < queues_.size(), "cq_id {} is out of range", static_cast<uint32_t>(id));
    return *queues_[id];
}

size_t MeshDevice::num_rows() const {
    TT_FATAL(shape_.dims() == 2, "MeshDevice::num_rows() requires a 2D mesh, but the mesh has {} dimensions", shape_.dims());
    return shape_[0];
}

size_t MeshDevice::num_cols() const {
    TT_FATAL(shape_.dims() == 2, "MeshDevice::num_cols() requires a 2D mesh, but the mesh has {} dimensions", shape_.dims());
    return shape_[1];
}

uint32_t MeshDevice::device_number(const MeshCoordinate& coord) const {
    TT_FATAL(MeshCoordinateRange(shape_).contains(coord), "Coordinate {} is out of bounds for shape {}", coord.str(), shape_.str());
    uint32_t number = 0;
    for (size_t i = 0; i < shape_.dims(); ++i) {
        number = number * shape_[static_cast<int32_t>(i)] + coord.coords()[i];
    }
    return number;
}

std::vector<IDevice*> MeshDevice::get_devices() const {
    std::vector<IDevice*> devices;
    for (const auto& device : devices_) {
        devices.push_back(device.get());
    }
    return devices.empty() ? std::vector<IDevice*>{const_cast<MeshDevice*>(this)} : devices;
}
IDevice* MeshDevice::get_device(const MeshCoordinate& coord) const { return get_devices()[device_number(coord)]; }
IDevice* MeshDevice::get_device(size_t row, size_t col) const {
    return get_device(MeshCoordinate(static_cast<uint32_t>(row), static_cast<uint32_t>(col)));
}

std::string MeshDevice::to_string() const { return fmt::format("MeshDevice({}, emulated)", shape_.str()); }

MeshTraceId MeshDevice::begin_mesh_trace(uint8_t cq_id) {
    const MeshTraceId id(next_trace_++);
    begin_mesh_trace(cq_id, id);
    return id;
}

void MeshDevice::begin_mesh_trace(uint8_t cq_id, const MeshTraceId& trace_id) {
    next_trace_ = std::max(next_trace_, *trace_id + 1);
    mesh_command_queue(cq_id).record_begin(trace_id);
}

void MeshDevice::end_mesh_trace(uint8_t cq_id, const MeshTraceId& trace_id) { mesh_command_queue(cq_id).record_end(trace_id); }

void MeshDevice::replay_mesh_trace(uint8_t cq_id, const MeshTraceId& trace_id, bool blocking) {
    mesh_command_queue(cq_id).enqueue_trace(trace_id, blocking);
}

void MeshDevice::release_mesh_trace(const MeshTraceId& trace_id) {
    for (const auto& queue : queues_) {
        queue->forget_trace(trace_id);
    }
}

MeshTraceId BeginTraceCapture(MeshDevice* device, uint8_t cq_id) { return device->begin_mesh_trace(cq_id); }

}  // namespace tt::tt_metal::distributed
