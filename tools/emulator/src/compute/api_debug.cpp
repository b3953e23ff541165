// Tiles of DST as a kernel's own code reads and writes them, element by element in the order of the faces.
#include <cstring>

#include "bits.hpp"
#include "engine.hpp"

namespace tilesmith::device {
namespace {

using compute::engine;
using compute::Engine;
using compute::Tile;

enum class Shape : uint8_t { words, halves, upper_halves };

/// How an element of `format` lies in memory against its word in DST.
Shape shape_of(DataFormat format, const char* name, CallSite site) {
    switch (format) {
        case DataFormat::Float32:
        case DataFormat::Int32:
        case DataFormat::UInt32: return Shape::words;
        case DataFormat::UInt16: return Shape::halves;
        case DataFormat::Float16_b: return Shape::upper_halves;
        default: lacks(name, site);
    }
}

size_t bytes_of(Shape shape) { return compute::kTileElements * (shape == Shape::words ? 4 : 2); }

}  // namespace

void dbg_read_dest_tile(uint32_t format, uint32_t dst, void* to, CallSite site) {
    const Tile& tile = engine().math_operand(dst, "dbg_read_dest_tile", site);
    const Shape shape = shape_of(static_cast<DataFormat>(format), "dbg_read_dest_tile of this format", site);
    kernel::check_pointer(to, bytes_of(shape), true, site);
    if (shape == Shape::words) {
        std::memcpy(to, tile.words, sizeof tile.words);
        return;
    }
    auto* halves = static_cast<uint16_t*>(to);
    for (uint32_t i = 0; i < compute::kTileElements; ++i) {
        halves[i] = static_cast<uint16_t>(shape == Shape::halves ? tile.words[i] : tile.words[i] >> 16);
    }
}

void dbg_write_dest_tile(uint32_t format, uint32_t dst, const void* from, CallSite site) {
    Engine& core = engine();
    Tile& tile = core.math_tile(dst, "dbg_write_dest_tile", site);
    const Shape shape = shape_of(static_cast<DataFormat>(format), "dbg_write_dest_tile of this format", site);
    kernel::check_pointer(from, bytes_of(shape), false, site);
    if (shape == Shape::words) {
        std::memcpy(tile.words, from, sizeof tile.words);
    } else {
        const auto* halves = static_cast<const uint16_t*>(from);
        for (uint32_t i = 0; i < compute::kTileElements; ++i) {
            tile.words[i] = shape == Shape::halves ? halves[i] : static_cast<uint32_t>(halves[i]) << 16;
        }
    }
    core.dest.mark_written(compute::DestSide::math, dst);
}

}  // namespace tilesmith::device
