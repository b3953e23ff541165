// One lane of the vector unit: its arithmetic, comparisons and conversions on single values.
//
// Facts: multiply-add keeps the whole product (https://github.com/tenstorrent/tt-isa-documentation, SFPMAD), inputs and
// results that are denormal count as zero, comparisons look at the sign of a difference.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "../../kernel_context.hpp"
#include "../bits.hpp"

namespace tilesmith::compute::sfpu {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// Arguments of a vector function besides its tiles.
struct Args {
    uint32_t p[6] = {};
    bool fp32 = false;    ///< DST holds 32-bit values
    bool approx = false;  ///< the function's own approximate form
    Arch arch = Arch::wormhole_b0;

    float real(uint32_t index) const { return float_of(p[index]); }
    int32_t integer(uint32_t index) const { return static_cast<int32_t>(p[index]); }
};

inline float flush(float x) { return float_of(flush_denormal(bits_of(x))); }

/// a * b + c with one rounding.
inline float mad(float a, float b, float c) {
    return flush(static_cast<float>(static_cast<double>(flush(a)) * flush(b) + static_cast<double>(flush(c))));
}
inline float mul(float a, float b) { return mad(a, b, 0.0f); }
inline float add(float a, float b) { return mad(a, 1.0f, b); }

/// The value of a double-precision formula as the vector unit would hold it.
inline float result_of(double x) { return flush(static_cast<float>(x)); }

inline bool negative(float x) { return (bits_of(x) & kSignBit) != 0; }
inline bool is_zero(float x) { return (bits_of(x) & 0x7FFFFFFFu) == 0; }
inline bool is_nan(float x) { return (bits_of(x) & 0x7FFFFFFFu) > kInfinityBits; }
inline bool is_finite(float x) { return (bits_of(x) & kInfinityBits) != kInfinityBits; }

/// The order of SFPSWAP: sign and magnitude, so that NaN is beyond infinity and -0 below +0.
inline int32_t order(float x) {
    const uint32_t bits = bits_of(x);
    return static_cast<int32_t>(bits & kSignBit ? bits ^ 0x7FFFFFFFu : bits);
}
inline float minimum(float a, float b) { return order(a) <= order(b) ? a : b; }
inline float maximum(float a, float b) { return order(a) >= order(b) ? a : b; }
inline float clamp(float x, float low, float high) { return minimum(maximum(x, low), high); }

/// a < b and a >= b as the condition codes see them: the sign of a - b, NaN counting as positive.
inline bool less(float a, float b) {
    const float difference = add(a, -b);
    return !is_nan(difference) && negative(difference);
}
inline bool greater_equal(float a, float b) { return !less(a, b); }

inline float magnitude(float x) { return float_of(bits_of(x) & 0x7FFFFFFFu); }
inline float with_sign_of(float x, float sign) { return std::copysign(x, sign); }

inline int32_t exponent_bits(float x) { return static_cast<int32_t>((bits_of(x) >> 23) & 255); }
inline float with_exponent(float x, int32_t exponent) {
    return float_of((bits_of(x) & 0x807FFFFFu) | (static_cast<uint32_t>(exponent & 255) << 23));
}

/// The conversion of vector registers to bf16: nearest, halves away from zero, NaN to infinity.
inline float to_bf16(float x) {
    if (!is_finite(x)) return float_of(bits_of(x) & 0xFF800000u);
    return float_of(bits_of(x) & kInfinityBits ? (bits_of(x) + 0x8000u) & 0xFFFF0000u : 0u);
}

/// c[0] + c[1] x + ... by Horner's rule, one multiply-add a step.
template <int count>
inline float polynomial(float x, const float (&c)[count]) {
    float sum = c[count - 1];
    for (int i = count - 2; i >= 0; --i) sum = mad(sum, x, c[i]);
    return sum;
}

}  // namespace tilesmith::compute::sfpu
