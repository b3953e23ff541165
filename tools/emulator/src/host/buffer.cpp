#include <tt-metalium/buffer.hpp>

#include <tt-metalium/host_api.hpp>
#include <tt_stl/assert.hpp>

#include "machine.hpp"

namespace tt::tt_metal {

namespace {

tilesmith::Core to_core(const CoreCoord& core) { return {static_cast<uint32_t>(core.x), static_cast<uint32_t>(core.y)}; }

std::optional<tilesmith::ShardLayout> shard_layout(const BufferShardingArgs& args) {
    tilesmith::ShardLayout layout;
    if (const auto& spec = args.buffer_distribution_spec()) {
        layout.tensor_pages = spec->tensor_shape_in_pages();
        layout.shard_pages = spec->shard_shape_in_pages();
        for (const CoreCoord& core : spec->cores()) {
            layout.cores.push_back(to_core(core));
        }
        return layout;
    }
    if (const auto& spec = args.shard_spec()) {
        const auto shard = spec->shape_in_pages();
        layout.tensor_pages = {spec->tensor2d_shape_in_pages[0], spec->tensor2d_shape_in_pages[1]};
        layout.shard_pages = {shard[0], shard[1]};
        const bool row_wise = spec->orientation() == ShardOrientation::ROW_MAJOR;
        for (const CoreCoord& core : corerange_to_cores(spec->grid(), std::nullopt, row_wise)) {
            layout.cores.push_back(to_core(core));
        }
        return layout;
    }
    return std::nullopt;
}

void check_sizes(DeviceAddr size, DeviceAddr page_size, const BufferShardingArgs& sharding) {
    TT_FATAL(size != 0, "Cannot allocate a buffer of 0 bytes");
    TT_FATAL(page_size != 0 && size % page_size == 0,
             "For valid non-interleaved buffers page size {} must equal buffer size {}. For interleaved-buffers page size should be divisible by "
             "buffer size",
             page_size, size);
    TT_FATAL(page_size % sizeof(uint32_t) == 0, "Page size must be divisible by sizeof(uint32_t) because buffers hold uint32_t values");
    TT_FATAL(!is_sharded(sharding.buffer_layout()) || sharding.shard_spec() || sharding.buffer_distribution_spec(),
             "Buffer is sharded, but no shard parameters specified");
}

}  // namespace

Buffer::Buffer(IDevice* device, DeviceAddr size, DeviceAddr page_size, BufferType buffer_type, BufferShardingArgs sharding_args)
    : device_(device), size_(size), page_size_(page_size), buffer_type_(buffer_type), sharding_(std::move(sharding_args)) {
    check_sizes(size, page_size, sharding_);
    TT_FATAL(is_l1() || is_dram(), "the emulator lacks buffers in system memory");
}

Buffer::~Buffer() = default;

void Buffer::allocate(std::optional<DeviceAddr> address, std::optional<bool> bottom_up) {
    try {
        impl_ = tilesmith::Machine::instance().buffers.create(
            {.size = size_, .page_size = page_size_, .dram = is_dram(), .shard = shard_layout(sharding_), .bottom_up = bottom_up, .address = address});
    } catch (const std::runtime_error& error) {
        TT_THROW("{}", error.what());
    }
}

std::shared_ptr<Buffer> Buffer::create(IDevice* device, DeviceAddr size, DeviceAddr page_size, BufferType buffer_type,
                                       const BufferShardingArgs& sharding_args, std::optional<bool> bottom_up) {
    std::shared_ptr<Buffer> buffer(new Buffer(device, size, page_size, buffer_type, sharding_args));
    buffer->allocate(std::nullopt, bottom_up);
    return buffer;
}

std::shared_ptr<Buffer> Buffer::create(IDevice* device, DeviceAddr address, DeviceAddr size, DeviceAddr page_size, BufferType buffer_type,
                                       const BufferShardingArgs& sharding_args, std::optional<bool> bottom_up) {
    std::shared_ptr<Buffer> buffer(new Buffer(device, size, page_size, buffer_type, sharding_args));
    buffer->allocate(address, bottom_up);
    return buffer;
}

tilesmith::DeviceBuffer& Buffer::impl() const {
    TT_FATAL(impl_ != nullptr, "Buffer is not allocated");
    return *impl_;
}

void Buffer::deallocate() { impl_.reset(); }
uint32_t Buffer::address() const { return static_cast<uint32_t>(impl().address); }

uint32_t Buffer::num_dev_pages() const {
    const auto layout = shard_layout(sharding_);
    if (!layout) {
        return num_pages();
    }
    return static_cast<uint32_t>(impl().bytes_per_bank / impl().aligned_page_size * impl().banks);
}

uint32_t Buffer::alignment() const {
    const tilesmith::ArchInfo& arch = tilesmith::Machine::instance().arch;
    return is_dram() ? arch.dram_alignment : arch.l1_alignment;
}

DeviceAddr Buffer::aligned_page_size() const { return (page_size_ + alignment() - 1) / alignment() * alignment(); }
DeviceAddr Buffer::aligned_size_per_bank() const { return impl().bytes_per_bank; }

ShardSpecBuffer Buffer::shard_spec() const {
    TT_FATAL(sharding_.shard_spec().has_value(), "Buffer is sharded, but no shard parameters specified");
    return *sharding_.shard_spec();
}

std::shared_ptr<Buffer> CreateBuffer(const InterleavedBufferConfig& config) {
    return Buffer::create(config.device, config.size, config.page_size, config.buffer_type);
}
std::shared_ptr<Buffer> CreateBuffer(const InterleavedBufferConfig& config, DeviceAddr address) {
    return Buffer::create(config.device, address, config.size, config.page_size, config.buffer_type);
}
std::shared_ptr<Buffer> CreateBuffer(const ShardedBufferConfig& config) {
    return Buffer::create(config.device, config.size, config.page_size, config.buffer_type,
                          BufferShardingArgs(config.shard_parameters, config.buffer_layout));
}
std::shared_ptr<Buffer> CreateBuffer(const ShardedBufferConfig& config, DeviceAddr address) {
    return Buffer::create(config.device, address, config.size, config.page_size, config.buffer_type,
                          BufferShardingArgs(config.shard_parameters, config.buffer_layout));
}
void DeallocateBuffer(Buffer& buffer) { buffer.deallocate(); }

}  // namespace tt::tt_metal
