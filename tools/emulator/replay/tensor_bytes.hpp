// Between logical row-major arrays and the bytes of a tensor on the device.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "npy.hpp"

namespace tilesmith::replay {

struct TensorType {
    std::string dtype;    ///< bfloat16 float32 int32 uint32 uint16 uint8 bfloat8_b bfloat4_b
    bool tiled = true;    ///< 32x32 tiles of four 16x16 faces, filled up with zeros; else rows
    std::vector<uint64_t> shape;
};

/// Bytes of the whole tensor, page after page. Throws std::runtime_error when array and type do not fit.
std::vector<std::byte> to_device(const NpyArray& array, const TensorType& type);

NpyArray to_logical(const std::vector<std::byte>& bytes, const TensorType& type);

uint64_t device_bytes(const TensorType& type);

}  // namespace tilesmith::replay
