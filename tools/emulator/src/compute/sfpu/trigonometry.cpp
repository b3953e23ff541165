// Circular and hyperbolic functions. The library's polynomials are accurate to less than a unit of a bf16, so that the
// exact value is used where no other error shows; the inverse hyperbolics keep the library's short logarithm.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

float rounded_for(double value, const Args& args) {
    const float single = result_of(value);
    return args.fp32 ? single : to_bf16(single);
}

/// The inverse hyperbolics keep their argument in DST for a moment, which cuts it to a bf16.
float through_dest(float argument) { return float_of(truncate_to_bf16(bits_of(argument))); }

double wide(float x) { return static_cast<double>(x); }

}  // namespace

float sin(float x, const Args& args) { return rounded_for(std::sin(wide(x)), args); }
float cos(float x, const Args& args) { return rounded_for(std::cos(wide(x)), args); }
float tan(float x, const Args& args) { return rounded_for(std::tan(wide(x)), args); }
float asin(float x, const Args& args) { return rounded_for(std::asin(wide(x)), args); }
float acos(float x, const Args& args) { return rounded_for(std::acos(wide(x)), args); }
float sinh(float x, const Args& args) { return rounded_for(std::sinh(wide(x)), args); }
float cosh(float x, const Args& args) { return rounded_for(std::cosh(wide(x)), args); }

float atan(float x, const Args& args) {
    if (args.fp32 || is_nan(x)) return rounded_for(std::atan(wide(x)), args);
    constexpr float kSeries[] = {0.999787867069244384765625f, -0.325808584690093994140625f, 0.1555790007114410400390625f,
                                 -4.4326744973659515380859375e-2f};
    const bool outside = greater_equal(magnitude(x), 1.0f);
    const float t = outside ? reciprocal_iterated(magnitude(x), 2, args.arch) : magnitude(x);
    const float value = mul(polynomial(mul(t, t), kSeries), t);
    return to_bf16(with_sign_of(outside ? add(1.5707963705062866f, -value) : value, x));
}

float asinh(float x, const Args& args) {
    if (args.fp32) return result_of(std::asinh(wide(x)));
    const double distance = std::fabs(wide(x));
    if (distance < 0.75) return rounded_for(std::asinh(wide(x)), args);
    const float square = mul(x, x);
    const float root = result_of(std::sqrt(wide(add(square, 1.0f))));
    const float argument = mad(square, reciprocal_positive(add(1.0f, root), args), magnitude(x));
    return to_bf16(with_sign_of(log1p_bf16(through_dest(argument)), x));
}

float acosh(float x, const Args& args) {
    if (x == 1.0f) return 0.0f;
    if (less(x, 1.0f)) return kNaN;
    if (args.fp32) return result_of(std::acosh(wide(x)));
    const float above = add(x, -1.0f);
    const float root = result_of(std::sqrt(wide(mul(add(x, 1.0f), above))));
    return to_bf16(log1p_bf16(through_dest(add(above, root))));
}

float atanh(float x, const Args& args) {
    const float distance = magnitude(x);
    if (distance > 1.0f) return kNaN;
    if (distance == 1.0f) return with_sign_of(kInfinity, x);
    if (args.fp32) return result_of(std::atanh(wide(x)));
    const float argument = mul(add(distance, distance), reciprocal_positive(add(1.0f, -distance), args));
    return to_bf16(with_sign_of(mul(0.5f, log1p_bf16(through_dest(argument))), x));
}

float atan2(float y, float x, const Args& args) {
    if (args.fp32) return is_nan(x) || is_nan(y) ? kNaN : result_of(std::atan2(wide(y), wide(x)));
    const float low = minimum(magnitude(x), magnitude(y));
    const float high = maximum(magnitude(x), magnitude(y));
    if (is_nan(high)) return kNaN;
    const float a = mul(low, reciprocal_iterated(high, 0, args.arch));
    const float s = mul(a, a);
    const float q = mul(mad(mad(-0x1.de8p-5f, s, 0x1.668p-3f), s, -0x1.54p-2f), s);
    float r = mad(q, a, a);
    if (magnitude(x) <= low) r = low >= high ? (is_zero(high) ? 0.0f : 0x1.921fb6p-1f) : add(0x1.921fb6p+0f, -r);
    if (negative(x)) r = add(0x1.921fb6p+1f, -r);
    return with_sign_of(to_bf16(r), y);
}

}  // namespace tilesmith::compute::sfpu
