// The arithmetic of one lane of the vector unit, shared by the emulator's own functions and by kernels in SFPI C++.
//
// Facts: multiply-add keeps the whole product (https://github.com/tenstorrent/tt-isa-documentation, SFPMAD), inputs and
// results that are denormal count as zero, comparisons look at the sign of a difference.
#pragma once

#include <cstdint>
#include <cstring>

namespace tilesmith::lane {

inline uint32_t bits_of(float value) {
    uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}
inline float float_of(uint32_t bits) {
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

constexpr uint32_t kSign = 0x80000000u;
constexpr uint32_t kExponent = 0x7F800000u;

inline float flush(float x) {
    const uint32_t bits = bits_of(x);
    return float_of((bits & kExponent) ? bits : bits & kSign);
}

/// a * b + c with one rounding.
inline float mad(float a, float b, float c) {
    return flush(static_cast<float>(static_cast<double>(flush(a)) * flush(b) + static_cast<double>(flush(c))));
}
inline float mul(float a, float b) { return mad(a, b, 0.0f); }
inline float add(float a, float b) { return mad(a, 1.0f, b); }

inline bool negative(float x) { return (bits_of(x) & kSign) != 0; }
inline bool is_nan(float x) { return (bits_of(x) & 0x7FFFFFFFu) > kExponent; }

/// a < b as the condition codes see it: the sign of a - b, NaN counting as positive.
inline bool less(float a, float b) {
    const float difference = add(a, -b);
    return !is_nan(difference) && negative(difference);
}

}  // namespace tilesmith::lane
