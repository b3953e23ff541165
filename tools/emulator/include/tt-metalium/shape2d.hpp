#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tt::tt_metal {

class Shape2D final {
public:
    constexpr Shape2D(std::size_t height, std::size_t width) : height_(height), width_(width) {}
    constexpr Shape2D(const std::array<std::uint32_t, 2>& size) : height_(size[0]), width_(size[1]) {}
    constexpr std::size_t height() const { return height_; }
    constexpr std::size_t width() const { return width_; }
    constexpr bool operator==(const Shape2D&) const = default;

private:
    std::size_t height_, width_;
};

}  // namespace tt::tt_metal
