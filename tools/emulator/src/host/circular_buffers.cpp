#include <tt-metalium/host_api.hpp>

#include <algorithm>

#include <tt_stl/assert.hpp>

#include "machine.hpp"
#include "program_impl.hpp"

namespace tt::tt_metal {

CircularBufferConfig::CircularBufferConfig(uint32_t total_size, const std::map<uint8_t, tt::DataFormat>& data_format_spec)
    : total_size_(total_size) {
    TT_FATAL(data_format_spec.size() <= NUM_CIRCULAR_BUFFERS, "Only {} circular buffer slots are available but data formats are specified for {} indices",
             NUM_CIRCULAR_BUFFERS, data_format_spec.size());
    for (const auto& [index, format] : data_format_spec) {
        add_index(index, format);
    }
}

CircularBufferConfig::CircularBufferConfig(uint32_t total_size, const std::map<uint8_t, tt::DataFormat>& data_format_spec, const Buffer& buffer)
    : CircularBufferConfig(total_size, data_format_spec) {
    set_globally_allocated_address(buffer);
}

void CircularBufferConfig::add_index(uint8_t buffer_index, tt::DataFormat format) {
    TT_FATAL(buffer_index < NUM_CIRCULAR_BUFFERS, "Buffer index ({}) exceeds max number of circular buffers per core ({})", buffer_index,
             NUM_CIRCULAR_BUFFERS);
    formats_[buffer_index] = format;
    indices_.insert(buffer_index);
}

CircularBufferConfig& CircularBufferConfig::set_page_size(uint8_t buffer_index, uint32_t page_size) {
    TT_FATAL(buffer_index < NUM_CIRCULAR_BUFFERS, "Buffer index ({}) exceeds max number of circular buffers per core ({})", buffer_index,
             NUM_CIRCULAR_BUFFERS);
    TT_FATAL(indices_.contains(buffer_index),
             "Illegal circular buffer index {}. Page size can only be specified for buffer indices configured during config creation", buffer_index);
    TT_FATAL(page_size != 0 && total_size_ % page_size == 0,
             "Failed allocation attempt on buffer index {}. Total circular buffer size {} B must be divisible by page size {} B", buffer_index,
             total_size_, page_size);
    TT_FATAL(page_size % sizeof(uint32_t) == 0, "Page size must be divisible by sizeof(uint32_t) because buffers hold uint32_t values");
    page_sizes_[buffer_index] = page_size;
    return *this;
}

CircularBufferConfig& CircularBufferConfig::set_total_size(uint32_t total_size) {
    TT_FATAL(!address_ || total_size <= max_size_,
             "Cannot set circular buffer size to {}. This is larger than the associated dynamically allocated L1 buffer bank size of {} B", total_size,
             max_size_);
    TT_FATAL(total_size != 0, "Total size for circular buffer must be non-zero!");
    total_size_ = total_size;
    return *this;
}

CircularBufferConfig& CircularBufferConfig::set_globally_allocated_address(const Buffer& buffer) {
    return set_globally_allocated_address_and_total_size(buffer, total_size_);
}

CircularBufferConfig& CircularBufferConfig::set_globally_allocated_address_and_total_size(const Buffer& buffer, uint32_t total_size) {
    TT_FATAL(buffer.is_l1(), "Only L1 buffers can have an associated circular buffer!");
    address_ = buffer.address();
    max_size_ = buffer.aligned_size_per_bank();
    return set_total_size(total_size);
}

CircularBufferConfig& CircularBufferConfig::set_tile_dims(uint8_t buffer_index, const Tile& tile) {
    tiles_.at(buffer_index) = tile;
    return *this;
}

CircularBufferConfig::Builder CircularBufferConfig::index(uint8_t buffer_index) {
    TT_FATAL(buffer_index < NUM_CIRCULAR_BUFFERS, "Buffer index ({}) exceeds max number of circular buffers per core ({})", buffer_index,
             NUM_CIRCULAR_BUFFERS);
    indices_.insert(buffer_index);
    return {*this, buffer_index};
}

const CircularBufferConfig::Builder& CircularBufferConfig::Builder::set_data_format(tt::DataFormat format) const {
    parent_.formats_[index_] = format;
    return *this;
}
const CircularBufferConfig::Builder& CircularBufferConfig::Builder::set_total_size(uint32_t total_size) const {
    parent_.set_total_size(total_size);
    return *this;
}
const CircularBufferConfig::Builder& CircularBufferConfig::Builder::set_page_size(uint32_t page_size) const {
    parent_.set_page_size(index_, page_size);
    return *this;
}
const CircularBufferConfig::Builder& CircularBufferConfig::Builder::set_tile_dims(const Tile& tile) const {
    parent_.set_tile_dims(index_, tile);
    return *this;
}

namespace detail {

namespace {

tilesmith::TileGeometry geometry(const std::optional<Tile>& tile) {
    if (!tile) {
        return {};
    }
    return {tile->get_height(), tile->get_width(), tile->get_face_shape()[0], tile->get_face_shape()[1]};
}

}  // namespace

tilesmith::CbSpec cb_spec(const CircularBufferConfig& config, tilesmith::Cores cores) {
    tilesmith::CbSpec spec;
    spec.cores = std::move(cores);
    spec.total_size = config.total_size();
    spec.buffer_address = config.globally_allocated_address();
    std::vector<uint8_t> indices(config.buffer_indices().begin(), config.buffer_indices().end());
    std::sort(indices.begin(), indices.end());
    for (const uint8_t index : indices) {
        TT_FATAL(config.page_sizes()[index].has_value(), "Expected circular buffer {} to have a page size: set it with set_page_size", index);
        TT_FATAL(config.data_formats()[index].has_value(), "Expected circular buffer {} to have a data format", index);
        spec.indices.push_back({index, *config.page_sizes()[index], static_cast<tilesmith::DataFormat>(*config.data_formats()[index]),
                                geometry(config.tiles()[index])});
    }
    return spec;
}

}  // namespace detail

namespace {

void check_free(const tilesmith::Program& program, const tilesmith::CbSpec& spec) {
    for (const tilesmith::CbSpec& other : program.circular_buffers) {
        for (const tilesmith::CbIndexSpec& index : spec.indices) {
            const bool same = std::any_of(other.indices.begin(), other.indices.end(),
                                          [&](const tilesmith::CbIndexSpec& known) { return known.index == index.index; });
            for (const tilesmith::Core core : spec.cores) {
                TT_FATAL(!same || std::find(other.cores.begin(), other.cores.end(), core) == other.cores.end(),
                         "Invalid circular buffer index: Cannot add circular buffer at index {}, another circular buffer already exists", index.index);
            }
        }
    }
}

size_t checked(const Program& program, CBHandle handle) {
    TT_FATAL(handle < program.impl().cb_configs.size(), "No circular buffer with id {} exists in Program", handle);
    return handle;
}

void replace(Program& program, size_t at, const CircularBufferConfig& config) {
    auto& spec = program.impl().program.circular_buffers[at];
    spec = detail::cb_spec(config, spec.cores);
    program.impl().cb_configs[at] = config;
}

}  // namespace

CBHandle CreateCircularBuffer(Program& program, const std::variant<CoreCoord, CoreRange, CoreRangeSet>& core_spec,
                              const CircularBufferConfig& config) {
    tilesmith::CbSpec spec = detail::cb_spec(config, detail::cores_of(core_spec));
    check_free(program.impl().program, spec);
    program.impl().program.circular_buffers.push_back(std::move(spec));
    program.impl().cb_configs.push_back(config);
    return program.impl().cb_configs.size() - 1;
}

const CircularBufferConfig& GetCircularBufferConfig(Program& program, CBHandle cb_handle) {
    return program.impl().cb_configs[checked(program, cb_handle)];
}

void UpdateCircularBufferTotalSize(Program& program, CBHandle cb_handle, uint32_t total_size) {
    CircularBufferConfig config = GetCircularBufferConfig(program, cb_handle);
    replace(program, cb_handle, config.set_total_size(total_size));
}

void UpdateCircularBufferPageSize(Program& program, CBHandle cb_handle, uint8_t buffer_index, uint32_t page_size) {
    CircularBufferConfig config = GetCircularBufferConfig(program, cb_handle);
    replace(program, cb_handle, config.set_page_size(buffer_index, page_size));
}

void UpdateDynamicCircularBufferAddress(Program& program, CBHandle cb_handle, const Buffer& buffer) {
    CircularBufferConfig config = GetCircularBufferConfig(program, cb_handle);
    replace(program, cb_handle, config.set_globally_allocated_address(buffer));
}

}  // namespace tt::tt_metal
