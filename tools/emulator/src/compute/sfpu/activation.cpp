// Activation functions made of comparisons, straight lines and exponentials.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

float rounded_for(float value, const Args& args) { return args.fp32 ? value : to_bf16(value); }

float expm1_clamped(float x) { return result_of(std::expm1(static_cast<double>(maximum(x, -87.0f)))); }

}  // namespace

float softplus(float x, const Args& args) {
    constexpr float kResidual[] = {6.9423984729e-01f,  -5.0932420424e-01f, 1.4279095486e-01f, -1.3000584069e-02f,
                                   -1.8627923291e-03f, 5.0152968088e-04f,  -3.1273466851e-05f};
    const float t = mul(args.real(0), x);
    if (less(args.real(2), t)) return x;
    const float distance = magnitude(t);
    const float residual = distance > 5.0f ? 0.0f : polynomial(distance, kResidual);
    return rounded_for(mul(args.real(1), add(maximum(t, 0.0f), residual)), args);
}

float elu(float x, const Args& args) {
    return rounded_for(negative(x) ? mul(args.real(0), expm1_clamped(x)) : x, args);
}

float selu(float x, const Args& args) {
    const float scale_alpha = args.real(0) * args.real(1);
    return rounded_for(negative(x) ? mul(scale_alpha, expm1_clamped(x)) : mul(args.real(0), x), args);
}

float celu(float x, const Args& args) {
    return rounded_for(negative(x) ? mul(args.real(0), expm1_clamped(mul(args.real(1), x))) : x, args);
}

float hardsigmoid(float x, const Args&) {
    const float line = mad(x, 0.1666666716337204f, 0.5f);
    return maximum(less(1.0f, line) ? 1.0f : line, 0.0f);
}

float softsign(float x, const Args&) { return mul(x, reciprocal_value(add(magnitude(x), 1.0f))); }

float softshrink(float x, const Args& args) {
    const float lambda = args.real(0);
    if (less(lambda, x)) return add(x, -lambda);
    return less(x, -lambda) ? add(x, lambda) : 0.0f;
}

float hardshrink(float x, const Args& args) { return greater_equal(args.real(0), magnitude(x)) ? 0.0f : x; }

float hardmish(float x, const Args&) { return mul(x, clamp(mad(x, 0.5f, 1.0f), 0.0f, 1.0f)); }

float xielu(float x, const Args& args) {
    const double wide = static_cast<double>(x);
    const double positive = static_cast<double>(args.real(0)) * wide * wide + 0.5 * wide;
    const double small = std::fmin(wide, -1e-6);
    const double other = (std::expm1(small) - wide) * static_cast<double>(args.real(1)) + 0.5 * wide;
    return rounded_for(result_of(wide > 0 ? positive : other), args);
}

float relu_min(float x, const Args& args) { return maximum(x, args.real(0)); }

float relu_max(float x, const Args& args) {
    const float limited = less(args.real(0), x) ? args.real(0) : x;
    return negative(limited) ? 0.0f : limited;
}

float leaky_relu(float x, const Args& args) { return negative(x) ? mul(x, args.real(0)) : x; }

float hardtanh(float x, const Args& args) { return clamp(x, args.real(0), args.real(1)); }

float clamp_to(float x, const Args& args) { return clamp(x, args.real(0), args.real(1)); }

float threshold(float x, const Args& args) { return less(args.real(0), x) ? x : args.real(1); }

float heaviside(float x, const Args& args) {
    if (is_zero(x)) return args.real(0);
    return negative(x) ? 0.0f : 1.0f;
}

}  // namespace tilesmith::compute::sfpu
