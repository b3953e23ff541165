#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <tt-metalium/bfloat16.hpp>
#include <tt-metalium/buffer_distribution_spec.hpp>
#include <tt-metalium/buffer_types.hpp>
#include <tt-metalium/core_coord.hpp>
#include <tt-metalium/device.hpp>
#include <tt-metalium/hal_types.hpp>
#include <tt_stl/assert.hpp>

namespace tilesmith {
class DeviceBuffer;
}

namespace tt::tt_metal {

struct ShardSpec {
    CoreRangeSet grid;
    std::array<uint32_t, 2> shape;  ///< in elements
    ShardOrientation orientation = ShardOrientation::ROW_MAJOR;

    ShardSpec(const CoreRangeSet& core_sets, const std::array<uint32_t, 2>& shard_shape,
              const ShardOrientation& shard_orientation = ShardOrientation::ROW_MAJOR)
        : grid(core_sets), shape(shard_shape), orientation(shard_orientation) {}
    uint32_t num_cores() const { return grid.num_cores(); }
    uint32_t numel() const { return shape[0] * shape[1]; }
};

/// A 2D sharding: the shard and a page in elements, the tensor in pages.
struct ShardSpecBuffer {
    ShardSpec tensor_shard_spec;
    std::array<uint32_t, 2> page_shape{};
    std::array<uint32_t, 2> tensor2d_shape_in_pages{};

    ShardSpecBuffer(const CoreRangeSet& core_sets, const std::array<uint32_t, 2>& shard_shape,
                    const ShardOrientation& shard_orientation, const std::array<uint32_t, 2>& page_shape_in,
                    const std::array<uint32_t, 2>& tensor_shape_in_pages)
        : tensor_shard_spec(core_sets, shard_shape, shard_orientation),
          page_shape(page_shape_in),
          tensor2d_shape_in_pages(tensor_shape_in_pages) {}
    ShardSpecBuffer(const ShardSpec& shard_spec, const std::array<uint32_t, 2>& page_shape_in,
                    const std::array<uint32_t, 2>& tensor_shape_in_pages)
        : tensor_shard_spec(shard_spec), page_shape(page_shape_in), tensor2d_shape_in_pages(tensor_shape_in_pages) {}

    CoreRangeSet grid() const { return tensor_shard_spec.grid; }
    std::array<uint32_t, 2> shape() const { return tensor_shard_spec.shape; }
    ShardOrientation orientation() const { return tensor_shard_spec.orientation; }
    std::array<uint32_t, 2> shape_in_pages() const {
        return {tensor_shard_spec.shape[0] / page_shape[0], tensor_shard_spec.shape[1] / page_shape[1]};
    }
    DeviceAddr num_pages() const { return DeviceAddr{shape_in_pages()[0]} * shape_in_pages()[1]; }
};

struct BufferConfig {
    IDevice* device;
    DeviceAddr size;
    DeviceAddr page_size;
    BufferType buffer_type;
};
using InterleavedBufferConfig = BufferConfig;

struct ShardedBufferConfig {
    IDevice* device{};
    DeviceAddr size{};
    DeviceAddr page_size{};
    BufferType buffer_type = BufferType::L1;
    TensorMemoryLayout buffer_layout = TensorMemoryLayout::HEIGHT_SHARDED;
    ShardSpecBuffer shard_parameters;
};

class BufferShardingArgs {
public:
    BufferShardingArgs() = default;
    BufferShardingArgs(std::nullopt_t) {}
    BufferShardingArgs(BufferDistributionSpec spec)
        : distribution_(std::move(spec)), layout_(TensorMemoryLayout::BLOCK_SHARDED) {}
    BufferShardingArgs(std::optional<BufferDistributionSpec> spec)
        : distribution_(std::move(spec)),
          layout_(distribution_ ? TensorMemoryLayout::BLOCK_SHARDED : TensorMemoryLayout::INTERLEAVED) {}
    BufferShardingArgs(ShardSpecBuffer shard_spec, TensorMemoryLayout layout)
        : shard_spec_(std::move(shard_spec)), layout_(layout) {}
    BufferShardingArgs(std::optional<ShardSpecBuffer> shard_spec, TensorMemoryLayout layout)
        : shard_spec_(std::move(shard_spec)), layout_(layout) {}

    const std::optional<BufferDistributionSpec>& buffer_distribution_spec() const { return distribution_; }
    const std::optional<ShardSpecBuffer>& shard_spec() const { return shard_spec_; }
    TensorMemoryLayout buffer_layout() const { return layout_; }

private:
    std::optional<BufferDistributionSpec> distribution_;
    std::optional<ShardSpecBuffer> shard_spec_;
    TensorMemoryLayout layout_ = TensorMemoryLayout::INTERLEAVED;
};

inline bool is_sharded(const TensorMemoryLayout& layout) { return layout != TensorMemoryLayout::INTERLEAVED; }

struct BufferRegion {
    DeviceAddr offset = 0;
    DeviceAddr size = 0;
    BufferRegion() = delete;
    BufferRegion(DeviceAddr offset_in, DeviceAddr size_in) : offset(offset_in), size(size_in) {}
};

class Buffer final : public std::enable_shared_from_this<Buffer> {
public:
    static std::shared_ptr<Buffer> create(IDevice* device, DeviceAddr size, DeviceAddr page_size, BufferType buffer_type,
                                          const BufferShardingArgs& sharding_args = std::nullopt,
                                          std::optional<bool> bottom_up = std::nullopt);
    static std::shared_ptr<Buffer> create(IDevice* device, DeviceAddr address, DeviceAddr size, DeviceAddr page_size,
                                          BufferType buffer_type, const BufferShardingArgs& sharding_args = std::nullopt,
                                          std::optional<bool> bottom_up = std::nullopt);
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer();

    IDevice* device() const { return device_; }
    DeviceAddr size() const { return size_; }
    bool is_allocated() const { return impl_ != nullptr; }
    uint32_t address() const;
    DeviceAddr page_size() const { return page_size_; }
    uint32_t num_pages() const { return page_size_ == 0 ? 0 : static_cast<uint32_t>(size_ / page_size_); }
    uint32_t num_dev_pages() const;
    BufferType buffer_type() const { return buffer_type_; }
    bool is_l1() const { return buffer_type_ == BufferType::L1 || buffer_type_ == BufferType::L1_SMALL; }
    bool is_dram() const { return buffer_type_ == BufferType::DRAM || buffer_type_ == BufferType::TRACE; }
    TensorMemoryLayout buffer_layout() const { return sharding_.buffer_layout(); }
    uint32_t alignment() const;
    DeviceAddr aligned_page_size() const;
    DeviceAddr aligned_size() const { return aligned_page_size() * num_dev_pages(); }
    DeviceAddr aligned_size_per_bank() const;
    bool has_shard_spec() const { return sharding_.shard_spec().has_value(); }
    ShardSpecBuffer shard_spec() const;
    const std::optional<BufferDistributionSpec>& buffer_distribution_spec() const { return sharding_.buffer_distribution_spec(); }

    /// The emulator's own record of the buffer. Throws std::runtime_error after deallocation.
    tilesmith::DeviceBuffer& impl() const;
    void deallocate();

private:
    Buffer(IDevice* device, DeviceAddr size, DeviceAddr page_size, BufferType buffer_type, BufferShardingArgs sharding_args);
    void allocate(std::optional<DeviceAddr> address, std::optional<bool> bottom_up);

    IDevice* device_;
    DeviceAddr size_;
    DeviceAddr page_size_;
    BufferType buffer_type_;
    BufferShardingArgs sharding_;
    std::shared_ptr<tilesmith::DeviceBuffer> impl_;
};

}  // namespace tt::tt_metal
