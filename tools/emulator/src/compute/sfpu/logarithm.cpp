// Logarithms: the mantissa is brought to [3/4, 3/2), a polynomial does the rest.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

constexpr float kLn2PerUlp = 0.693147182f * 1.19209290e-7f;  // ln 2 * 2^-23: the exponent is kept as a multiple of 2^23

/// m - 1 for the mantissa m in [3/4, 3/2) and the exponent as an integer times 2^23.
struct Split {
    float m;
    float exponent;
};

Split split(float x) {
    const uint32_t offset = (bits_of(x) - bits_of(0.75f)) & 0xFF800000u;
    const auto steps = static_cast<float>(static_cast<int32_t>(offset));
    return Split{add(float_of(bits_of(x) - offset), -1.0f), steps};
}

/// ln(1 + m) for 16-bit DST: a cubic correction of m - m^2/2.
float short_series(float m) {
    const float r = mad(mad(-0.25f, m, 0x1.744p-2f), m, -0x1.008p-1f);
    return mad(r, mul(m, m), m);
}

float log_bf16(float x, float factor) {
    x = flush(x);
    if (negative(x) && !is_zero(x)) return kNaN;
    const Split parts = split(x);
    float result = mul(mad(parts.exponent, kLn2PerUlp, short_series(parts.m)), factor);
    if (is_zero(x)) return -kInfinity;
    if (!is_finite(x)) result = mul(result, x);
    return result;
}

}  // namespace

float log_with_base(float x, const Args& args) {
    if (!args.fp32) return to_bf16(log_bf16(x, args.real(0)));
    return result_of(std::log(static_cast<double>(flush(x))) * static_cast<double>(args.real(0)));
}

float log(float x, const Args& args) {
    Args natural = args;
    natural.p[0] = bits_of(1.0f);
    return log_with_base(x, natural);
}

float log1p_bf16(float x) {
    const float u = add(x, 1.0f);
    if (negative(u) && !is_zero(u)) return kNaN;
    if (!is_finite(u)) return u;
    const uint32_t offset = (bits_of(u) - bits_of(0.75f)) & 0xFF800000u;
    const float rest = mad(-0.25f, float_of(bits_of(-4.0f) - offset), -1.0f);
    const float m = add(float_of(bits_of(x) - offset), rest);
    return mad(static_cast<float>(static_cast<int32_t>(offset)), kLn2PerUlp, short_series(m));
}

float log1p(float x, const Args& args) {
    return args.fp32 ? result_of(std::log1p(static_cast<double>(flush(x)))) : to_bf16(log1p_bf16(x));
}

}  // namespace tilesmith::compute::sfpu
