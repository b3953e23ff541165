// One 32x32 tile on its way through a core: 1,024 words, four 16x16 faces one after the other, rows inside a face.
#pragma once

#include <cstdint>

namespace tilesmith::compute {

constexpr uint32_t kTileRows = 32;
constexpr uint32_t kTileElements = 1024;
constexpr uint32_t kFaceRows = 16;
constexpr uint32_t kFaceElements = 256;
constexpr uint32_t kFaces = 4;

/// Words are float bits, or plain integers where the circular buffer holds integers.
struct Tile {
    alignas(64) uint32_t words[kTileElements] = {};

    uint32_t* face(uint32_t index) { return words + index * kFaceElements; }
    const uint32_t* face(uint32_t index) const { return words + index * kFaceElements; }
};

/// Position of the element (row, column) of the 32x32 tile.
constexpr uint32_t element_index(uint32_t row, uint32_t col) {
    return ((row / kFaceRows) * 2 + col / kFaceRows) * kFaceElements + (row % kFaceRows) * kFaceRows + col % kFaceRows;
}

}  // namespace tilesmith::compute
