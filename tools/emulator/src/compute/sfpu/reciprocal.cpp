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

namespace {

/// Wormhole: a quadratic in the mantissa, then Newton's iteration; the exponent is exchanged apart.
float reciprocal_wormhole(float x, int iterations) {
    const float negative_mantissa = float_of(0xBF800000u | (bits_of(x) & 0x7FFFFFu));
    float y = mad(0.3232325017452239990234375f, negative_mantissa, 1.4545459747314453125f);
    y = mad(y, negative_mantissa, 2.121212482452392578125f);
    for (int i = 0; i < (iterations > 1 ? 2 : 1); ++i) y = mad(y, mad(negative_mantissa, y, 1.0f), y);
    const float scale = mul(float_of(~bits_of(x) & 0xFF800000u), 0.5f);
    return with_sign_of(mul(y, scale), x);
}

/// Blackhole's instruction: seven bits from a table.
float reciprocal_table(float x) {
    const uint32_t bits = bits_of(magnitude(x));
    if (bits < 0x00800000u) return with_sign_of(kInfinity, x);
    if (bits >= 0x7E800000u) return with_sign_of(0.0f, x);
    const double middle = 1.0 + (((bits >> 16) & 127) + 0.5) / 128.0;
    const auto fraction = static_cast<uint32_t>((2.0 / middle - 1.0) * 128.0 + 0.5);
    return with_sign_of(float_of(((253 - (bits >> 23)) << 23) | (fraction << 16)), x);
}

/// An iteration is only taken while x * y - 2 is negative, which it is unless something is infinite.
float reciprocal_blackhole(float x, int iterations) {
    float y = reciprocal_table(x);
    if (iterations == 0) return y;
    float t = mad(x, y, -2.0f);
    if (iterations == 1) return t < 0.0f ? mul(y, -t) : y;
    const float once = mul(y, -t);
    if (!(t < 0.0f)) return once;
    t = mad(x, once, -2.0f);
    return mul(once, -t);
}

}  // namespace

float reciprocal_iterated(float x, int iterations, Arch arch) {
    return arch == Arch::blackhole ? reciprocal_blackhole(x, iterations) : reciprocal_wormhole(x, iterations);
}

float reciprocal_positive(float x, const Args& args) {
    if (args.arch == Arch::blackhole) {
        float y = reciprocal_table(x);
        for (int i = 0; i < (args.fp32 ? 2 : 1); ++i) y = mad(y, mad(-x, y, 1.0f), y);
        return y;
    }
    float y = float_of(0xFEF392E0u - bits_of(x));
    float error = mad(x, y, 1.0f);
    if (args.fp32) {
        y = mad(y, error, y);
        error = mad(x, y, 1.0f);
    }
    const float factor = mad(error, error, error);
    return mad(-y, factor, -y);
}

float recip(float x, const Args& args) { return rounded_for(reciprocal_value(x), args); }

float sqrt(float x, const Args& args) {
    if (is_zero(x)) return x;
    if (negative(x)) return kNaN;
    return rounded_for(result_of(std::sqrt(static_cast<double>(x))), args);
}

float rsqrt(float x, const Args& args) {
    if (is_zero(x)) return with_sign_of(kInfinity, x);
    if (is_nan(x)) return args.arch == Arch::blackhole ? kNaN : -kNaN;
    if (negative(x)) return args.p[0] ? result_of(1.0 / std::sqrt(std::fabs(static_cast<double>(x)))) : kNaN;
    return rounded_for(result_of(1.0 / std::sqrt(static_cast<double>(x))), args);
}

float cbrt(float x, const Args& args) { return rounded_for(result_of(std::cbrt(static_cast<double>(x))), args); }

float rdiv(float x, const Args& args) {
    float inverse = reciprocal_iterated(x, args.approx ? 0 : args.fp32 ? 2 : 1, args.arch);
    if (!args.approx && !args.fp32) inverse = to_bf16(inverse);
    const float quotient = mul(inverse, args.real(0));
    if (args.p[1] == 1) return trunc(quotient, args);
    return args.p[1] == 2 ? floor(quotient, args) : quotient;
}

}  // namespace tilesmith::compute::sfpu
