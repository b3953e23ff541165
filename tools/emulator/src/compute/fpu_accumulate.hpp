// How the matrix unit adds terms to DST: everything is aligned to the largest exponent and rounded before the addition.
//
// Model: the one measured for both architectures (identical bits). All additions, multiplications, matrix products and
// pooling end here, once for each fidelity phase.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "bits.hpp"

namespace tilesmith::compute {

/// A sign, an exponent with the float bias and a magnitude whose unit is 2^(exponent - 150).
struct FpuTerm {
    uint32_t sign = 0;
    int32_t exponent = 0;
    uint32_t magnitude = 0;
};

enum class DestWidth : uint8_t { bits16, bits32 };

namespace detail {

/// Shifts right with halves up: away from zero for positive terms, towards zero for negative ones of `sticky_sign`.
inline uint32_t align(uint32_t magnitude, int32_t distance, uint32_t sticky_sign) {
    if (distance <= 0) return magnitude;
    if (distance >= 31) return 0;
    return (magnitude + (1u << (distance - 1)) - sticky_sign) >> distance;
}

/// A 16-bit DST drops the low 13 bits of every term before the sum.
inline uint32_t drop_low_bits(uint32_t magnitude, uint32_t sticky_sign) {
    return (magnitude + (1u << 12) - sticky_sign) & ~0x1FFFu;
}

/// Rounds to 8 (16-bit DST) or 24 significant bits, halves away from zero, and assembles the float.
inline uint32_t encode(uint32_t sign, int32_t exponent, uint32_t magnitude, DestWidth width) {
    int32_t shift = std::countl_zero(magnitude) - 8;
    exponent -= shift;
    if (width == DestWidth::bits16) shift -= 16;
    if (shift < 0) {
        magnitude = (magnitude + (1u << (-shift - 1))) >> -shift;
    } else {
        magnitude <<= shift;
    }
    if (width == DestWidth::bits16) magnitude <<= 16;
    if (magnitude & 0x1000000u) ++exponent;
    if (exponent <= 0) return 0;
    if (exponent >= 255) return (sign << 31) | kInfinityBits;
    return (sign << 31) | (static_cast<uint32_t>(exponent) << 23) | (magnitude & 0x7FFFFFu);
}

}  // namespace detail

/// DST value (float bits) after adding one or two terms.
inline uint32_t accumulate(FpuTerm a, FpuTerm b, uint32_t dest, DestWidth width) {
    const auto dest_exponent = static_cast<int32_t>((dest >> 23) & 255);
    const int32_t exponent = std::max({a.exponent, b.exponent, dest_exponent});
    if (exponent <= 0) return 0;
    uint32_t dest_magnitude = dest_exponent ? (dest & 0x7FFFFFu) | 0x800000u : 0u;
    a.magnitude = detail::align(a.magnitude, exponent - a.exponent, a.sign);
    b.magnitude = detail::align(b.magnitude, exponent - b.exponent, b.sign);
    dest_magnitude = detail::align(dest_magnitude, exponent - dest_exponent, 0);
    if (width == DestWidth::bits16) {
        a.magnitude = detail::drop_low_bits(a.magnitude, a.sign);
        b.magnitude = detail::drop_low_bits(b.magnitude, b.sign);
        dest_magnitude = detail::drop_low_bits(dest_magnitude, 0);
    }
    const auto signed_of = [](uint32_t magnitude, uint32_t sign) {
        return sign ? -static_cast<int32_t>(magnitude) : static_cast<int32_t>(magnitude);
    };
    const int32_t sum = signed_of(dest_magnitude, dest >> 31) + signed_of(a.magnitude, a.sign) + signed_of(b.magnitude, b.sign);
    if (sum == 0) return 0;
    return detail::encode(sum < 0, exponent, static_cast<uint32_t>(sum < 0 ? -sum : sum), width);
}

/// The part of an operand that one fidelity phase multiplies. Operand A gives 5 bits a phase, operand B 7 and then 4.
struct FidelityPhase {
    bool low_a;
    bool low_b;
    int32_t exponent_step() const { return (low_a ? -5 : 0) + (low_b ? -7 : 0); }
    /// `Word`: a number, or a vector of them, which must not cross a call.
    template <typename Word>
    [[gnu::always_inline]] Word part_of_a(Word word) const {
        const Word mantissa = ((word >> 13) & 0x3FF) | 0x400;
        return low_a ? (mantissa >> 1) & 31 : mantissa >> 6;
    }
    template <typename Word>
    [[gnu::always_inline]] Word part_of_b(Word word) const {
        const Word mantissa = ((word >> 13) & 0x3FF) | 0x400;
        return low_b ? (mantissa & 15) << 3 : mantissa >> 4;
    }
};

inline FidelityPhase fidelity_phase(uint32_t phase) { return FidelityPhase{(phase & 1) != 0, (phase & 2) != 0}; }

}  // namespace tilesmith::compute
