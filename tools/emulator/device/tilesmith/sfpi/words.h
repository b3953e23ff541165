// The 32 lanes of the vector unit as one vector of the compiler, and its arithmetic.
//
// Facts (https://github.com/tenstorrent/tt-isa-documentation, SFPMAD): a multiply-add rounds once, to nearest even;
// denormal operands count as zero; a result that is denormal or -0 becomes +0. A NaN that arises is taken as positive, as
// the outputs measured on the simulator show it.
#pragma once

#include <cstdint>

namespace sfpi::impl {

constexpr int kLanes = 32;

using Words = uint32_t __attribute__((vector_size(4 * kLanes)));
using Ints = int32_t __attribute__((vector_size(4 * kLanes)));
using Floats = float __attribute__((vector_size(4 * kLanes)));
using Doubles = double __attribute__((vector_size(8 * kLanes)));

constexpr uint32_t kSign = 0x80000000u;
constexpr uint32_t kExponent = 0x7F800000u;
constexpr uint32_t kFraction = 0x007FFFFFu;
constexpr uint32_t kNaN = 0x7FC00001u;

inline uint32_t bits_of(float value) {
    uint32_t bits = 0;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}
// The same bits as another type of vector.
inline Ints signed_of(Words words) { return reinterpret_cast<Ints>(words); }
inline Words words_of(Ints ints) { return reinterpret_cast<Words>(ints); }
inline Words words_of(Floats floats) { return reinterpret_cast<Words>(floats); }
inline Floats floats_of(Words words) { return reinterpret_cast<Floats>(words); }

inline Words all(uint32_t word) { return Words{} + word; }

/// Where `mask` is set the words of `a`, elsewhere those of `b`.
inline Words choose(Ints mask, Words a, Words b) { return mask ? a : b; }

inline Ints negative(Words words) { return signed_of(words) < 0; }
inline Ints is_nan(Words floats) { return (floats & ~all(kSign)) > all(kExponent); }

inline Words without_denormals(Words floats) {
    return choose((floats & kExponent) == all(0), floats & kSign, floats);
}
inline Doubles widened(Words floats) {
    return __builtin_convertvector(floats_of(without_denormals(floats)), Doubles);
}

/// a * b + c.
inline Words multiply_add(Words a, Words b, Words c) {
    const Floats sum = __builtin_convertvector(widened(a) * widened(b) + widened(c), Floats);
    const Words bits = words_of(sum);
    const Words normal = choose((bits & kExponent) == all(0), all(0), bits);
    return choose(is_nan(normal), all(kNaN), normal);
}
inline Words add(Words a, Words b) { return multiply_add(a, all(bits_of(1.0f)), b); }
inline Words multiply(Words a, Words b) { return multiply_add(a, b, all(0)); }

/// a < b in the order of SFPSWAP: sign and magnitude, so that -0 is below +0 and NaN beyond infinity.
inline Ints below(Words a, Words b) {
    const Ints x = signed_of(a ^ (words_of(signed_of(a) >> 30) >> 1));
    const Ints y = signed_of(b ^ (words_of(signed_of(b) >> 30) >> 1));
    return x < y;
}

/// SFPSHFT: left by positive amounts, right by negative ones, modulo 32.
inline Words shifted(Words words, Ints by, bool arithmetic) {
    const Words left = words << words_of(by & 31);
    const Words down = words_of(-by & 31);
    const Words right = arithmetic ? words_of(signed_of(words) >> signed_of(down)) : words >> down;
    return choose(by < 0, right, left);
}

}  // namespace sfpi::impl
