// Minimum, maximum and exchange of vectors; moves between lanes; approximations of the hardware.
//
// Source: tt-isa-documentation, SFPSWAP, SFPSHFT2, SFPTRANSP.
#pragma once

#include <utility>

#include "tilesmith/sfpi/conversions.h"

namespace sfpi {

namespace impl {

/// `mask` names lanes, or with four bits groups of eight lanes.
inline Ints lanes_of(uint32_t mask) {
    Ints lanes = {};
    for (int lane = 0; lane < kLanes; ++lane) lanes[lane] = -static_cast<int32_t>((mask <= 15 ? mask >> (lane / 8) : mask >> lane) & 1);
    return lanes;
}

inline Words smaller(Words a, Words b) { return choose(below(b, a), b, a); }
inline Words larger(Words a, Words b) { return choose(below(b, a), a, b); }

}  // namespace impl

/// First the smaller values, and the larger where `mask` is set; then the others.
template <typename Type, IfVector<Type> = 0>
std::pair<Type, Type> min_max(Type a, Type b, uint32_t mask = 0) {
    const impl::Ints turned = impl::lanes_of(mask);
    const impl::Words low = impl::smaller(a.get(), b.get()), high = impl::larger(a.get(), b.get());
    return {Type(impl::choose(turned, high, low)), Type(impl::choose(turned, low, high))};
}
template <typename Type, IfVector<Type> = 0>
Type min(Type a, Type b) {
    return Type(impl::smaller(a.get(), b.get()));
}
template <typename Type, IfVector<Type> = 0>
Type max(Type a, Type b) {
    return Type(impl::larger(a.get(), b.get()));
}
inline vFloat min(vFloat a, float b) { return min(a, vFloat(b)); }
inline vFloat max(vFloat a, float b) { return max(a, vFloat(b)); }
inline vUInt min(vUInt a, unsigned b) { return vUInt(impl::choose(a.get() < impl::all(b), a.get(), impl::all(b))); }
inline vUInt max(vUInt a, unsigned b) { return vUInt(impl::choose(a.get() > impl::all(b), a.get(), impl::all(b))); }
template <typename Type, IfVector<Type> = 0>
Type clamp(Type v, Type low, Type high) {
    return min(max(v, low), high);
}
inline vFloat clamp(vFloat v, float low, float high) { return clamp(v, vFloat(low), vFloat(high)); }
inline vUInt clamp(vUInt v, unsigned low, unsigned high) { return min(max(v, low), high); }
inline vFloat symmetric_clamp(vFloat v, float bound) { return copysgn(min(abs(v), bound), v); }

template <typename Type, IfVector<Type> = 0>
void swap(Type& a, Type& b) {
    const Type before = a;
    a = b;
    b = before;
}
template <typename Type, IfVector<Type> = 0>
void vec_swap(Type& a, Type& b) {
    swap(a, b);
}
/// The smaller values to `a`; integers are of sign and magnitude.
template <typename Type, IfVector<Type> = 0>
void vec_min_max(Type& a, Type& b) {
    const auto [low, high] = min_max(a, b);
    a = low;
    b = high;
}

/// To the next integer, as a float and as an integer; halves to even.
struct FloatInt : std::pair<vFloat, vInt> {
    using pair::pair;
    operator vFloat() const { return first; }
    operator vInt() const { return second; }
};
inline FloatInt round(vFloat x) {
    const vFloat magic = 0x1.8p23f, shifted = x + magic;
    return {shifted - magic, as<vInt>(shifted) - as<vInt>(magic)};
}

inline vFloat polynomial(vFloat) { return 0.0f; }
/// c0 + c1 x + c2 x^2 + ...
template <typename First, typename... Rest>
vFloat polynomial(vFloat x, First c0, Rest... rest) {
    if constexpr (sizeof...(rest) == 0) {
        return vFloat(c0);
    } else {
        return vFloat(impl::multiply_add(x.get(), polynomial(x, rest...).get(), vFloat(c0).get()));
    }
}

/// Within groups of eight lanes: rotated by one lane, and moved by one lane with zero coming in. (The chip's zero is what
/// the rotation before left, a fault of the hardware.)
template <typename Type, IfVector<Type> = 0>
Type subvec_shflror1(Type v) {
    impl::Words moved = {};
    for (int lane = 0; lane < impl::kLanes; ++lane) moved[lane] = v.get()[lane % 8 ? lane - 1 : lane + 7];
    return Type(moved);
}
template <typename Type, IfVector<Type> = 0>
Type subvec_shflshr1(Type v) {
    impl::Words moved = {};
    for (int lane = 0; lane < impl::kLanes; ++lane) moved[lane] = lane % 8 ? v.get()[lane - 1] : 0;
    return Type(moved);
}

/// Of four vectors, group j of vector i goes to group i of vector j.
template <typename Type, IfVector<Type> = 0>
void subvec_transp(Type& a, Type& b, Type& c, Type& d) {
    const impl::Words before[4] = {a.get(), b.get(), c.get(), d.get()};
    impl::Words after[4] = {};
    for (int i = 0; i < 4; ++i) {
        for (int lane = 0; lane < impl::kLanes; ++lane) after[i][lane] = before[lane / 8][i * 8 + lane % 8];
    }
    a = Type(after[0]);
    b = Type(after[1]);
    c = Type(after[2]);
    d = Type(after[3]);
}

enum class FractionalHalf { Low, High };
/// Half of the product of the lower 23 bits (Blackhole).
template <typename A, typename B, IfVector<A> = 0, IfVector<B> = 0>
vMag fractional_mul(A a, B b, FractionalHalf half = FractionalHalf::Low) {
    impl::Words product = {};
    for (int lane = 0; lane < impl::kLanes; ++lane) {
        const uint64_t whole = static_cast<uint64_t>(a.get()[lane] & impl::kFraction) * (b.get()[lane] & impl::kFraction);
        product[lane] = static_cast<uint32_t>(half == FractionalHalf::Low ? whole : whole >> 23) & impl::kFraction;
    }
    return vMag(product);
}

inline vInt rand() { return vInt(impl::next_random()); }
inline vFloat rectified_linear_unit(vFloat v) { return max(v, 0.0f); }

enum class RecipMode { All, IfNegative };
/// 1 / v from a table of 128 entries (Blackhole).
inline vFloat approx_recip(vFloat v, RecipMode mode = RecipMode::All) {
    impl::Words result = {};
    for (int lane = 0; lane < impl::kLanes; ++lane) {
        const uint32_t sign = v.get()[lane] & impl::kSign, bits = v.get()[lane] & ~impl::kSign;
        const double middle = 1.0 + (((bits >> 16) & 127) + 0.5) / 128.0;
        const uint32_t fraction = static_cast<uint32_t>((2.0 / middle - 1.0) * 128.0 + 0.5);
        const uint32_t entry = ((253 - (bits >> 23)) << 23) | (fraction << 16);
        result[lane] = sign | (bits < 0x00800000u ? impl::kExponent : bits >= 0x7E800000u ? 0 : entry);
    }
    const impl::Ints wanted = mode == RecipMode::All ? ~impl::Ints{} : impl::negative(v.get());
    return vFloat(impl::choose(wanted, result, v.get()));
}
template <bool always>
vFloat approx_recip(vFloat v) {
    return approx_recip(v, always ? RecipMode::All : RecipMode::IfNegative);
}
inline vFloat approx_exp(vFloat) { tilesmith::device::lacks("sfpi::approx_exp", impl::unit.site); }

}  // namespace sfpi
