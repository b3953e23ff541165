#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <vector>

#include <tt_stl/span.hpp>

enum class TensorLayoutType {
    LIN_ROW_MAJOR = 0,   // rows one after another
    TILED_SWIZZLED = 1,  // 32x32 tiles, rows inside a tile
    TILED_NFACES = 2,    // 32x32 tiles of four 16x16 faces, as the hardware wants them
};

using PhysicalSize = std::array<uint32_t, 2>;

namespace tt::tilize_detail {

struct Extent {
    uint32_t rows, cols;
};

/// Where the element of this row and column lies in a layout.
inline uint64_t position(TensorLayoutType layout, Extent matrix, Extent tile, Extent face, uint32_t row, uint32_t col) {
    if (layout == TensorLayoutType::LIN_ROW_MAJOR) {
        return static_cast<uint64_t>(row) * matrix.cols + col;
    }
    const uint64_t index = static_cast<uint64_t>(row / tile.rows) * (matrix.cols / tile.cols) + col / tile.cols;
    const uint32_t r = row % tile.rows, c = col % tile.cols;
    if (layout == TensorLayoutType::TILED_SWIZZLED) {
        return index * tile.rows * tile.cols + static_cast<uint64_t>(r) * tile.cols + c;
    }
    const uint64_t face_index = r / face.rows * (tile.cols / face.cols) + c / face.cols;
    return index * tile.rows * tile.cols + face_index * face.rows * face.cols + (r % face.rows) * face.cols + c % face.cols;
}

}  // namespace tt::tilize_detail

/// Reorders matrices of `shape` (rows, columns), one after another in `data`. Throws std::invalid_argument when the
/// shape is no multiple of the tile.
template <typename T>
std::vector<T> convert_layout(tt::stl::Span<const T> data, const PhysicalSize& shape, TensorLayoutType inL, TensorLayoutType outL,
                              std::optional<PhysicalSize> tile_shape = std::nullopt,
                              std::optional<PhysicalSize> face_shape = std::nullopt, bool transpose_within_face = false,
                              bool transpose_of_faces = false) {
    using namespace tt::tilize_detail;
    const PhysicalSize tile = tile_shape.value_or(PhysicalSize{32, 32});
    const PhysicalSize face = face_shape.value_or(PhysicalSize{16, 16});
    if (transpose_within_face || transpose_of_faces) {
        throw std::invalid_argument("the emulator lacks convert_layout with transposed faces");
    }
    const uint64_t elements = static_cast<uint64_t>(shape[0]) * shape[1];
    if (shape[0] % tile[0] != 0 || shape[1] % tile[1] != 0 || elements == 0 || data.size() % elements != 0) {
        throw std::invalid_argument("the shape must be divisible by the tile and fit the data");
    }
    const Extent matrix{shape[0], shape[1]}, tile_extent{tile[0], tile[1]}, face_extent{face[0], face[1]};
    std::vector<T> out(data.size());
    for (uint64_t base = 0; base < data.size(); base += elements) {
        for (uint32_t row = 0; row < shape[0]; ++row) {
            for (uint32_t col = 0; col < shape[1]; ++col) {
                out[base + position(outL, matrix, tile_extent, face_extent, row, col)] =
                    data[base + position(inL, matrix, tile_extent, face_extent, row, col)];
            }
        }
    }
    return out;
}

template <typename T>
std::vector<T> tilize_nfaces(const std::vector<T>& input, uint32_t m, uint32_t n) {
    return convert_layout<T>(tt::stl::Span<const T>(input), PhysicalSize{m, n}, TensorLayoutType::LIN_ROW_MAJOR, TensorLayoutType::TILED_NFACES);
}
template <typename T>
std::vector<T> untilize_nfaces(const std::vector<T>& input, uint32_t m, uint32_t n) {
    return convert_layout<T>(tt::stl::Span<const T>(input), PhysicalSize{m, n}, TensorLayoutType::TILED_NFACES, TensorLayoutType::LIN_ROW_MAJOR);
}
template <typename T>
std::vector<T> tilize_swizzled(const std::vector<T>& input, uint32_t m, uint32_t n) {
    return convert_layout<T>(tt::stl::Span<const T>(input), PhysicalSize{m, n}, TensorLayoutType::LIN_ROW_MAJOR, TensorLayoutType::TILED_SWIZZLED);
}
template <typename T>
std::vector<T> untilize_swizzled(const std::vector<T>& input, uint32_t m, uint32_t n) {
    return convert_layout<T>(tt::stl::Span<const T>(input), PhysicalSize{m, n}, TensorLayoutType::TILED_SWIZZLED, TensorLayoutType::LIN_ROW_MAJOR);
}
template <class T>
std::vector<T> convert_layout_tile_swizzled_to_tile_nfaces(tt::stl::Span<const T> data) {
    return convert_layout<T>(data, PhysicalSize{32, 32}, TensorLayoutType::TILED_SWIZZLED, TensorLayoutType::TILED_NFACES);
}
template <class T>
std::vector<T> convert_layout_tile_nfaces_to_tile_swizzled(tt::stl::Span<const T> data) {
    return convert_layout<T>(data, PhysicalSize{32, 32}, TensorLayoutType::TILED_NFACES, TensorLayoutType::TILED_SWIZZLED);
}
