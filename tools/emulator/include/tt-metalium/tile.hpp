#pragma once

#include <array>
#include <cstdint>

#include <tt-metalium/constants.hpp>
#include <tt-metalium/tt_backend_api_types.hpp>

namespace tt::tt_metal {

struct Tile {
    /// Throws std::runtime_error for shapes that the hardware does not have.
    Tile(std::array<uint32_t, 2> tile_shape = {constants::TILE_HEIGHT, constants::TILE_WIDTH}, bool transpose_tile = false);

    uint32_t get_height() const { return tile_shape_[0]; }
    uint32_t get_width() const { return tile_shape_[1]; }
    uint32_t get_num_faces() const { return get_tile_hw() / get_face_hw(); }
    uint32_t get_tile_hw() const { return tile_shape_[0] * tile_shape_[1]; }
    uint32_t get_face_hw() const { return face_shape_[0] * face_shape_[1]; }
    std::array<uint32_t, 2> get_tile_shape() const { return tile_shape_; }
    std::array<uint32_t, 2> get_face_shape() const { return face_shape_; }
    uint32_t get_tile_size(const DataFormat& format) const;
    bool operator==(const Tile& other) const { return tile_shape_ == other.tile_shape_; }

private:
    std::array<uint32_t, 2> tile_shape_;
    std::array<uint32_t, 2> face_shape_;
};

}  // namespace tt::tt_metal
