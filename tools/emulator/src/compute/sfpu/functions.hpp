// The vector functions, one value at a time. Each takes float values as DST holds them and gives the value before the
// store; the store rounds as the function's row in the table says (see table.cpp).
#pragma once

#include "lane.hpp"

namespace tilesmith::compute::sfpu {

// exponential.cpp
float exp_accurate(float x, const Args& args);
float exp(float x, const Args& args);          ///< p[0]: 1 if scaled, p[1]: scale (bf16 bits), p[2]: 1 to clamp below
float exp2(float x, const Args& args);
float expm1(float x, const Args& args);
float exp_bf16(float x);                        ///< 21-bit form with a quadratic, clamped

// logarithm.cpp
float log(float x, const Args& args);
float log_with_base(float x, const Args& args); ///< p[0]: factor
float log1p(float x, const Args& args);
float log1p_bf16(float x);                      ///< the form for 16-bit DST, not rounded yet

// reciprocal.cpp
float reciprocal_value(float x);                ///< nearest float of 1/x, 0 for infinity and NaN
/// The library's own iteration: 0 (estimate), 1 or 2 (float32) steps of Newton's method.
float reciprocal_iterated(float x, int iterations, Arch arch);
/// The short form of the trigonometric functions, for positive x.
float reciprocal_positive(float x, const Args& args);
float recip(float x, const Args& args);
float sqrt(float x, const Args& args);
float rsqrt(float x, const Args& args);         ///< p[0]: 1 for the form that does not look at the sign
float cbrt(float x, const Args& args);
float rdiv(float x, const Args& args);          ///< p[0]: numerator, p[1]: 0 none, 1 trunc, 2 floor

// power.cpp
float power_of(float base, float exponent, const Args& args);
float power(float x, const Args& args);         ///< p[0]: exponent
float power_iterative(float x, const Args& args);
float rpow(float x, const Args& args);          ///< p[0]: base

// sigmoid.cpp
float sigmoid(float x, const Args& args);
float silu(float x, const Args& args);
float sigmoid_value(float x, const Args& args); ///< not rounded yet
float tanh(float x, const Args& args);
float tanh_accurate(float x, const Args& args); ///< the float32 form
float tanh_derivative(float x, const Args& args);
float tanhshrink(float x, const Args& args);
float mish(float x, const Args& args);
float logsigmoid(float x, float exp_of_negative, const Args& args);
float softcap(float x, const Args& args);

// gelu.cpp
float gelu(float x, const Args& args);
float gelu_tanh(float x, const Args& args);
float gelu_derivative(float x, const Args& args);

// error_function.cpp
float erf(float x, const Args& args);
float erfc(float x, const Args& args);
float erfinv(float x, const Args& args);

// activation.cpp
float softplus(float x, const Args& args);
float elu(float x, const Args& args);
float selu(float x, const Args& args);
float celu(float x, const Args& args);
float hardsigmoid(float x, const Args& args);
float softsign(float x, const Args& args);
float softshrink(float x, const Args& args);
float hardshrink(float x, const Args& args);
float hardmish(float x, const Args& args);
float xielu(float x, const Args& args);
float relu_min(float x, const Args& args);
float relu_max(float x, const Args& args);
float leaky_relu(float x, const Args& args);
float hardtanh(float x, const Args& args);
float clamp_to(float x, const Args& args);
float threshold(float x, const Args& args);
float heaviside(float x, const Args& args);

// trigonometry.cpp
float sin(float x, const Args& args);
float cos(float x, const Args& args);
float tan(float x, const Args& args);
float asin(float x, const Args& args);
float acos(float x, const Args& args);
float atan(float x, const Args& args);
float sinh(float x, const Args& args);
float cosh(float x, const Args& args);
float asinh(float x, const Args& args);
float acosh(float x, const Args& args);
float atanh(float x, const Args& args);
float atan2(float y, float x, const Args& args);

// gamma.cpp
float i0(float x, const Args& args);
float i1(float x, const Args& args);
float digamma(float x, const Args& args);
float polygamma(float x, const Args& args);
float lgamma_stirling(float x, const Args& args);
float lgamma_stirling_float(float x, float log_z);  ///< the float32 form; log_z: ln of x, or of 1 - x below 0.5
float lgamma_adjusted(float stirling, float log_sine, float x, const Args& args);

// rounding.cpp
float floor(float x, const Args& args);
float ceil(float x, const Args& args);
float trunc(float x, const Args& args);
float round(float x, const Args& args);
float frac(float x, const Args& args);

// arithmetic.cpp
float fmod_of(float a, float b);
float remainder_of(float a, float b);
float divide(float a, float b, const Args& args);

}  // namespace tilesmith::compute::sfpu
