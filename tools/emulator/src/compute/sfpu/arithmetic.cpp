// Quotients and remainders.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {

float fmod_of(float a, float b) {
    if (is_zero(b)) return kNaN;
    return result_of(std::fmod(static_cast<double>(a), static_cast<double>(b)));
}

/// The result has the sign of the divisor.
float remainder_of(float a, float b) {
    if (is_zero(b)) return kNaN;
    const double x = static_cast<double>(a);
    const double y = static_cast<double>(b);
    double r = std::fmod(x, y);
    if (r != 0.0 && (r < 0.0) != (y < 0.0)) r += y;
    return result_of(r);
}

float divide(float a, float b, const Args& args) {
    if (args.fp32) return result_of(static_cast<double>(a) / static_cast<double>(b));
    if (is_zero(b)) return is_zero(a) ? kNaN : with_sign_of(kInfinity, a);
    return mul(a, reciprocal_value(b));
}

}  // namespace tilesmith::compute::sfpu
