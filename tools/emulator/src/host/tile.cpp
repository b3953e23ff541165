#include <tt-metalium/tile.hpp>

#include <algorithm>
#include <ostream>

#include <tt_stl/assert.hpp>

#include "data_format.hpp"

namespace tt {

std::ostream& operator<<(std::ostream& os, const DataFormat& format) {
    return os << tilesmith::name_of(static_cast<tilesmith::DataFormat>(format));
}

bool is_integer_format(DataFormat format) {
    switch (format) {
        case DataFormat::UInt32:
        case DataFormat::Int32:
        case DataFormat::UInt16:
        case DataFormat::UInt8:
        case DataFormat::Int8: return true;
        default: return false;
    }
}

}  // namespace tt

namespace tt::tt_metal {

Tile::Tile(std::array<uint32_t, 2> tile_shape, bool transpose_tile)
    : tile_shape_(tile_shape), face_shape_{std::min(tile_shape[0], 16u), std::min(tile_shape[1], 16u)} {
    const bool rows = tile_shape[0] == 32 || tile_shape[0] == 16 || tile_shape[0] == 8 || tile_shape[0] == 4 || tile_shape[0] == 2 ||
                      tile_shape[0] == 1;
    TT_FATAL(rows && (tile_shape[1] == 32 || tile_shape[1] == 16), "Tile size is not valid for our hardware");
    TT_FATAL(!transpose_tile, "the emulator lacks transposed tiles");
}

uint32_t Tile::get_tile_size(const DataFormat& format) const {
    return tilesmith::bytes_of(static_cast<tilesmith::DataFormat>(format), get_tile_hw());
}

}  // namespace tt::tt_metal
