// Buffers of a mesh: how their data is spread over the devices.
#include "mesh_shards.hpp"

#include <tt_stl/assert.hpp>

namespace tt::tt_metal::distributed {

uint32_t ShardedBufferConfig::compute_datum_size_bytes() const {
    return static_cast<uint32_t>(global_size / (global_buffer_shape.height() * global_buffer_shape.width()));
}

Shape2D ShardedBufferConfig::physical_shard_shape() const {
    const auto [height_replicated, width_replicated] = replicated_dims();
    return {height_replicated ? global_buffer_shape.height() : shard_shape.height(),
            width_replicated ? global_buffer_shape.width() : shard_shape.width()};
}

namespace {

void check_shards(const ShardedBufferConfig& config, const MeshDevice& mesh) {
    const Shape2D whole = config.global_buffer_shape, shard = config.physical_shard_shape();
    TT_FATAL(whole.height() % shard.height() == 0 && whole.width() % shard.width() == 0,
             "Global buffer shape must be aligned with the shard shape: requested buffer shape: ({}, {}), shard shape: ({}, {})",
             whole.height(), whole.width(), shard.height(), shard.width());
    const auto [height_replicated, width_replicated] = config.replicated_dims();
    size_t shards = (whole.height() / shard.height()) * (whole.width() / shard.width());
    if (height_replicated && width_replicated) {
        shards *= mesh.num_devices();
    } else if (height_replicated || width_replicated) {
        shards *= config.shard_orientation == ShardOrientation::ROW_MAJOR ? mesh.num_rows() : mesh.num_cols();
    }
    TT_FATAL(shards <= mesh.num_devices(), "The sharded tensor does not fit on the Mesh. Num shards in buffer {}, Num Devices {}", shards,
             mesh.num_devices());
}

/// The devices that hold shard number `shard`, counted row by row.
std::vector<MeshCoordinate> holders_of(const ShardedBufferConfig& config, const MeshDevice& mesh, uint32_t shard) {
    const auto rows = static_cast<uint32_t>(mesh.num_rows()), cols = static_cast<uint32_t>(mesh.num_cols());
    const auto [height_replicated, width_replicated] = config.replicated_dims();
    const bool by_rows = config.shard_orientation == ShardOrientation::ROW_MAJOR;
    if (!height_replicated && !width_replicated) {
        return {by_rows ? MeshCoordinate(shard / cols, shard % cols) : MeshCoordinate(shard % rows, shard / rows)};
    }
    std::vector<MeshCoordinate> holders;
    for (const MeshCoordinate& at : MeshCoordinateRange(mesh.shape())) {
        const bool everywhere = height_replicated && width_replicated;
        if (everywhere || at[by_rows ? 1 : 0] == shard) {
            holders.push_back(at);
        }
    }
    return holders;
}

}  // namespace

std::vector<MeshShard> shards_of(const MeshBuffer& buffer) {
    const ShardedBufferConfig& config = buffer.global_shard_spec();
    const Shape2D whole = config.global_buffer_shape, shard = config.physical_shard_shape();
    const size_t datum = config.compute_datum_size_bytes(), stride = datum * whole.width(), row = datum * shard.width();
    std::vector<MeshShard> shards;
    for (size_t y = 0; y < whole.height() / shard.height(); ++y) {
        for (size_t x = 0; x < whole.width() / shard.width(); ++x) {
            shards.push_back({holders_of(config, *buffer.device(), static_cast<uint32_t>(shards.size())),
                              y * shard.height() * stride + x * row, row, stride, shard.height()});
        }
    }
    return shards;
}

std::shared_ptr<MeshBuffer> MeshBuffer::create(const MeshBufferConfig& config, const DeviceLocalBufferConfig& local, MeshDevice* mesh_device,
                                               std::optional<DeviceAddr> address) {
    DeviceAddr size = 0;
    if (const auto* replicated = std::get_if<ReplicatedBufferConfig>(&config)) {
        size = replicated->size;
    } else {
        const auto& sharded = std::get<ShardedBufferConfig>(config);
        check_shards(sharded, *mesh_device);
        const Shape2D shard = sharded.physical_shard_shape();
        size = DeviceAddr{sharded.compute_datum_size_bytes()} * shard.height() * shard.width();
    }
    auto buffer = address ? Buffer::create(mesh_device, *address, size, local.page_size, local.buffer_type, local.sharding_args, local.bottom_up)
                          : Buffer::create(mesh_device, size, local.page_size, local.buffer_type, local.sharding_args, local.bottom_up);
    return std::shared_ptr<MeshBuffer>(new MeshBuffer(config, local, mesh_device, std::move(buffer)));
}

DeviceAddr MeshBuffer::size() const {
    const auto* sharded = std::get_if<ShardedBufferConfig>(&config_);
    return sharded != nullptr ? sharded->global_size : buffer_->size();
}

MeshBufferLayout MeshBuffer::global_layout() const {
    return std::holds_alternative<ReplicatedBufferConfig>(config_) ? MeshBufferLayout::REPLICATED : MeshBufferLayout::SHARDED;
}

const ShardedBufferConfig& MeshBuffer::global_shard_spec() const {
    TT_FATAL(global_layout() == MeshBufferLayout::SHARDED, "Can only query the global shard spec for a sharded MeshBuffer");
    return std::get<ShardedBufferConfig>(config_);
}

}  // namespace tt::tt_metal::distributed
