// GELU: by table (the default), piecewise for 16-bit DST, by the error function for float32, and through tanh.
#include "functions.hpp"
#include "lookup.hpp"

namespace tilesmith::compute::sfpu {
namespace {

constexpr float kFlatBelow = -5.54259443f;
constexpr SixLines kLines = {{0.1928f, 0.4939f, 0.6188f, 0.6099f, 0.5402f, 0.5f},
                             {-0.00010443f, -0.1604f, -0.2796f, -0.2635f, -0.1194f, 0.0f}};
constexpr float kCentre[] = {3.9894227818e-01f, -6.6361041488e-02f, 9.7720050615e-03f, -1.0717806322e-03f,
                             8.1812159812e-05f, -3.8082057209e-06f, 7.9821413868e-08f};
constexpr float kTail[] = {3.0369991064e-01f, 9.5413386822e-02f, 1.3809983619e-02f, 7.5950479368e-04f};
constexpr float kExp2Quadratic[] = {1.0017248f, 7.839635491371155e-08f, 4.791750143340323e-15f};

/// 16-bit floats with 10 fraction bits hold the table's coefficients.
float as_half(float x) { return float_of((bits_of(x) + 0x1000u) & 0xFFFFE000u); }

float by_table(float x) {
    SixLines lines;
    for (int i = 0; i < 6; ++i) {
        lines.slope[i] = as_half(kLines.slope[i]);
        lines.offset[i] = as_half(kLines.offset[i]);
    }
    return add(mul(x, 0.5f), lines.at(x));
}

/// exp(-x^2/2) times a correction, put on a grid so that it reaches zero.
float tail(float x, float square) {
    const float power = mad(square, -0.72134752044f, 127.0f);
    const auto fixed = static_cast<uint32_t>(static_cast<double>(power) * 8388608.0);
    const float exponential = with_exponent(polynomial(static_cast<float>(fixed & 0x7FFFFFu), kExp2Quadratic),
                                            static_cast<int32_t>(fixed >> 23));
    const float value = mul(exponential, polynomial(x, kTail));
    return mul(x, add(add(value, 0.375f), -0.375f));
}

float piecewise(float x) {
    const float square = mul(x, x);
    if (!less(kFlatBelow, x)) return 0.0f;
    if (greater_equal(x, 2.78125f)) return x;
    if (less(x, -3.125f)) return tail(x, square);
    return mul(x, mad(x, polynomial(square, kCentre), 0.5f));
}

}  // namespace

float gelu(float x, const Args& args) {
    if (args.approx) return by_table(x);
    if (!args.fp32) return to_bf16(piecewise(x));
    if (!less(kFlatBelow, x)) return add(x, -x);
    const double wide = static_cast<double>(x);
    return result_of(0.5 * wide * std::erfc(-wide * 0.70710678118654752440));
}

float gelu_tanh(float x, const Args& args) {
    if (args.p[0]) {
        const double wide = static_cast<double>(x);
        const double inner = 0.7978845608028654 * (wide + 0.044715 * wide * wide * wide);
        const float fast = result_of(wide / (1.0 + std::exp(-2.0 * inner)));
        return args.fp32 ? fast : to_bf16(fast);
    }
    const float inner = mul(0.7978845608028654f, mul(x, add(mul(0.044715f, mul(x, x)), 1.0f)));
    const float half = mul(0.5f, x);
    // Two roundings: where tanh is nearly -1 the product decides what is left.
    const float value = add(mul(half, tanh_accurate(inner, args)), half);
    return args.fp32 ? value : to_bf16(value);
}

float gelu_derivative(float x, const Args& args) {
    const double wide = static_cast<double>(x);
    const double density = std::exp(-0.5 * wide * wide) * 0.39894228040143267794;
    float value = result_of(0.5 * std::erfc(-wide * 0.70710678118654752440) + wide * density);
    if (greater_equal(x, 3.1719f)) value = 1.0f;
    if (!less(-13.375f, x)) value = 0.0f;
    return args.fp32 ? value : to_bf16(value);
}

}  // namespace tilesmith::compute::sfpu
