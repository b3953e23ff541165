#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include <tt-metalium/buffer.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <tt-metalium/mesh_device.hpp>
#include <tt-metalium/shape2d.hpp>

namespace tt::tt_metal::distributed {

struct DeviceLocalBufferConfig {
    DeviceAddr page_size = 0;
    BufferType buffer_type = BufferType::DRAM;
    BufferShardingArgs sharding_args;
    std::optional<bool> bottom_up;
    std::optional<SubDeviceId> sub_device_id = std::nullopt;
};

struct ReplicatedBufferConfig {
    DeviceAddr size = 0;
};

struct ShardedBufferConfig {
    DeviceAddr global_size = 0;
    Shape2D global_buffer_shape = {0, 0};
    Shape2D shard_shape = {0, 0};
    ShardOrientation shard_orientation = ShardOrientation::ROW_MAJOR;

    uint32_t compute_datum_size_bytes() const;
    /// Whether the shards are the same along the mesh's columns, and along its rows: an extent of 0 says so.
    std::pair<bool, bool> replicated_dims() const { return {shard_shape.height() == 0, shard_shape.width() == 0}; }
    Shape2D physical_shard_shape() const;
};

enum class MeshBufferLayout : uint8_t { REPLICATED, SHARDED };
using MeshBufferConfig = std::variant<ReplicatedBufferConfig, ShardedBufferConfig>;

/// The same addresses on all devices of the mesh; the contents are each device's own.
class MeshBuffer {
public:
    /// Throws std::runtime_error when the sizes are impossible or the memory is exhausted.
    static std::shared_ptr<MeshBuffer> create(const MeshBufferConfig& mesh_buffer_config,
                                              const DeviceLocalBufferConfig& device_local_config, MeshDevice* mesh_device,
                                              std::optional<DeviceAddr> address = std::nullopt);

    bool is_allocated() const { return buffer_->is_allocated(); }
    void deallocate() { buffer_->deallocate(); }
    MeshDevice* device() const { return device_; }
    DeviceAddr size() const;
    DeviceAddr device_local_size() const { return buffer_->size(); }
    DeviceAddr address() const { return buffer_->address(); }
    MeshBufferLayout global_layout() const;
    const MeshBufferConfig& global_config() const { return config_; }
    const ShardedBufferConfig& global_shard_spec() const;
    uint32_t datum_size_bytes() const { return global_shard_spec().compute_datum_size_bytes(); }
    Shape2D physical_shard_shape() const { return global_shard_spec().physical_shard_shape(); }
    std::pair<bool, bool> replicated_dims() const { return global_shard_spec().replicated_dims(); }
    const DeviceLocalBufferConfig& device_local_config() const { return local_config_; }
    Buffer* get_device_buffer(const MeshCoordinate&) const { return buffer_.get(); }
    Buffer* get_reference_buffer() const { return buffer_.get(); }
    Buffer* get_backing_buffer() const { return buffer_.get(); }
    uint32_t page_size() const { return static_cast<uint32_t>(local_config_.page_size); }
    uint32_t num_pages() const { return buffer_->num_pages(); }

private:
    MeshBuffer(MeshBufferConfig config, DeviceLocalBufferConfig local_config, MeshDevice* device, std::shared_ptr<Buffer> buffer)
        : config_(std::move(config)), local_config_(std::move(local_config)), device_(device), buffer_(std::move(buffer)) {}

    MeshBufferConfig config_;
    DeviceLocalBufferConfig local_config_;
    MeshDevice* device_;
    std::shared_ptr<Buffer> buffer_;
};

}  // namespace tt::tt_metal::distributed
