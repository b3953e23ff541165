#include <tt-metalium/distributed.hpp>

#include <algorithm>

#include <tt_stl/assert.hpp>

#include "launch.hpp"
#include "machine.hpp"
#include "program_impl.hpp"

namespace tt::tt_metal::distributed {

size_t MeshShape::mesh_size() const {
    size_t size = 1;
    for (const uint32_t extent : value_) {
        size *= extent;
    }
    return size;
}
uint32_t MeshShape::operator[](int32_t index) const {
    return value_.at(index < 0 ? value_.size() - static_cast<size_t>(-index) : static_cast<size_t>(index));
}

namespace {

std::string bracketed(const char* name, tt::stl::Span<const uint32_t> values) {
    std::string text;
    for (const uint32_t value : values) {
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    }
    return std::string(name) + "([" + text + "])";
}

}  // namespace

std::string MeshShape::str() const { return bracketed("MeshShape", value_); }
std::string MeshCoordinate::str() const { return bracketed("MeshCoordinate", value_); }

MeshCoordinate MeshCoordinate::zero_coordinate(size_t dimensions) {
    const std::vector<uint32_t> zeros(dimensions, 0);
    return MeshCoordinate(tt::stl::Span<const uint32_t>(zeros));
}

namespace {

MeshCoordinate last_of(const MeshShape& shape) {
    std::vector<uint32_t> last;
    for (size_t i = 0; i < shape.dims(); ++i) {
        last.push_back(shape[static_cast<int32_t>(i)] - 1);
    }
    return MeshCoordinate(tt::stl::Span<const uint32_t>(last));
}

}  // namespace

MeshCoordinateRange::MeshCoordinateRange(const MeshShape& shape)
    : start_(MeshCoordinate::zero_coordinate(shape.dims())), end_(last_of(shape)) {}

MeshShape MeshCoordinateRange::shape() const {
    std::vector<uint32_t> extents;
    for (size_t i = 0; i < dims(); ++i) {
        extents.push_back(end_.coords()[i] - start_.coords()[i] + 1);
    }
    return MeshShape(tt::stl::Span<const uint32_t>(extents));
}

bool MeshCoordinateRange::contains(const MeshCoordinate& coord) const {
    return coord.dims() == dims() && intersects(MeshCoordinateRange(coord));
}

bool MeshCoordinateRange::intersects(const MeshCoordinateRange& range) const {
    for (size_t i = 0; i < dims(); ++i) {
        if (range.end_.coords()[i] < start_.coords()[i] || end_.coords()[i] < range.start_.coords()[i]) {
            return false;
        }
    }
    return true;
}

MeshCoordinate MeshCoordinateRange::Iterator::operator*() const {
    const MeshShape shape = range_->shape();
    std::vector<uint32_t> coordinates(shape.dims());
    size_t rest = index_;
    for (size_t i = shape.dims(); i-- > 0;) {
        const uint32_t extent = shape[static_cast<int32_t>(i)];
        coordinates[i] = range_->start_.coords()[i] + static_cast<uint32_t>(rest % extent);
        rest /= extent;
    }
    return MeshCoordinate(tt::stl::Span<const uint32_t>(coordinates));
}

MeshDevice::MeshDevice() : shape_(1, 1), queue_(std::make_unique<MeshCommandQueue>(this)) { tilesmith::Machine::instance(); }
MeshDevice::~MeshDevice() = default;

std::shared_ptr<MeshDevice> MeshDevice::create(const MeshDeviceConfig& config, size_t, size_t, size_t, const DispatchCoreConfig&,
                                               tt::stl::Span<const std::uint32_t>, size_t) {
    TT_FATAL(config.mesh_shape().mesh_size() == 1, "Requested mesh of {} devices, but the emulator has one", config.mesh_shape().mesh_size());
    return std::shared_ptr<MeshDevice>(new MeshDevice());
}

std::shared_ptr<MeshDevice> MeshDevice::create_unit_mesh(int device_id, size_t, size_t, size_t, const DispatchCoreConfig&,
                                                         tt::stl::Span<const std::uint32_t>, size_t) {
    TT_FATAL(device_id == 0, "Device {} does not exist: the emulator has device 0 only", device_id);
    return std::shared_ptr<MeshDevice>(new MeshDevice());
}

MeshCommandQueue& MeshDevice::mesh_command_queue(std::optional<uint8_t>) const { return *queue_; }
std::vector<IDevice*> MeshDevice::get_devices() const { return {const_cast<MeshDevice*>(this)}; }
IDevice* MeshDevice::get_device(const MeshCoordinate&) const { return const_cast<MeshDevice*>(this); }
IDevice* MeshDevice::get_device(size_t row, size_t col) const {
    TT_FATAL(row == 0 && col == 0, "Device ({}, {}) does not exist: the emulator has one device", row, col);
    return const_cast<MeshDevice*>(this);
}
std::string MeshDevice::to_string() const { return "MeshDevice(1x1 grid, emulated)"; }

std::shared_ptr<MeshBuffer> MeshBuffer::create(const MeshBufferConfig& config, const DeviceLocalBufferConfig& local, MeshDevice* mesh_device,
                                               std::optional<DeviceAddr> address) {
    const auto* replicated = std::get_if<ReplicatedBufferConfig>(&config);
    const DeviceAddr size = replicated != nullptr ? replicated->size : std::get<ShardedBufferConfig>(config).global_size;
    auto buffer = address ? Buffer::create(mesh_device, *address, size, local.page_size, local.buffer_type, local.sharding_args, local.bottom_up)
                          : Buffer::create(mesh_device, size, local.page_size, local.buffer_type, local.sharding_args, local.bottom_up);
    return std::shared_ptr<MeshBuffer>(new MeshBuffer(config, local, mesh_device, std::move(buffer)));
}

DeviceAddr MeshBuffer::size() const { return buffer_->size(); }
MeshBufferLayout MeshBuffer::global_layout() const {
    return std::holds_alternative<ReplicatedBufferConfig>(config_) ? MeshBufferLayout::REPLICATED : MeshBufferLayout::SHARDED;
}

void MeshWorkload::add_program(const MeshCoordinateRange& device_range, Program&& program) {
    for (const auto& [range, other] : programs_) {
        TT_FATAL(!range.intersects(device_range), "Program range {} overlaps with the previously added range {}", device_range.str(), range.str());
    }
    programs_.emplace(device_range, std::move(program));
}

void MeshCommandQueue::enqueue_mesh_workload(MeshWorkload& mesh_workload, bool) {
    tilesmith::Machine& machine = tilesmith::Machine::instance();
    for (auto& [range, program] : mesh_workload.get_programs()) {
        try {
            tilesmith::launch(machine, program.impl().program);
        } catch (const std::runtime_error& error) {
            machine.report.add_launch_error(error.what());
            TT_THROW("{}", error.what());
        }
    }
}

void MeshCommandQueue::enqueue_write_mesh_buffer(const std::shared_ptr<MeshBuffer>& buffer, const void* host_data, bool) {
    tilesmith::DeviceBuffer& device_buffer = buffer->get_reference_buffer()->impl();
    tilesmith::Machine::instance().buffers.write(device_buffer, static_cast<const std::byte*>(host_data), device_buffer.size);
}

void MeshCommandQueue::enqueue_read_mesh_buffer(void* host_data, const std::shared_ptr<MeshBuffer>& buffer, bool) {
    tilesmith::DeviceBuffer& device_buffer = buffer->get_reference_buffer()->impl();
    tilesmith::Machine::instance().buffers.read(device_buffer, static_cast<std::byte*>(host_data), device_buffer.size);
}

namespace {

BufferRegion region_of(const MeshCommandQueue::ShardDataTransfer& transfer, const Buffer& buffer) {
    const BufferRegion region = transfer.region.value_or(BufferRegion(0, buffer.size()));
    TT_FATAL(region.offset + region.size <= buffer.size(), "Region must be within buffer");
    return region;
}

}  // namespace

void MeshCommandQueue::enqueue_write_shards(const std::shared_ptr<MeshBuffer>& buffer, const std::vector<ShardDataTransfer>& transfers, bool) {
    for (const ShardDataTransfer& transfer : transfers) {
        const BufferRegion region = region_of(transfer, *buffer->get_reference_buffer());
        tilesmith::Machine::instance().buffers.write(buffer->get_reference_buffer()->impl(), static_cast<const std::byte*>(transfer.host_data),
                                                     region.size, region.offset);
    }
}

void MeshCommandQueue::enqueue_read_shards(const std::vector<ShardDataTransfer>& transfers, const std::shared_ptr<MeshBuffer>& buffer, bool) {
    for (const ShardDataTransfer& transfer : transfers) {
        const BufferRegion region = region_of(transfer, *buffer->get_reference_buffer());
        tilesmith::Machine::instance().buffers.read(buffer->get_reference_buffer()->impl(), static_cast<std::byte*>(transfer.host_data),
                                                    region.size, region.offset);
    }
}

void EnqueueMeshWorkload(MeshCommandQueue& mesh_cq, MeshWorkload& mesh_workload, bool blocking) {
    mesh_cq.enqueue_mesh_workload(mesh_workload, blocking);
}

namespace detail {

void write_vector(MeshCommandQueue&, const std::shared_ptr<MeshBuffer>& buffer, const void* data, std::size_t host_bytes) {
    tilesmith::Machine& machine = tilesmith::Machine::instance();
    if (host_bytes < buffer->size()) {
        tilesmith::Finding finding{"host_write_size", tilesmith::Severity::warning, {}, "", "", "", 1};
        finding.message = fmt::format("a vector of {} bytes is written to a buffer of {} bytes: tt-metal reads past its end", host_bytes, buffer->size());
        finding.expected = fmt::format("{} bytes", buffer->size());
        finding.hint = "make the vector as large as the buffer";
        machine.report.add(std::move(finding));
    }
    machine.buffers.write(buffer->get_reference_buffer()->impl(), static_cast<const std::byte*>(data), std::min<uint64_t>(host_bytes, buffer->size()));
}

}  // namespace detail

}  // namespace tt::tt_metal::distributed
