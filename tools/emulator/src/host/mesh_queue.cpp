// Command queues of a mesh: workloads, traces, transfers.
#include <tt-metalium/distributed.hpp>

#include <algorithm>
#include <cstring>

#include <tt_stl/assert.hpp>

#include "launch.hpp"
#include "machine.hpp"
#include "mesh_shards.hpp"
#include "program_impl.hpp"

namespace tt::tt_metal::distributed {

namespace {

using tilesmith::Machine;

/// The memories of one device of the mesh; of the first again at the end.
class OnDevice {
public:
    OnDevice(const MeshDevice& mesh, const MeshCoordinate& coord) { Machine::instance().use_device(mesh.device_number(coord)); }
    ~OnDevice() { Machine::instance().use_device(0); }
    OnDevice(const OnDevice&) = delete;
    OnDevice& operator=(const OnDevice&) = delete;
};

BufferRegion region_of(const std::optional<BufferRegion>& wanted, const Buffer& buffer) {
    const BufferRegion region = wanted.value_or(BufferRegion(0, buffer.size()));
    TT_FATAL(region.offset + region.size <= buffer.size(), "Region must be within buffer");
    return region;
}

void write_device(const MeshBuffer& buffer, const MeshCoordinate& coord, const void* data, const BufferRegion& region) {
    const OnDevice on_device(*buffer.device(), coord);
    Machine::instance().buffers.write(buffer.get_reference_buffer()->impl(), static_cast<const std::byte*>(data), region.size, region.offset);
}

void read_device(const MeshBuffer& buffer, const MeshCoordinate& coord, void* data, const BufferRegion& region) {
    const OnDevice on_device(*buffer.device(), coord);
    Machine::instance().buffers.read(buffer.get_reference_buffer()->impl(), static_cast<std::byte*>(data), region.size, region.offset);
}

/// As many whole or begun shards as `bytes` of data give.
void write_shards(const MeshBuffer& buffer, const std::byte* data, size_t bytes) {
    for (const MeshShard& shard : shards_of(buffer)) {
        std::vector<std::byte> piece(shard.row_bytes * shard.rows);
        for (size_t row = 0; row < shard.rows; ++row) {
            const size_t from = std::min(bytes, shard.offset + row * shard.stride);
            std::memcpy(piece.data() + row * shard.row_bytes, data + from, std::min(shard.row_bytes, bytes - from));
        }
        for (const MeshCoordinate& device : shard.devices) {
            write_device(buffer, device, piece.data(), region_of(std::nullopt, *buffer.get_reference_buffer()));
        }
    }
}

void read_shards(const MeshBuffer& buffer, std::byte* data) {
    const auto [height_replicated, width_replicated] = buffer.replicated_dims();
    TT_FATAL(!height_replicated && !width_replicated, "Cannot read a MeshBuffer that is replicated along any dimension.");
    for (const MeshShard& shard : shards_of(buffer)) {
        std::vector<std::byte> piece(shard.row_bytes * shard.rows);
        read_device(buffer, shard.devices.front(), piece.data(), region_of(std::nullopt, *buffer.get_reference_buffer()));
        for (size_t row = 0; row < shard.rows; ++row) {
            std::memcpy(data + shard.offset + row * shard.stride, piece.data() + row * shard.row_bytes, shard.row_bytes);
        }
    }
}

void write_everywhere(const MeshBuffer& buffer, const void* data, size_t bytes) {
    for (const MeshCoordinate& device : MeshCoordinateRange(buffer.device()->shape())) {
        write_device(buffer, device, data, BufferRegion(0, bytes));
    }
}

/// Throws std::runtime_error unless all kernels lie in one of the sub-devices.
void check_sub_devices(const MeshDevice& mesh, const tilesmith::Program& program) {
    for (const SubDevice& part : mesh.loaded_sub_devices()) {
        const CoreRangeSet& cores = part.cores(HalProgrammableCoreType::TENSIX);
        const bool inside = std::all_of(program.kernels.begin(), program.kernels.end(), [&](const auto& kernel) {
            return std::all_of(kernel->cores.begin(), kernel->cores.end(), [&](const tilesmith::Core& core) {
                return cores.contains(CoreCoord(core.x, core.y));
            });
        });
        if (inside) {
            return;
        }
    }
    TT_THROW("Kernel group cores do not match sub device cores for programmable core type {}", "TENSIX");
}

}  // namespace

void MeshWorkload::add_program(const MeshCoordinateRange& device_range, Program&& program) {
    for (const auto& [range, other] : programs_) {
        TT_FATAL(!range.intersects(device_range), "Program range {} overlaps with the previously added range {}", device_range.str(), range.str());
    }
    programs_.emplace(device_range, std::move(program));
}

void MeshCommandQueue::run(const Step& step) {
    Machine& machine = Machine::instance();
    for (const MeshCoordinate& device : step.devices) {
        const OnDevice on_device(*device_, device);
        try {
            tilesmith::launch(machine, step.program->program);
        } catch (const std::runtime_error& error) {
            machine.report.add_launch_error(error.what());
            TT_THROW("{}", error.what());
        }
    }
}

void MeshCommandQueue::enqueue_mesh_workload(MeshWorkload& mesh_workload, bool) {
    for (auto& [range, program] : mesh_workload.get_programs()) {
        const Step step{range, program.shared_impl()};
        check_sub_devices(*device_, step.program->program);
        if (recording_) {
            traces_[*recording_].push_back(step);
        } else {
            run(step);
        }
    }
}

void MeshCommandQueue::record_begin(const MeshTraceId& trace_id) {
    TT_FATAL(!recording_, "CQ {} is already being used for tracing tid {}", id_, recording_ ? **recording_ : 0u);
    TT_FATAL(!traces_.contains(trace_id), "Trace already exists for tid {} on device {}'s active sub-device manager {}", *trace_id,
             device_->id(), *device_->get_active_sub_device_manager_id());
    traces_[trace_id];
    recording_ = trace_id;
}

void MeshCommandQueue::record_end(const MeshTraceId& trace_id) {
    TT_FATAL(recording_ == trace_id, "CQ {} is not being used for tracing tid {}", id_, *trace_id);
    recording_.reset();
}

void MeshCommandQueue::enqueue_trace(const MeshTraceId& trace_id, bool) {
    TT_FATAL(traces_.contains(trace_id), "Trace instance {} must exist on device {}'s active sub-device manager {}", *trace_id, device_->id(),
             *device_->get_active_sub_device_manager_id());
    for (const Step& step : traces_.at(trace_id)) {
        run(step);
    }
}

MeshEvent MeshCommandQueue::enqueue_record_event(tt::stl::Span<const SubDeviceId>, const std::optional<MeshCoordinateRange>& device_range) {
    return MeshEvent(next_event_++, device_, id_, device_range.value_or(MeshCoordinateRange(device_->shape())));
}
MeshEvent MeshCommandQueue::enqueue_record_event_to_host(tt::stl::Span<const SubDeviceId> ids,
                                                         const std::optional<MeshCoordinateRange>& device_range) {
    return enqueue_record_event(ids, device_range);
}

void MeshCommandQueue::enqueue_write_shard_to_sub_grid(const MeshBuffer& buffer, const void* host_data, const MeshCoordinateRange& device_range,
                                                       bool, std::optional<BufferRegion> region) {
    for (const MeshCoordinate& device : device_range) {
        write_device(buffer, device, host_data, region_of(region, *buffer.get_reference_buffer()));
    }
}

void MeshCommandQueue::enqueue_write_mesh_buffer(const std::shared_ptr<MeshBuffer>& buffer, const void* host_data, bool) {
    if (buffer->global_layout() == MeshBufferLayout::SHARDED) {
        write_shards(*buffer, static_cast<const std::byte*>(host_data), buffer->size());
    } else {
        write_everywhere(*buffer, host_data, buffer->size());
    }
}

void MeshCommandQueue::enqueue_read_mesh_buffer(void* host_data, const std::shared_ptr<MeshBuffer>& buffer, bool) {
    if (buffer->global_layout() == MeshBufferLayout::SHARDED) {
        return read_shards(*buffer, static_cast<std::byte*>(host_data));
    }
    TT_FATAL(device_->num_devices() == 1,
             "Can only read a Sharded MeshBuffer from a MeshDevice or a Replicated MeshBuffer from a Unit-Mesh.");
    read_device(*buffer, MeshCoordinate::zero_coordinate(device_->shape().dims()), host_data, BufferRegion(0, buffer->size()));
}

void MeshCommandQueue::enqueue_write_shards(const std::shared_ptr<MeshBuffer>& buffer, const std::vector<ShardDataTransfer>& transfers, bool) {
    for (const ShardDataTransfer& transfer : transfers) {
        write_device(*buffer, transfer.shard_coord, transfer.host_data, region_of(transfer.region, *buffer->get_reference_buffer()));
    }
}

void MeshCommandQueue::enqueue_read_shards(const std::vector<ShardDataTransfer>& transfers, const std::shared_ptr<MeshBuffer>& buffer, bool) {
    for (const ShardDataTransfer& transfer : transfers) {
        read_device(*buffer, transfer.shard_coord, transfer.host_data, region_of(transfer.region, *buffer->get_reference_buffer()));
    }
}

void EnqueueMeshWorkload(MeshCommandQueue& mesh_cq, MeshWorkload& mesh_workload, bool blocking) {
    mesh_cq.enqueue_mesh_workload(mesh_workload, blocking);
}

namespace detail {

void write_vector(MeshCommandQueue&, const std::shared_ptr<MeshBuffer>& buffer, const void* data, std::size_t host_bytes,
                  const MeshCoordinate* coord) {
    const uint64_t wanted = coord != nullptr ? buffer->device_local_size() : buffer->size();
    if (host_bytes < wanted) {
        tilesmith::Finding finding{"host_write_size", tilesmith::Severity::warning, {}, "", "", "", 1};
        finding.message = fmt::format("a vector of {} bytes is written to a buffer of {} bytes: tt-metal reads past its end", host_bytes, wanted);
        finding.expected = fmt::format("{} bytes", wanted);
        finding.hint = "make the vector as large as the buffer";
        Machine::instance().report.add(std::move(finding));
    }
    const uint64_t bytes = std::min<uint64_t>(host_bytes, wanted);
    if (coord != nullptr) {
        write_device(*buffer, *coord, data, BufferRegion(0, bytes));
    } else if (buffer->global_layout() == MeshBufferLayout::SHARDED) {
        write_shards(*buffer, static_cast<const std::byte*>(data), bytes);
    } else {
        write_everywhere(*buffer, data, bytes);
    }
}

}  // namespace detail

}  // namespace tt::tt_metal::distributed
