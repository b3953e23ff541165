// Sign, exponent and fraction of floats; absolute values, shifts, leading zeros, what kind of number a float is.
//
// Source of each: the page of the instruction in tt-isa-documentation (SFPEXEXP, SFPEXMAN, SFPSETEXP, SFPSETMAN,
// SFPSETSGN, SFPDIVP2, SFPABS, SFPLZ, SFPSHFT).
#pragma once

#include "tilesmith/sfpi/registers.h"

namespace sfpi {

namespace impl {

constexpr int kBias = 127;

inline Words exponent_of(Words floats) { return (floats >> 23) & 255u; }
inline Words with_exponent(Words floats, Words exponent) { return (floats & ~kExponent) | ((exponent & 255u) << 23); }
inline Words with_fraction(Words floats, Words fraction) { return (floats & ~kFraction) | (fraction & kFraction); }
inline Words with_sign(Words words, Words sign) { return (words & ~kSign) | (sign & kSign); }

}  // namespace impl

struct ExponentMode {
    enum Values { Unbiased, Biased };
    static constexpr Values Debias = Unbiased;
    static constexpr Values NoDebias = Biased;
    constexpr ExponentMode(Values value) : value_(value) {}
    constexpr operator Values() const { return value_; }

private:
    Values value_;
};
enum class MantissaMode { FractionOnly, WithUnitBit, ImplicitOne = WithUnitBit };
enum class LZMode { All, IgnoreSign };
enum class ShiftMode { Logical, Arithmetic, OfTheChip };
enum class LdexpMode { Correct, Fast };

inline vInt exexp(vFloat v, ExponentMode mode = ExponentMode::Unbiased) {
    const impl::Words exponent = impl::exponent_of(v.get());
    return vInt(mode == ExponentMode::Biased ? exponent : exponent - static_cast<uint32_t>(impl::kBias));
}
inline vInt exexp_nodebias(vFloat v) { return exexp(v, ExponentMode::Biased); }

inline vMag exman(vFloat v, MantissaMode mode = MantissaMode::FractionOnly) {
    const uint32_t unit_bit = mode == MantissaMode::WithUnitBit ? 0x800000u : 0u;
    return vMag((v.get() & impl::kFraction) | unit_bit);
}
/// The fraction behind eight zeros and the unit bit, and behind nine zeros.
inline vInt exman8(vFloat v) { return vInt(exman(v, MantissaMode::WithUnitBit)); }
inline vInt exman9(vFloat v) { return vInt(exman(v)); }

template <typename Type, IfVector<Type> = 0>
vUInt exsgn(Type v) {
    return vUInt(v.get() >> 31);
}

inline vFloat setexp(vFloat v, int exponent) {
    return vFloat(impl::with_exponent(v.get(), impl::all(static_cast<uint32_t>(exponent))));
}
inline vFloat setexp(vFloat v, unsigned exponent) { return setexp(v, static_cast<int>(exponent)); }
inline vFloat setexp(vFloat v, vInt exponent) { return vFloat(impl::with_exponent(v.get(), exponent.get())); }
inline vFloat setexp(vFloat v, vUInt exponent) { return vFloat(impl::with_exponent(v.get(), exponent.get())); }
inline vFloat copyexp(vFloat v, vFloat exponent) {
    return vFloat(impl::with_exponent(v.get(), impl::exponent_of(exponent.get())));
}
/// Adds to the exponent, modulo 256; infinity and NaN stay.
inline vFloat addexp(vFloat v, int by) {
    const impl::Words exponent = impl::exponent_of(v.get());
    const impl::Words moved = impl::with_exponent(v.get(), exponent + static_cast<uint32_t>(by));
    return vFloat(impl::choose(exponent == impl::all(255), v.get(), moved));
}

inline vFloat setman(vFloat v, unsigned fraction) { return vFloat(impl::with_fraction(v.get(), impl::all(fraction))); }
inline vFloat setman(vFloat v, int fraction) { return setman(v, static_cast<unsigned>(fraction)); }
template <typename Type, IfVector<Type> = 0>
vFloat setman(vFloat v, Type fraction) {
    return vFloat(impl::with_fraction(v.get(), fraction.get()));
}
inline vFloat copyman(vFloat v, vFloat fraction) { return vFloat(impl::with_fraction(v.get(), fraction.get())); }

template <typename Type, IfVector<Type> = 0>
Type setsgn(Type v, int sign) {
    return Type(impl::with_sign(v.get(), impl::all(static_cast<uint32_t>(sign) << 31)));
}
template <typename Type, typename Sign, IfVector<Type> = 0, IfVector<Sign> = 0>
Type setsgn(Type v, Sign sign) {
    return Type(impl::with_sign(v.get(), sign.get()));
}
template <typename Type, typename Sign, IfVector<Type> = 0, IfVector<Sign> = 0>
Type copysgn(Type v, Sign sign) {
    return Type(impl::with_sign(v.get(), sign.get()));
}
/// The sign is the lowest bit of `sign`.
template <typename Type, typename Sign, IfVector<Type> = 0, IfVector<Sign> = 0>
Type setsgn2(Type v, Sign sign) {
    return Type(impl::with_sign(v.get(), sign.get() << 31));
}

inline vFloat ldexp(vFloat v, int by, LdexpMode = LdexpMode::Correct) { return addexp(v, by); }
inline vFloat ldexp(vFloat v, vInt by, LdexpMode mode = LdexpMode::Correct) {
    if (mode == LdexpMode::Fast) return setexp(v, exexp(v, ExponentMode::Biased) + by);
    return v * setexp(vFloat(0.0f), by + impl::kBias);
}

/// A negative NaN keeps its sign.
inline vFloat abs(vFloat v) {
    const impl::Words bits = v.get();
    return vFloat(impl::choose(bits > impl::all(0xFF800000u), bits, bits & ~impl::kSign));
}
inline vMag abs(vInt v) { return vMag(impl::choose(impl::negative(v.get()), impl::all(0) - v.get(), v.get())); }
inline vMag abs(vSMag v) { return vMag(v.get() & ~impl::kSign); }

/// Leading zeros; 32 of zero.
template <typename Type, IfVector<Type> = 0>
vMag lz(Type v, LZMode mode = LZMode::All) {
    const impl::Words bits = mode == LZMode::IgnoreSign ? v.get() & ~impl::kSign : v.get();
    impl::Words zeros = {};
    for (int lane = 0; lane < impl::kLanes; ++lane) {
        zeros[lane] = bits[lane] == 0 ? 32 : static_cast<uint32_t>(__builtin_clz(bits[lane]));
    }
    return vMag(zeros);
}
template <typename Type, IfVector<Type> = 0>
vInt lz_nosgn(Type v) {
    return vInt(lz(v, LZMode::IgnoreSign));
}

inline vUInt shft(vUInt v, vInt by, ShiftMode mode = ShiftMode::Logical) {
    return vUInt(impl::shifted(v.get(), impl::signed_of(by.get()), mode == ShiftMode::Arithmetic));
}
inline vUInt shft(vUInt v, int by, ShiftMode mode = ShiftMode::Logical) { return shft(v, vInt(by), mode); }
inline vInt shft(vInt v, vInt by, ShiftMode mode = ShiftMode::OfTheChip) {
    const bool arithmetic =
        mode == ShiftMode::OfTheChip ? tilesmith::device::sfpi_shifts_signed() : mode == ShiftMode::Arithmetic;
    return vInt(impl::shifted(v.get(), impl::signed_of(by.get()), arithmetic));
}
inline vInt shft(vInt v, int by, ShiftMode mode = ShiftMode::OfTheChip) { return shft(v, vInt(by), mode); }

inline vBool is_nan(vFloat v) { return vBool(impl::is_nan(v.get())); }
inline vBool is_inf(vFloat v) { return vBool((v.get() & ~impl::kSign) == impl::all(impl::kExponent)); }
inline vBool is_finite(vFloat v) { return vBool(impl::exponent_of(v.get()) != impl::all(255)); }
inline vBool is_zero(vFloat v) { return vBool((v.get() & ~impl::kSign) == impl::all(0)); }
inline vBool is_subnormal(vFloat v) {
    return vBool(impl::exponent_of(v.get()) == impl::all(0)) && !is_zero(v);
}
inline vBool is_normal(vFloat v) { return is_finite(v) && vBool(impl::exponent_of(v.get()) != impl::all(0)); }
inline vBool is_neg(vFloat v) { return vBool(impl::negative(v.get())); }
inline vBool is_pos(vFloat v) { return !is_neg(v); }

}  // namespace sfpi
