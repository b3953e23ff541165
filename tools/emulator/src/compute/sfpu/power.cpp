// Powers.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

constexpr float kLnSeries[] = {-0x1.952992p+0f, 0x2.4f5388p+0f, -0xd.e712ap-4f, 0x2.44734p-4f};

float log2_of(float base) {
    const float series = polynomial(with_exponent(magnitude(base), 127), kLnSeries);
    return mad(series, 1.4426950408889634f, static_cast<float>(exponent_bits(base) - 127));
}

/// 2^z with a quadratic in two factors, for z >= -127.
float exp2_two_factors(float z) {
    const float limited = less(z, -127.0f) ? -127.0f : z;
    const double biased = static_cast<double>(add(mul(limited, 8388608.0f), 1065353216.0f));
    const auto bits = static_cast<int64_t>(biased < 0 ? 0.0 : std::fmin(biased, 2147483647.0));
    const auto fraction = static_cast<float>(bits & 0x7FFFFF);
    const float first = mul(0.40196114e-7f, add(fraction, static_cast<float>(0xF94EE7)));
    const float product = mul(first, add(fraction, static_cast<float>(0x560E)));
    return with_exponent(float_of(static_cast<uint32_t>(product)), static_cast<int32_t>(bits >> 23));
}

bool is_integer(float x) { return std::nearbyint(x) == x; }
bool is_odd(float x) { return std::fmod(std::fabs(static_cast<double>(x)), 2.0) == 1.0; }

float power_bf16(float base, float exponent) {
    float y = exp2_two_factors(mul(exponent, log2_of(base)));
    if (negative(base) && !is_zero(base)) {
        if (!is_integer(exponent)) return kNaN;
        if (is_odd(exponent)) y = -y;
    }
    if (is_zero(base) && !is_zero(exponent)) y = negative(exponent) ? kNaN : 0.0f;
    return y;
}

}  // namespace

float power_of(float base, float exponent, const Args& args) {
    if (!args.fp32) return to_bf16(power_bf16(base, exponent));
    return result_of(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
}

float power(float x, const Args& args) {
    if (args.fp32 && is_zero(x) && negative(args.real(0))) return kNaN;
    return power_of(x, args.real(0), args);
}

float power_iterative(float x, const Args& args) {
    if (args.p[0] == 0) return 1.0f;
    float result = x;
    for (uint32_t left = args.p[0] - 1; left > 0; left >>= 1) {
        if (left & 1) result = mul(result, x);
        x = mul(x, x);
    }
    return result;
}

float rpow(float x, const Args& args) { return power_of(args.real(0), x, args); }

}  // namespace tilesmith::compute::sfpu
