#pragma once

#include <tt-metalium/mesh_coord.hpp>

namespace tt::tt_metal::distributed {

/// The devices of the system. The emulator's has one; programs may open larger meshes all the same.
class SystemMesh {
public:
    static SystemMesh& instance();
    const MeshShape& shape() const { return shape_; }
    const MeshShape& local_shape() const { return shape_; }

private:
    MeshShape shape_{1, 1};
};

}  // namespace tt::tt_metal::distributed
