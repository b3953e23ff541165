#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <tt-metalium/buffer.hpp>
#include <tt-metalium/mesh_buffer.hpp>
#include <tt-metalium/mesh_command_queue.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <tt-metalium/mesh_device.hpp>
#include <tt-metalium/mesh_event.hpp>
#include <tt-metalium/mesh_workload.hpp>
#include <tt_stl/assert.hpp>
#include <tt_stl/span.hpp>

namespace tt::tt_metal::distributed {

namespace detail {
/// Writes the whole buffer, or with `coord` that of one device: as much as there is. A host vector smaller than the buffer
/// is a finding: tt-metal reads past its end.
void write_vector(MeshCommandQueue& mesh_cq, const std::shared_ptr<MeshBuffer>& buffer, const void* data, std::size_t host_bytes,
                  const MeshCoordinate* coord = nullptr);
}  // namespace detail

void EnqueueMeshWorkload(MeshCommandQueue& mesh_cq, MeshWorkload& mesh_workload, bool blocking);

template <typename DType>
void EnqueueWriteMeshBuffer(MeshCommandQueue& mesh_cq, std::shared_ptr<MeshBuffer>& mesh_buffer, const std::vector<DType>& src,
                            bool blocking = false) {
    (void)blocking;
    detail::write_vector(mesh_cq, mesh_buffer, src.data(), src.size() * sizeof(DType));
}

template <typename DType>
void EnqueueReadMeshBuffer(MeshCommandQueue& mesh_cq, std::vector<DType>& dst, std::shared_ptr<MeshBuffer>& mesh_buffer,
                           bool blocking = true) {
    dst.resize(mesh_buffer->size() / sizeof(DType));
    mesh_cq.enqueue_read_mesh_buffer(dst.data(), mesh_buffer, blocking);
}

template <typename DType>
void WriteShard(MeshCommandQueue& mesh_cq, const std::shared_ptr<MeshBuffer>& mesh_buffer, std::vector<DType>& src,
                const MeshCoordinate& coord, bool /*blocking*/ = false) {
    detail::write_vector(mesh_cq, mesh_buffer, src.data(), src.size() * sizeof(DType), &coord);
}

template <typename DType>
void ReadShard(MeshCommandQueue& mesh_cq, std::vector<DType>& dst, const std::shared_ptr<MeshBuffer>& mesh_buffer,
               const MeshCoordinate& coord, bool blocking = true) {
    dst.resize(mesh_buffer->device_local_size() / sizeof(DType));
    mesh_cq.enqueue_read_shards({{coord, dst.data(), std::nullopt}}, mesh_buffer, blocking);
}

inline void Finish(MeshCommandQueue& mesh_cq, tt::stl::Span<const SubDeviceId> sub_device_ids = {}) { mesh_cq.finish(sub_device_ids); }
inline void Synchronize(MeshDevice*, std::optional<uint8_t> = std::nullopt, tt::stl::Span<const SubDeviceId> = {}) {}
inline void EventSynchronize(const MeshEvent&) {}
inline bool EventQuery(const MeshEvent&) { return true; }
MeshTraceId BeginTraceCapture(MeshDevice* device, uint8_t cq_id);
inline bool UsingDistributedEnvironment() { return false; }

}  // namespace tt::tt_metal::distributed
