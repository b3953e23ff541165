#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <tt-metalium/mesh_buffer.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <tt-metalium/mesh_event.hpp>
#include <tt-metalium/mesh_trace_id.hpp>
#include <tt-metalium/mesh_workload.hpp>
#include <tt-metalium/sub_device_types.hpp>

namespace tt::tt_metal::distributed {

/// Everything takes place at once, in the order of the calls: `blocking` makes no difference, and an event has happened
/// when it is recorded.
class MeshCommandQueue {
public:
    struct ShardDataTransfer {
        MeshCoordinate shard_coord;
        void* host_data = nullptr;
        std::optional<BufferRegion> region;
    };

    MeshCommandQueue(MeshDevice* device, uint32_t id) : device_(device), id_(id) {}
    MeshCommandQueue(const MeshCommandQueue&) = delete;
    MeshCommandQueue& operator=(const MeshCommandQueue&) = delete;

    MeshDevice* device() const { return device_; }
    uint32_t id() const { return id_; }
    std::optional<MeshTraceId> trace_id() const { return recording_; }

    void enqueue_mesh_workload(MeshWorkload& mesh_workload, bool blocking);
    void enqueue_write_shard_to_sub_grid(const MeshBuffer& buffer, const void* host_data, const MeshCoordinateRange& device_range,
                                         bool blocking, std::optional<BufferRegion> region = std::nullopt);
    void enqueue_write_mesh_buffer(const std::shared_ptr<MeshBuffer>& buffer, const void* host_data, bool blocking);
    void enqueue_read_mesh_buffer(void* host_data, const std::shared_ptr<MeshBuffer>& buffer, bool blocking);
    void enqueue_write_shards(const std::shared_ptr<MeshBuffer>& buffer, const std::vector<ShardDataTransfer>& transfers, bool blocking);
    void enqueue_read_shards(const std::vector<ShardDataTransfer>& transfers, const std::shared_ptr<MeshBuffer>& buffer, bool blocking);
    MeshEvent enqueue_record_event(tt::stl::Span<const SubDeviceId> sub_device_ids = {},
                                   const std::optional<MeshCoordinateRange>& device_range = std::nullopt);
    MeshEvent enqueue_record_event_to_host(tt::stl::Span<const SubDeviceId> sub_device_ids = {},
                                           const std::optional<MeshCoordinateRange>& device_range = std::nullopt);
    void enqueue_wait_for_event(const MeshEvent&) {}
    void finish(tt::stl::Span<const SubDeviceId> = {}) {}

    void record_begin(const MeshTraceId& trace_id);
    void record_end(const MeshTraceId& trace_id);
    void enqueue_trace(const MeshTraceId& trace_id, bool blocking);
    void forget_trace(const MeshTraceId& trace_id) { traces_.erase(trace_id); }

private:
    /// A program and the devices that run it.
    struct Step {
        MeshCoordinateRange devices;
        std::shared_ptr<detail::ProgramImpl> program;
    };

    void run(const Step& step);

    MeshDevice* device_;
    uint32_t id_;
    uint32_t next_event_ = 0;
    std::optional<MeshTraceId> recording_;
    std::map<MeshTraceId, std::vector<Step>> traces_;
};

}  // namespace tt::tt_metal::distributed
