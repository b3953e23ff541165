// Additions to DST (see fpu_accumulate.hpp) for eight numbers at a time, bit for bit the same.
//
// Vectors never cross a call: everything that takes them is inlined, into functions that are compiled for AVX2 and without.
#pragma once

#include <bit>

#include "fpu_accumulate.hpp"

#define TILESMITH_INLINE inline __attribute__((always_inline))
#define TILESMITH_FOR_EVERY_CPU __attribute__((target_clones("avx2", "default")))

namespace tilesmith::compute {

// Vectors of the compiler: half a row of a face at a time, which is what AVX2 registers hold.
constexpr uint32_t kVector = 8;
using Floats = float __attribute__((vector_size(32)));
using Ints = int32_t __attribute__((vector_size(32)));
using Words = uint32_t __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(64)));
using LongWords = uint64_t __attribute__((vector_size(64)));

template <typename Vector>
TILESMITH_INLINE Vector load_lanes(const void* from) {
    Vector lanes;
    __builtin_memcpy(&lanes, from, sizeof lanes);
    return lanes;
}
TILESMITH_INLINE void store_lanes(Words lanes, uint32_t* to) { __builtin_memcpy(to, &lanes, sizeof lanes); }
TILESMITH_INLINE Words bits_of_lanes(Floats lanes) { return reinterpret_cast<Words>(lanes); }
TILESMITH_INLINE Floats lanes_of_bits(Words bits) { return reinterpret_cast<Floats>(bits); }

/// Signed terms in units of 2^13 at an exponent with the float bias. The exponent of a zero counts like any other.
struct LaneTerms {
    Ints exponent;
    Ints sum;
};

/// A term aligned to the common exponent, as a signed number (see `detail::align` and `detail::drop_low_bits`).
/// `negative` is -1 or 0, `sticky` 1 where the rounding of halves goes towards zero.
template <DestWidth width>
TILESMITH_INLINE Ints aligned_term(Words magnitude, Ints distance, Ints negative, Words sticky) {
    const Words limited = reinterpret_cast<Words>(distance < 31 ? distance : 31);
    const Words half = (1u << limited) >> 1;
    Words shifted = (magnitude + half - (limited != 0u ? sticky : 0u)) >> limited;
    shifted = distance < 31 ? shifted : 0u;
    if (width == DestWidth::bits16) shifted = (shifted + 0x1000u - sticky) & ~0x1FFFu;
    return (reinterpret_cast<Ints>(shifted) ^ negative) - negative;
}

/// The sum rounded to the significant bits of DST, halves away from zero, as a float.
template <DestWidth width>
TILESMITH_INLINE Words rounded_sum(Ints sum) {
    if (width == DestWidth::bits16) {
        return (bits_of_lanes(__builtin_convertvector(sum >> 13, Floats)) + 0x8000u) & 0xFFFF0000u;
    }
    const auto wide = reinterpret_cast<LongWords>(__builtin_convertvector(sum, Doubles));
    const LongWords rounded = (wide + (1ull << 28)) & ~((1ull << 29) - 1);
    return bits_of_lanes(__builtin_convertvector(reinterpret_cast<Doubles>(rounded), Floats));
}

/// `term` in units of 1 and with the sign of its rounding, aligned to `exponent`.
template <DestWidth width>
TILESMITH_INLINE Ints aligned_lanes(const LaneTerms& term, Ints exponent) {
    const Ints negative = term.sum < 0;
    const Words magnitude = reinterpret_cast<Words>((term.sum ^ negative) - negative) << 13;
    return aligned_term<width>(magnitude, exponent - term.exponent, negative, reinterpret_cast<Words>(-negative));
}

TILESMITH_INLINE Ints exponent_of_lanes(Words lanes) { return reinterpret_cast<Ints>((lanes >> 23) & 255u); }

/// DST (float bits) after adding terms; `largest` is the largest of their exponents.
template <DestWidth width, typename... Terms>
TILESMITH_INLINE Words accumulate_lanes(Words old, Ints largest, const Terms&... terms) {
    const Ints old_exponent = exponent_of_lanes(old);
    const Ints exponent = largest > old_exponent ? largest : old_exponent;
    const Words old_magnitude = old_exponent != 0 ? (old & 0x7FFFFFu) | 0x800000u : 0u;
    const Words none = {};
    const Ints old_negative = reinterpret_cast<Ints>(old) >> 31;
    const Ints before = aligned_term<width>(old_magnitude, exponent - old_exponent, old_negative, none);
    const Ints sum = (before + ... + aligned_lanes<width>(terms, exponent));
    const Words rounded = rounded_sum<width>(sum);
    const Ints unit = exponent - 150 + (width == DestWidth::bits16 ? 13 : 0);
    const Ints result = exponent_of_lanes(rounded) + unit;
    const Words finite = (rounded & 0x807FFFFFu) | reinterpret_cast<Words>(result) << 23;
    const Words word = result >= 255 ? (rounded & kSignBit) | kInfinityBits : finite;
    return (sum == 0) | (result <= 0) ? none : word;
}

}  // namespace tilesmith::compute
