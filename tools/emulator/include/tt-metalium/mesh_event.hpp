#pragma once

#include <cstdint>

#include <tt-metalium/mesh_coord.hpp>

namespace tt::tt_metal::distributed {

class MeshDevice;

/// A point in a queue. Whatever comes before it has taken place when the event is recorded.
class MeshEvent {
public:
    MeshEvent(uint32_t id, MeshDevice* device, uint32_t mesh_cq_id, const MeshCoordinateRange& device_range)
        : id_(id), device_(device), mesh_cq_id_(mesh_cq_id), device_range_(device_range) {}

    uint32_t id() const { return id_; }
    MeshDevice* device() const { return device_; }
    uint32_t mesh_cq_id() const { return mesh_cq_id_; }
    const MeshCoordinateRange& device_range() const { return device_range_; }

private:
    uint32_t id_;
    MeshDevice* device_;
    uint32_t mesh_cq_id_;
    MeshCoordinateRange device_range_;
};

}  // namespace tt::tt_metal::distributed
