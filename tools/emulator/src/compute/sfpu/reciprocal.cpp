// Reciprocals and roots. The iterations of the library converge to the nearest value; only its special cases are kept.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

float rounded_for(float value, const Args& args) { return args.fp32 ? value : to_bf16(value); }

}  // namespace

float reciprocal_value(float x) {
    if (!is_finite(x)) return with_sign_of(0.0f, x);
    if (!exponent_bits(x)) return with_sign_of(kInfinity, x);
    return result_of(1.0 / static_cast<double>(x));
}

float reciprocal_estimate(float x, Arch arch) {
    if (arch != Arch::blackhole) return reciprocal_value(x);
    const uint32_t bits = bits_of(magnitude(x));
    if (bits < 0x00800000u) return with_sign_of(kInfinity, x);
    if (bits >= 0x7E800000u) return with_sign_of(0.0f, x);
    const double middle = 1.0 + (((bits >> 16) & 127) + 0.5) / 128.0;
    const auto fraction = static_cast<uint32_t>((2.0 / middle - 1.0) * 128.0 + 0.5);
    return with_sign_of(float_of(((253 - (bits >> 23)) << 23) | (fraction << 16)), x);
}

float recip(float x, const Args& args) { return rounded_for(reciprocal_value(x), args); }

float sqrt(float x, const Args& args) {
    if (is_zero(x)) return x;
    if (negative(x)) return kNaN;
    return rounded_for(result_of(std::sqrt(static_cast<double>(x))), args);
}

float rsqrt(float x, const Args& args) {
    if (is_zero(x)) return with_sign_of(kInfinity, x);
    if (negative(x)) return args.p[0] ? result_of(1.0 / std::sqrt(std::fabs(static_cast<double>(x)))) : kNaN;
    return rounded_for(result_of(1.0 / std::sqrt(static_cast<double>(x))), args);
}

float cbrt(float x, const Args& args) { return rounded_for(result_of(std::cbrt(static_cast<double>(x))), args); }

float rdiv(float x, const Args& args) {
    const float inverse = args.approx ? reciprocal_estimate(x, args.arch) : recip(x, args);
    const float quotient = mul(inverse, args.real(0));
    if (args.p[1] == 1) return trunc(quotient, args);
    return args.p[1] == 2 ? floor(quotient, args) : quotient;
}

}  // namespace tilesmith::compute::sfpu
