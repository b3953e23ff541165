#include "npy.hpp"

#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace tilesmith::replay {

namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);

/// The text after `'key':` in the header's dictionary.
std::string_view after_key(std::string_view header, std::string_view key) {
    const size_t at = header.find(key);
    return at == std::string_view::npos ? std::string_view() : header.substr(at + key.size());
}

std::vector<uint64_t> parse_shape(std::string_view text) {
    const size_t open = text.find('('), close = text.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos) {
        throw std::runtime_error("has no shape");
    }
    std::istringstream numbers{std::string(text.substr(open + 1, close - open - 1))};
    std::vector<uint64_t> shape;
    for (std::string number; std::getline(numbers, number, ',');) {
        if (number.find_first_of("0123456789") != std::string::npos) {
            shape.push_back(std::stoull(number));
        }
    }
    return shape;
}

std::string parse_type(std::string_view text) {
    const size_t open = text.find('\'');
    const size_t close = text.find('\'', open + 1);
    if (open == std::string_view::npos || close == std::string_view::npos) {
        throw std::runtime_error("has no type");
    }
    return std::string(text.substr(open + 1, close - open - 1));
}

NpyArray parse(const std::string& content) {
    if (content.size() < 10 || content.compare(0, kMagic.size(), kMagic) != 0 || content[6] != 1) {
        throw std::runtime_error("is not a version 1 .npy file");
    }
    const size_t length = static_cast<unsigned char>(content[8]) + 256u * static_cast<unsigned char>(content[9]);
    if (content.size() - 10 < length) {
        throw std::runtime_error("ends within its header");
    }
    const std::string_view header = std::string_view(content).substr(10, length);
    if (after_key(header, "'fortran_order':").find("False") == std::string_view::npos) {
        throw std::runtime_error("is not in C order");
    }
    NpyArray array;
    array.type = parse_type(after_key(header, "'descr':"));
    array.shape = parse_shape(after_key(header, "'shape':"));
    const auto* begin = reinterpret_cast<const std::byte*>(content.data()) + 10 + length;
    array.data.assign(begin, reinterpret_cast<const std::byte*>(content.data()) + content.size());
    return array;
}

}  // namespace

uint64_t NpyArray::elements() const {
    uint64_t count = 1;
    for (const uint64_t extent : shape) {
        count *= extent;
    }
    return count;
}

NpyArray read_npy(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::runtime_error("cannot read " + path.string());
    }
    try {
        return parse(std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()));
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(path.string() + " " + error.what());
    }
}

void write_npy(const std::filesystem::path& path, const NpyArray& array) {
    std::string header = "{'descr': '" + array.type + "', 'fortran_order': False, 'shape': (";
    for (const uint64_t extent : array.shape) {
        header += std::to_string(extent) + ", ";
    }
    header += "), }";
    const size_t total = (kMagic.size() + 4 + header.size() + 1 + 63) / 64 * 64;
    header.append(total - kMagic.size() - 4 - header.size() - 1, ' ');
    header += '\n';
    std::ofstream out(path, std::ios::binary);
    out << kMagic << '\x01' << '\x00' << static_cast<char>(header.size() % 256) << static_cast<char>(header.size() / 256) << header;
    out.write(reinterpret_cast<const char*>(array.data.data()), static_cast<std::streamsize>(array.data.size()));
    if (!out.flush()) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

}  // namespace tilesmith::replay
