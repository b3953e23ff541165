// Conversions between formats.
//
// Source: tt-isa-documentation, SFPCAST, SFPSTOCHRND (FloatFloat, FloatInt, IntInt). Integers are sign and magnitude there:
// int32_to_float of a negative two's complement number is not that number.
#pragma once

#include "tilesmith/sfpi/fields.h"

namespace sfpi {

class RoundMode {
public:
    enum Values { NearestAway, Nearest = NearestAway, NearestStochastic, Zero };
    static constexpr Values NearestEven = NearestAway;
    static constexpr Values Stochastic = NearestStochastic;
    constexpr RoundMode(Values value) : value_(value) {}
    constexpr RoundMode(int value) : value_(static_cast<Values>(value)) {}
    constexpr operator Values() const { return value_; }

private:
    Values value_;
};

namespace impl {

/// What the 23 bits that are cut off must reach for the rest to grow by one.
inline Words rounding_threshold(RoundMode mode) {
    if (mode == RoundMode::NearestStochastic) return next_random() & kFraction;
    return all(mode == RoundMode::Zero ? 0x800000u : 0x400000u);
}

/// A float with its lowest `cut` bits rounded off. Infinity for NaN, +0 for -0 and denormals.
inline Words float_rounded(Words floats, int cut, RoundMode mode) {
    const Words rest = floats & ((1u << cut) - 1);
    const Ints up = (rest << (23 - cut)) >= rounding_threshold(mode);
    const Words rounded = floats - rest + choose(up, all(1u << cut), all(0));
    const Words exponent = exponent_of(floats);
    const Words finite = choose(exponent == all(0), all(0), rounded);
    return choose(exponent == all(255), floats & 0xFF800000u, finite);
}

/// A float to an integer of sign and magnitude, at most `most`; without a sign the magnitude only.
inline Words integer_of(Words floats, uint32_t most, bool keep_sign, RoundMode mode) {
    const Words threshold = rounding_threshold(mode);
    Words result = {};
    for (int lane = 0; lane < kLanes; ++lane) {
        const int exponent = static_cast<int>((floats[lane] >> 23) & 255) - kBias;
        uint64_t magnitude = exponent >= 16 ? most : 0;
        if (exponent >= -1 && exponent < 16) {
            const uint64_t fraction = 0x800000u | (floats[lane] & kFraction);
            const uint64_t fixed = exponent >= 0 ? fraction << exponent : fraction >> 1;
            magnitude = (fixed >> 23) + ((fixed & kFraction) >= threshold[lane]);
            if (magnitude > most) magnitude = most;
        }
        result[lane] = static_cast<uint32_t>(magnitude) | (keep_sign && magnitude ? floats[lane] & kSign : 0);
    }
    return result;
}

/// SFPCAST: sign and magnitude to float, to nearest even unless stochastic.
inline Words float_of_smag(Words integers, RoundMode mode) {
    const Words random = mode == RoundMode::NearestStochastic ? next_random() & 0xFEu : Words{};
    Words result = {};
    for (int lane = 0; lane < kLanes; ++lane) {
        const uint32_t magnitude = integers[lane] & ~kSign;
        const uint32_t zeros = magnitude ? static_cast<uint32_t>(__builtin_clz(magnitude)) : 157;
        const uint32_t normal = magnitude << (zeros & 31);
        const bool up = mode == RoundMode::NearestStochastic ? (normal & 0xFEu) > random[lane] : (normal & 0x80u) && (normal & 0x17Fu);
        result[lane] = (integers[lane] & kSign) + ((157 - zeros) << 23) + (normal >> 8) + up;
    }
    return result;
}

/// Two's complement to sign and magnitude and back. -2^31 has no magnitude: it becomes -0.
inline Words smag_of_int(Words integers) {
    return choose(negative(integers), (all(0) - integers) | kSign, integers);
}
inline Words int_of_smag(Words integers) {
    return choose(negative(integers), all(0) - (integers & ~kSign), integers);
}

/// SFPSTOCHRND on an integer of sign and magnitude that is shifted right.
inline Words narrowed(Words integers, Words shift, uint32_t most, bool keep_sign, RoundMode mode) {
    const Words threshold = rounding_threshold(mode);
    Words result = {};
    for (int lane = 0; lane < kLanes; ++lane) {
        const uint64_t fixed = (static_cast<uint64_t>(integers[lane] & ~kSign) << 23) >> (shift[lane] & 31);
        uint64_t magnitude = (fixed >> 23) + ((fixed & kFraction) >= threshold[lane]);
        if (magnitude > most) magnitude = most;
        result[lane] = static_cast<uint32_t>(magnitude) | (keep_sign && magnitude ? integers[lane] & kSign : 0);
    }
    return result;
}

}  // namespace impl

inline vFloat float_to_fp16a(vFloat v, RoundMode mode = RoundMode::NearestStochastic) {
    return vFloat(impl::float_rounded(v.get(), 13, mode));
}
inline vFloat float_to_fp16b(vFloat v, RoundMode mode = RoundMode::NearestStochastic) {
    return vFloat(impl::float_rounded(v.get(), 16, mode));
}
inline vUInt float_to_uint16(vFloat v, RoundMode mode = RoundMode::NearestStochastic) {
    return vUInt(impl::integer_of(v.get(), 65535, false, mode));
}
inline vInt float_to_int16(vFloat v, RoundMode mode = RoundMode::NearestStochastic) {
    return vInt(impl::integer_of(v.get(), 32767, true, mode));
}
inline vUInt float_to_uint8(vFloat v, RoundMode mode = RoundMode::NearestStochastic) {
    return vUInt(impl::integer_of(v.get(), 255, false, mode));
}
inline vInt float_to_int8(vFloat v, RoundMode mode = RoundMode::NearestStochastic) {
    return vInt(impl::integer_of(v.get(), 127, true, mode));
}
inline vFloat int32_to_float(vInt v, RoundMode mode = RoundMode::NearestStochastic) {
    return vFloat(impl::float_of_smag(v.get(), mode));
}
inline vFloat int32_to_float(vSMag v, RoundMode mode = RoundMode::NearestStochastic) {
    return vFloat(impl::float_of_smag(v.get(), mode));
}
inline vUInt int32_to_uint8(vInt v, vUInt shift, RoundMode mode = RoundMode::NearestStochastic) {
    return vUInt(impl::narrowed(v.get(), shift.get(), 255, false, mode));
}
inline vUInt int32_to_uint8(vInt v, unsigned shift, RoundMode mode = RoundMode::NearestStochastic) {
    return int32_to_uint8(v, vUInt(shift), mode);
}
inline vInt int32_to_int8(vInt v, vUInt shift, RoundMode mode = RoundMode::NearestStochastic) {
    return vInt(impl::narrowed(v.get(), shift.get(), 127, true, mode));
}
inline vInt int32_to_int8(vInt v, unsigned shift, RoundMode mode = RoundMode::NearestStochastic) {
    return int32_to_int8(v, vUInt(shift), mode);
}

namespace impl {

template <typename To>
Words from_float(Words floats, RoundMode mode) {
    static_assert(!std::is_same_v<To, vInt> && !std::is_same_v<To, vUInt> && !std::is_same_v<To, vSMag>,
                  "Cannot convert vFloat to target type");
    if constexpr (std::is_same_v<To, vFloat>) return floats;
    if constexpr (std::is_same_v<To, vFloat16a>) return float_rounded(floats, 13, mode);
    if constexpr (std::is_same_v<To, vFloat16b>) return float_rounded(floats, 16, mode);
    if constexpr (std::is_same_v<To, vUInt16>) return integer_of(floats, 65535, false, mode);
    if constexpr (std::is_same_v<To, vSMag16>) return integer_of(floats, 32767, true, mode);
    if constexpr (std::is_same_v<To, vUInt8>) return integer_of(floats, 255, false, mode);
    return integer_of(floats, 127, true, mode);
}

/// As an integer of sign and magnitude.
template <typename From>
Words smag_from(Words words) {
    if constexpr (std::is_base_of_v<vInt, From>) return smag_of_int(words);
    return words;
}

}  // namespace impl

/// `value` as another type, by value: convert<vFloat16b>(x, RoundMode::Nearest), convert<vFloat>(n), convert<vInt>(smag).
template <typename To, typename From, IfVector<To> = 0, IfVector<From> = 0>
To convert(From value, RoundMode mode = RoundMode::NearestStochastic) {
    if constexpr (std::is_same_v<To, From>) {
        return value;
    } else if constexpr (std::is_base_of_v<vFloat, From>) {
        return To(impl::from_float<To>(value.get(), mode));
    } else if constexpr (std::is_base_of_v<vFloat, To>) {
        const impl::Words floats = impl::float_of_smag(impl::smag_from<From>(value.get()), mode);
        return To(impl::from_float<To>(floats, mode));
    } else if constexpr (std::is_same_v<To, vSMag>) {
        return To(impl::smag_from<From>(value.get()));
    } else {
        static_assert(std::is_same_v<To, vInt>, "Cannot convert to target type");
        return To(impl::int_of_smag(value.get()));
    }
}

// An integer tile of DST holds two's complement words in the emulator, whatever the chip keeps there.
inline impl::DstVector::operator vSMag() const { return vSMag(smag_of_int(load())); }
inline impl::DstVector::operator vSMag16() const { return vSMag16(smag_of_int(load())); }
inline void impl::DstVector::operator=(vSMag value) const { store(int_of_smag(value.get()), false); }
inline void impl::DstVector::operator=(vSMag16 value) const { store(int_of_smag(value.get()), false); }

}  // namespace sfpi
