// Rounding to integers.
#include <algorithm>

#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

/// More than a float has.
constexpr int32_t kDecimals = 99;

float power_of_ten(int32_t exponent) {
    if (exponent > 38) return kInfinity;
    return exponent < -45 ? 0.0f : static_cast<float>(std::pow(10.0, exponent));
}

float round_even(float x) { return exponent_bits(x) >= 127 + 23 ? x : with_sign_of(std::nearbyint(x), x); }

}  // namespace

float trunc(float x, const Args&) { return std::trunc(x); }
float floor(float x, const Args&) { return std::floor(x); }
float ceil(float x, const Args&) { return std::ceil(x); }
float frac(float x, const Args&) { return add(x, -std::trunc(x)); }

float round(float x, const Args& args) {
    const int32_t decimals = std::clamp(args.integer(0), -kDecimals, kDecimals);
    return mul(power_of_ten(-decimals), round_even(mul(x, power_of_ten(decimals))));
}

}  // namespace tilesmith::compute::sfpu
