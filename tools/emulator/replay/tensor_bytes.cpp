#include "tensor_bytes.hpp"

#include <cstring>
#include <stdexcept>

#include "compute/block_float.hpp"

namespace tilesmith::replay {

namespace {

constexpr uint64_t kTile = 32, kFace = 16, kTileElements = kTile * kTile;

struct Element {
    const char* npy;       ///< type of the logical array
    uint32_t npy_bytes;
    uint32_t device_bytes; ///< 0: a block format
    uint32_t stored_bits;  ///< of a block format
};

Element element_of(const std::string& dtype) {
    if (dtype == "bfloat16") return {"<f4", 4, 2, 0};
    if (dtype == "float32") return {"<f4", 4, 4, 0};
    if (dtype == "int32") return {"<i4", 4, 4, 0};
    if (dtype == "uint32") return {"<u4", 4, 4, 0};
    if (dtype == "uint16") return {"<u2", 2, 2, 0};
    if (dtype == "uint8") return {"|u1", 1, 1, 0};
    if (dtype == "bfloat8_b") return {"<f4", 4, 0, 8};
    if (dtype == "bfloat4_b") return {"<f4", 4, 0, 4};
    throw std::runtime_error("the emulator does not know the data type " + dtype);
}

uint64_t count(const std::vector<uint64_t>& shape) {
    uint64_t elements = 1;
    for (const uint64_t extent : shape) {
        elements *= extent;
    }
    return elements;
}

uint64_t in_whole_tiles(uint64_t extent) { return (extent + kTile - 1) / kTile * kTile; }

/// The last two dimensions, which are cut into tiles and filled up with zeros to whole ones, as tt-metal does.
struct Matrix {
    uint64_t rows, cols;

    explicit Matrix(const std::vector<uint64_t>& shape)
        : rows(shape.size() < 2 ? 1 : shape[shape.size() - 2]), cols(shape.empty() ? 1 : shape.back()) {}

    uint64_t elements() const { return rows * cols; }
    uint64_t stored() const { return in_whole_tiles(rows) * in_whole_tiles(cols); }
};

/// Elements on the device, those that fill up tiles included.
uint64_t stored_elements(const TensorType& type) {
    const uint64_t elements = count(type.shape);
    const Matrix matrix(type.shape);
    return type.tiled && elements != 0 ? elements / matrix.elements() * matrix.stored() : elements;
}

/// Device position of the element with this row-major index.
uint64_t device_position(const TensorType& type, uint64_t index) {
    if (!type.tiled) {
        return index;
    }
    const Matrix matrix(type.shape);
    const uint64_t place = index % matrix.elements();
    const uint64_t row = place / matrix.cols, col = place % matrix.cols;
    const uint64_t tile = row / kTile * (in_whole_tiles(matrix.cols) / kTile) + col / kTile;
    const uint64_t face = row % kTile / kFace * 2 + col % kTile / kFace;
    return index / matrix.elements() * matrix.stored() + tile * kTileElements + face * kFace * kFace +
           row % kFace * kFace + col % kFace;
}

uint64_t tile_bytes(const Element& element) { return kTileElements * element.stored_bits / 8 + kTileElements / 16; }

void store(std::byte* to, const std::byte* from, const std::string& dtype, const Element& element) {
    if (dtype == "bfloat16") {
        // The stored values are bfloat16 numbers, so the upper half is exact.
        std::memcpy(to, from + 2, 2);
    } else {
        std::memcpy(to, from, element.device_bytes);
    }
}

void load(std::byte* to, const std::byte* from, const std::string& dtype, const Element& element) {
    if (dtype == "bfloat16") {
        std::memset(to, 0, 2);
        std::memcpy(to + 2, from, 2);
    } else {
        std::memcpy(to, from, element.device_bytes);
    }
}

}  // namespace

uint64_t device_bytes(const TensorType& type) {
    const Element element = element_of(type.dtype);
    const uint64_t elements = stored_elements(type);
    if (element.device_bytes != 0) {
        return elements * element.device_bytes;
    }
    if (!type.tiled) {
        throw std::runtime_error("a tensor of " + type.dtype + " must have the layout tile");
    }
    return elements / kTileElements * tile_bytes(element);
}

std::vector<std::byte> to_device(const NpyArray& array, const TensorType& type) {
    const Element element = element_of(type.dtype);
    const uint64_t elements = count(type.shape);
    if (array.type != element.npy || array.elements() != elements || array.data.size() != elements * element.npy_bytes) {
        throw std::runtime_error("an input array does not fit its tensor (" + type.dtype + " as " + element.npy + ")");
    }
    std::vector<std::byte> bytes(device_bytes(type));
    std::vector<uint32_t> values(element.device_bytes == 0 ? stored_elements(type) : 0);
    for (uint64_t i = 0; i < elements; ++i) {
        const std::byte* from = array.data.data() + i * element.npy_bytes;
        const uint64_t at = device_position(type, i);
        if (element.device_bytes != 0) {
            store(bytes.data() + at * element.device_bytes, from, type.dtype, element);
        } else {
            std::memcpy(&values[at], from, 4);
        }
    }
    for (uint64_t tile = 0; tile < values.size() / kTileElements; ++tile) {
        compute::pack_blocks(values.data() + tile * kTileElements, {element.stored_bits}, kTileElements,
                             bytes.data() + tile * tile_bytes(element));
    }
    return bytes;
}

NpyArray to_logical(const std::vector<std::byte>& bytes, const TensorType& type) {
    const Element element = element_of(type.dtype);
    const uint64_t elements = count(type.shape);
    NpyArray array{element.npy, type.shape, std::vector<std::byte>(elements * element.npy_bytes)};
    std::vector<uint32_t> values(element.device_bytes == 0 ? stored_elements(type) : 0);
    for (uint64_t tile = 0; tile < values.size() / kTileElements; ++tile) {
        compute::unpack_blocks(bytes.data() + tile * tile_bytes(element), {element.stored_bits}, kTileElements,
                               values.data() + tile * kTileElements);
    }
    for (uint64_t i = 0; i < elements; ++i) {
        std::byte* to = array.data.data() + i * element.npy_bytes;
        const uint64_t at = device_position(type, i);
        if (element.device_bytes != 0) {
            load(to, bytes.data() + at * element.device_bytes, type.dtype, element);
        } else {
            std::memcpy(to, &values[at], 4);
        }
    }
    return array;
}

}  // namespace tilesmith::replay
