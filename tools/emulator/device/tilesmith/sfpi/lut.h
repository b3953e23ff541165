// Piecewise linear functions by table: SFPLUT and SFPLUTFP32 (tt-isa-documentation).
#pragma once

#include "tilesmith/sfpi/exchange.h"

namespace sfpi {

namespace impl {

/// Eight bits: sign, negated exponent (3), fraction (4); 0xFF is zero.
inline uint32_t float_of_lut8(uint32_t x) {
    x &= 255;
    return x == 255 ? 0 : (x >> 7) << 31 | (127 - ((x >> 4) & 7)) << 23 | (x & 15) << 19;
}
/// Sixteen bits as of fp16, without denormals, infinities and NaN.
inline uint32_t float_of_lut16(uint32_t x) {
    const uint32_t exponent = (x >> 10) & 31;
    return ((x >> 15) & 1) << 31 | (exponent == 31 ? 0 : 112 + exponent) << 23 | (x & 0x3FF) << 13;
}

/// `coefficients(lane, |v|)` gives factor and summand of a lane, as float bits.
template <typename Coefficients>
vFloat looked_up(vFloat v, bool keep_sign, Coefficients coefficients) {
    const Words magnitude = v.get() & ~kSign;
    const Floats sizes = floats_of(magnitude);
    Words factors = {}, summands = {};
    for (int lane = 0; lane < kLanes; ++lane) {
        const std::pair<uint32_t, uint32_t> of_lane = coefficients(lane, static_cast<float>(sizes[lane]));
        factors[lane] = of_lane.first;
        summands[lane] = of_lane.second;
    }
    const Words result = multiply_add(factors, magnitude, summands);
    return vFloat(keep_sign ? with_sign(result, v.get()) : result);
}

inline int third_of(float size) { return size < 1.0f ? 0 : size < 2.0f ? 1 : 2; }

inline vFloat lut8(vFloat v, const Words (&table)[3], bool keep_sign) {
    return looked_up(v, keep_sign, [&](int lane, float size) {
        const uint32_t entry = table[third_of(size)][lane];
        return std::pair<uint32_t, uint32_t>(float_of_lut8(entry >> 8), float_of_lut8(entry));
    });
}
inline vFloat lut16(vFloat v, const Words (&table)[3], bool keep_sign) {
    return looked_up(v, keep_sign, [&](int lane, float size) {
        const uint32_t entry = table[third_of(size)][lane];
        return std::pair<uint32_t, uint32_t>(float_of_lut16(entry >> 16), float_of_lut16(entry));
    });
}
inline vFloat lut32(vFloat v, const Words (&factors)[3], const Words (&summands)[3], bool keep_sign) {
    return looked_up(v, keep_sign, [&](int lane, float size) {
        return std::pair<uint32_t, uint32_t>(factors[third_of(size)][lane], summands[third_of(size)][lane]);
    });
}
/// Two entries a word, cut at 0.5, 1, 1.5, 2 and `last`.
inline vFloat lut6(vFloat v, const Words (&factors)[3], const Words (&summands)[3], float last, bool keep_sign) {
    return looked_up(v, keep_sign, [&](int lane, float size) {
        const bool upper = size < 1.0f ? size >= 0.5f : size < 2.0f ? size >= 1.5f : size >= last;
        const int shift = upper ? 16 : 0, third = third_of(size);
        return std::pair<uint32_t, uint32_t>(float_of_lut16(factors[third][lane] >> shift),
                                             float_of_lut16(summands[third][lane] >> shift));
    });
}

}  // namespace impl

/// The sign of the result is that of `v`; with `_sign` it is the sum's own.
inline vFloat lut(vFloat v, vUInt l0, vUInt l1, vUInt l2) { return impl::lut8(v, {l0.get(), l1.get(), l2.get()}, true); }
inline vFloat lut_sign(vFloat v, vUInt l0, vUInt l1, vUInt l2) { return impl::lut8(v, {l0.get(), l1.get(), l2.get()}, false); }
inline vFloat lut2(vFloat v, vUInt l0, vUInt l1, vUInt l2) { return impl::lut16(v, {l0.get(), l1.get(), l2.get()}, true); }
inline vFloat lut2_sign(vFloat v, vUInt l0, vUInt l1, vUInt l2) { return impl::lut16(v, {l0.get(), l1.get(), l2.get()}, false); }
inline vFloat lut2(vFloat v, vFloat a0, vFloat a1, vFloat a2, vFloat b0, vFloat b1, vFloat b2) {
    return impl::lut32(v, {a0.get(), a1.get(), a2.get()}, {b0.get(), b1.get(), b2.get()}, true);
}
inline vFloat lut2_sign(vFloat v, vFloat a0, vFloat a1, vFloat a2, vFloat b0, vFloat b1, vFloat b2) {
    return impl::lut32(v, {a0.get(), a1.get(), a2.get()}, {b0.get(), b1.get(), b2.get()}, false);
}
inline vFloat lut2(vFloat v, vUInt a01, vUInt a23, vUInt a45, vUInt b01, vUInt b23, vUInt b45, int mode = 1) {
    return impl::lut6(v, {a01.get(), a23.get(), a45.get()}, {b01.get(), b23.get(), b45.get()}, mode == 1 ? 3.0f : 4.0f, true);
}
inline vFloat lut2_sign(vFloat v, vUInt a01, vUInt a23, vUInt a45, vUInt b01, vUInt b23, vUInt b45, int mode = 1) {
    return impl::lut6(v, {a01.get(), a23.get(), a45.get()}, {b01.get(), b23.get(), b45.get()}, mode == 1 ? 3.0f : 4.0f, false);
}

}  // namespace sfpi
