// Which part of the host's data each device of a mesh holds.
#pragma once

#include <vector>

#include <tt-metalium/distributed.hpp>

namespace tt::tt_metal::distributed {

/// A rectangle of the data, which the host holds row by row.
struct MeshShard {
    std::vector<MeshCoordinate> devices;  ///< more than one where shards are replicated
    size_t offset = 0;                    ///< bytes to its first row
    size_t row_bytes = 0;
    size_t stride = 0;                    ///< bytes from row to row
    size_t rows = 0;
};

/// The shards of a sharded buffer, row by row.
std::vector<MeshShard> shards_of(const MeshBuffer& buffer);

}  // namespace tt::tt_metal::distributed
