// NumPy's .npy files, version 1, little-endian, C order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tilesmith::replay {

struct NpyArray {
    std::string type;               ///< NumPy's name: "<f4", "<i4", "<u4", "<u2", "|u1"
    std::vector<uint64_t> shape;
    std::vector<std::byte> data;

    uint64_t elements() const;
};

/// Both throw std::runtime_error with one sentence that names the file.
NpyArray read_npy(const std::filesystem::path& path);
void write_npy(const std::filesystem::path& path, const NpyArray& array);

}  // namespace tilesmith::replay
