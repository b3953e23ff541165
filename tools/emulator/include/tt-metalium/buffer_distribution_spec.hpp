#pragma once

#include <cstdint>
#include <vector>

#include <tt-metalium/buffer_types.hpp>
#include <tt-metalium/core_coord.hpp>

namespace tt::tt_metal {

/// An N-dimensional sharding: both shapes in pages, shards dealt round-robin to the cores.
class BufferDistributionSpec {
public:
    BufferDistributionSpec(std::vector<uint32_t> tensor_shape_in_pages, std::vector<uint32_t> shard_shape_in_pages,
                           std::vector<CoreCoord> cores)
        : tensor_(std::move(tensor_shape_in_pages)), shard_(std::move(shard_shape_in_pages)), cores_(std::move(cores)) {}

    const std::vector<uint32_t>& tensor_shape_in_pages() const { return tensor_; }
    const std::vector<uint32_t>& shard_shape_in_pages() const { return shard_; }
    const std::vector<CoreCoord>& cores() const { return cores_; }
    size_t num_cores() const { return cores_.size(); }

private:
    std::vector<uint32_t> tensor_, shard_;
    std::vector<CoreCoord> cores_;
};

}  // namespace tt::tt_metal
