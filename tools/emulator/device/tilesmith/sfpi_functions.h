// The functions of SFPI C++: parts of floats, conversions, shifts, exchanges.
#pragma once

#include "tilesmith/sfpi_vectors.h"

namespace sfpi {

template <typename To, typename From>
To reinterpret(const From& v) {
    static_assert(sizeof(To) == sizeof(From), "vectors of SFPI have 32 words");
    To result;
    __builtin_memcpy(static_cast<void*>(&result), &v, sizeof result);
    return result;
}

inline vFloat abs(const vFloat& v) {
    return detail::map<vFloat>([&](int i) { return __builtin_fabsf(v.lane[i]); });
}
inline vInt abs(const vInt& v) {
    return detail::map<vInt>([&](int i) { return v.lane[i] < 0 ? static_cast<int32_t>(-static_cast<uint32_t>(v.lane[i])) : v.lane[i]; });
}

/// The exponent without and with its bias of 127.
inline vInt exexp(const vFloat& v) {
    return detail::map<vInt>([&](int i) { return static_cast<int32_t>((tilesmith::lane::bits_of(v.lane[i]) >> 23) & 255) - 127; });
}
inline vInt exexp_nodebias(const vFloat& v) { return exexp(v) + vInt(127); }

/// The 23 bits of the fraction; with the hidden bit in front for `exman8`.
inline vInt exman9(const vFloat& v) {
    return detail::map<vInt>([&](int i) { return static_cast<int32_t>(tilesmith::lane::bits_of(v.lane[i]) & 0x7FFFFFu); });
}
inline vInt exman8(const vFloat& v) { return exman9(v) | vInt(0x800000); }

namespace detail {
inline vFloat with_bits(const vFloat& v, uint32_t mask, const vInt& field, int shift) {
    return map<vFloat>([&](int i) {
        const uint32_t bits = tilesmith::lane::bits_of(v.lane[i]) & ~mask;
        return tilesmith::lane::float_of(bits | ((static_cast<uint32_t>(field.lane[i]) << shift) & mask));
    });
}
}  // namespace detail

inline vFloat setexp(const vFloat& v, const vInt& exponent) { return detail::with_bits(v, 0x7F800000u, exponent, 23); }
inline vFloat setexp(const vFloat& v, uint32_t exponent) { return setexp(v, vInt(exponent)); }
inline vFloat setexp(const vFloat& v, int exponent) { return setexp(v, vInt(exponent)); }
inline vFloat setman(const vFloat& v, const vInt& fraction) { return detail::with_bits(v, 0x7FFFFFu, fraction, 0); }
inline vFloat setman(const vFloat& v, uint32_t fraction) { return setman(v, vInt(fraction)); }
inline vFloat setman(const vFloat& v, int fraction) { return setman(v, vInt(fraction)); }
inline vFloat setsgn(const vFloat& v, int32_t sign) { return detail::with_bits(v, 0x80000000u, vInt(sign), 31); }
inline vFloat setsgn(const vFloat& v, const vFloat& sign) {
    return detail::map<vFloat>([&](int i) { return __builtin_copysignf(v.lane[i], sign.lane[i]); });
}
inline vFloat setsgn(const vFloat& v, const vInt& sign) { return setsgn(v, reinterpret<vFloat>(sign)); }
inline vFloat addexp(const vFloat& v, int32_t exponent) { return setexp(v, exexp_nodebias(v) + vInt(exponent)); }

/// Leading zeros of each word.
template <typename V>
vInt lz(const V& v) {
    const vUInt bits = reinterpret<vUInt>(v);
    return detail::map<vInt>([&](int i) { return bits.lane[i] == 0 ? 32 : __builtin_clz(bits.lane[i]); });
}

/// Left by positive amounts, right (zeros come in) by negative ones.
inline vUInt shft(const vUInt& v, const vInt& by) {
    return detail::map<vUInt>([&](int i) -> uint32_t {
        const int32_t amount = by.lane[i];
        if (amount <= -32 || amount >= 32) return 0;
        return amount >= 0 ? v.lane[i] << amount : v.lane[i] >> -amount;
    });
}
inline vInt shft(const vInt& v, const vInt& by) { return vInt(shft(reinterpret<vUInt>(v), by)); }

/// Nearest, or stochastic on the chip; here always nearest, ties to even.
inline vFloat int32_to_float(const vInt& v, int = 1) {
    return detail::map<vFloat>([&](int i) { return static_cast<float>(v.lane[i]); });
}
inline vFloat float_to_fp16b(const vFloat& v, int = 1) {
    return detail::map<vFloat>([&](int i) {
        const uint32_t bits = tilesmith::lane::bits_of(v.lane[i]);
        return tilesmith::lane::float_of((bits + 0x7FFFu + ((bits >> 16) & 1u)) & 0xFFFF0000u);
    });
}

/// In each lane the smaller value goes to `low`.
inline void vec_min_max(vFloat& low, vFloat& high) {
    const vFloat a = low, b = high;
    const vCond swapped = b < a;
    low = detail::map<vFloat>([&](int i) { return (swapped.lanes >> i) & 1 ? b.lane[i] : a.lane[i]; });
    high = detail::map<vFloat>([&](int i) { return (swapped.lanes >> i) & 1 ? a.lane[i] : b.lane[i]; });
}
template <typename V>
void vec_swap(V& a, V& b) {
    const V before = a;
    a = b;
    b = before;
}

// Constant registers of the unit, and those that a program sets.
inline const vFloat vConst0 = 0.0f;
inline const vFloat vConst1 = 1.0f;
inline const vFloat vConstNeg1 = -1.0f;
inline const vFloat vConst0p8373 = 0.837299168109893798828125f;
inline const vInt vConstTileId = detail::map<vInt>([](int i) { return 2 * i; });
inline vFloat vConstFloatPrgm0, vConstFloatPrgm1, vConstFloatPrgm2;
inline vInt vConstIntPrgm0, vConstIntPrgm1, vConstIntPrgm2;

}  // namespace sfpi
