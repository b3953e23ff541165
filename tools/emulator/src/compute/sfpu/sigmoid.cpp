// Sigmoid, tanh and what is built on them.
#include "functions.hpp"
#include "lookup.hpp"

namespace tilesmith::compute::sfpu {
namespace {

constexpr SixLines kTanhLines = {{0.96191406f, 0.57617188f, 0.28710938f, 0.0964355469f, 0.0390625f, 0.0f},
                                 {0.0f, 0.192871094f, 0.48193359f, 0.76806641f, 0.8828125f, 1.0f}};
constexpr float kTanhPolynomial[] = {0.0f,
                                     0.999004364013671875f,
                                     3.0897438526153564453125e-2f,
                                     -0.4890659749507904052734375f,
                                     0.281917631626129150390625f,
                                     -6.6649019718170166015625e-2f,
                                     5.876733921468257904052734375e-3f};

float tanh_polynomial(float x) {
    return with_sign_of(minimum(polynomial(magnitude(x), kTanhPolynomial), 1.0f), x);
}

float rounded_for(float value, const Args& args) { return args.fp32 ? value : to_bf16(value); }

/// Three lines with 8-bit coefficients: constant beyond |x| = 2.
float sigmoid_lines(float x) {
    const float distance = magnitude(x);
    float line = 0.5f;
    if (distance < 1.0f) {
        line = mul(0.2265625f, distance);
    } else if (distance < 2.0f) {
        line = mad(0.265625f, distance, -0.046875f);
    }
    return add(with_sign_of(line, x), 0.5f);
}

}  // namespace

float sigmoid_value(float x, const Args& args) {
    if (args.fp32) return result_of(1.0 / (1.0 + std::exp(-static_cast<double>(x))));
    // A NaN keeps its sign in Wormhole's multiply-add and loses it in Blackhole's.
    if (is_nan(x)) return args.arch == Arch::blackhole || negative(x) ? 0.0f : 1.0f;
    return reciprocal_iterated(add(1.0f, exp_bf16(-x)), 1, args.arch);
}

float sigmoid(float x, const Args& args) {
    return args.approx ? sigmoid_lines(x) : rounded_for(sigmoid_value(x, args), args);
}

float silu(float x, const Args& args) { return rounded_for(mul(x, sigmoid_value(x, args)), args); }

/// Every product is rounded before it is added: where tanh is nearly 1 that decides the last place.
float tanh_accurate(float x, const Args& args) {
    const auto step = [](float a, float b, float c) { return add(mul(a, b), c); };
    const float scaled = magnitude(mul(x, 2.0f * 1.442695f));
    const int32_t steps = scaled < 255.0f ? static_cast<int32_t>(scaled + 0.5f) : 255;
    const float doubled = magnitude(add(x, x));
    if (steps >= 61) return with_sign_of(mad(float_of(bits_of(doubled) - 1), 0.0f, 1.0f), x);
    if (exponent_bits(x) < 115) return x;
    const float f = step(static_cast<float>(steps), -0.6931471805599453f, doubled);
    float r = step(1.974105835e-04f, f, 1.393318176e-3f);
    r = step(r, f, 8.331298828e-3f);
    r = step(r, f, 4.166680202e-2f);
    r = step(r, f, 1.666667163e-1f);
    r = mad(r, f, 0.5f);
    r = step(r, mul(f, f), f);
    const float scale = float_of(static_cast<uint32_t>(steps + 126) << 23);
    const float half_expm1 = step(r, scale, add(scale, -0.5f));
    const float denominator = add(half_expm1, 1.0f);
    // Wormhole's seed is the negative reciprocal, Blackhole's comes from its table.
    const bool table = args.arch == Arch::blackhole;
    const float sign = table ? -1.0f : 1.0f;
    float inverse = table ? reciprocal_iterated(denominator, 0, args.arch) : float_of(0xFEF30000u - bits_of(denominator));
    float error = step(sign * denominator, inverse, 1.0f);
    if (!table) error = step(error, error, error);
    inverse = step(inverse, error, inverse);
    const float quotient = mul(half_expm1, inverse);
    return with_sign_of(step(step(sign * denominator, quotient, half_expm1), inverse, quotient), x);
}

float tanh(float x, const Args& args) {
    if (args.approx) return with_sign_of(kTanhLines.at(x), x);
    return args.fp32 ? tanh_accurate(x, args) : to_bf16(tanh_polynomial(x));
}

float tanh_derivative(float x, const Args& args) {
    const double t = std::tanh(static_cast<double>(x));
    const double hyperbolic = std::cosh(std::fmin(std::fabs(static_cast<double>(x)), 700.0));
    return rounded_for(is_nan(x) ? kNaN : result_of(std::fabs(t) < 0.5 ? 1.0 - t * t : 1.0 / (hyperbolic * hyperbolic)), args);
}

float tanhshrink(float x, const Args& args) {
    if (args.fp32) return result_of(static_cast<double>(x) - std::tanh(static_cast<double>(x)));
    constexpr float kSmall[] = {3.3329936862e-01f, -1.3223160803e-01f, 4.8076551408e-02f, -1.0762925260e-02f};
    constexpr float kLarge[] = {6.1829000893e-02f, 1.0561303143e+00f, -4.0859283753e-01f, 5.3348409333e-02f};
    const float square = mul(x, x);
    if (!(magnitude(x) > 1.0f)) return to_bf16(mul(mul(x, square), polynomial(square, kSmall)));
    return to_bf16(add(x, -with_sign_of(minimum(polynomial(magnitude(x), kLarge), 1.0f), x)));
}

float mish(float x, const Args& args) {
    if (greater_equal(x, 8.0f)) return rounded_for(x, args);
    const float u = args.approx ? exp_bf16(x) : exp_accurate(x, args);
    const float one_plus = add(u, 1.0f);
    const float denominator = mad(one_plus, one_plus, 1.0f);
    const float inverse = reciprocal_iterated(denominator, args.approx ? 0 : args.fp32 ? 2 : 1, args.arch);
    if (args.arch == Arch::blackhole && !negative(x)) return rounded_for(mul(x, mad(-2.0f, inverse, 1.0f)), args);
    return rounded_for(mul(x, mul(mul(u, add(u, 2.0f)), inverse)), args);
}

float logsigmoid(float x, float exp_of_negative, const Args&) {
    if (greater_equal(x, 4.0f)) return -exp_of_negative;
    if (less(x, -4.0f)) return x;
    return result_of(-std::log1p(std::exp(-static_cast<double>(x))));
}

float softcap(float x, const Args& args) {
    const double cap = static_cast<double>(args.real(0));
    return rounded_for(result_of(cap * std::tanh(static_cast<double>(x) / cap)), args);
}

}  // namespace tilesmith::compute::sfpu
