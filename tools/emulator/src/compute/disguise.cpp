#include "disguise.hpp"

#include <cstring>

namespace tilesmith::compute {
namespace {

// bfloat16 of both signs from 2^64 up to the largest exponent but one: numbers that no program has as constants.
constexpr uint32_t kFirst = 191u << 7, kCount = (254u - 191u) << 7;
// Odd, so that stand-ins in order of their making lie all over the place.
constexpr uint32_t kStride = 4999;

uint32_t nth_stand_in(uint32_t n) {
    const uint32_t place = n * kStride % (2 * kCount);
    return (place < kCount ? kFirst + place : 0x8000u + kFirst + place - kCount) << 16;
}

template <typename Change>
void each_float(std::span<std::byte> bytes, uint32_t float_bytes, Change change) {
    const uint32_t shift = float_bytes == 2 ? 16 : 0;
    for (size_t at = 0; at + float_bytes <= bytes.size(); at += float_bytes) {
        uint32_t stored = 0;
        std::memcpy(&stored, bytes.data() + at, float_bytes);
        const uint32_t other = change(stored << shift) >> shift;
        std::memcpy(bytes.data() + at, &other, float_bytes);
    }
}

}  // namespace

uint32_t Disguise::stand_in(uint32_t value) {
    const auto known = by_value_.find(value);
    if (known != by_value_.end()) return known->second;
    if (by_value_.size() == 2 * kCount) {
        spent_ = true;
        return value;
    }
    const uint32_t made = nth_stand_in(static_cast<uint32_t>(by_value_.size()));
    by_value_.emplace(value, made);
    by_stand_in_.emplace(made, value);
    return made;
}

bool Disguise::hide(std::span<std::byte> bytes, uint32_t float_bytes) {
    each_float(bytes, float_bytes, [this](uint32_t value) { return stand_in(value); });
    return !spent_;
}

void Disguise::reveal(std::span<std::byte> bytes, uint32_t float_bytes) const {
    each_float(bytes, float_bytes, [this](uint32_t word) {
        const auto known = by_stand_in_.find(word);
        return known == by_stand_in_.end() ? word : known->second;
    });
}

}  // namespace tilesmith::compute
