// Bessel and gamma functions, by their mathematical definition.
#include <cmath>
#include <numbers>

#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

/// Sum of (x/2)^(2k + order) / (k! (k + order)!), the power series of the modified Bessel functions.
double bessel_series(double x, int order) {
    const double quarter = 0.25 * x * x;
    double term = order == 0 ? 1.0 : 0.5 * x;
    double sum = term;
    for (int k = 1; k < 500 && std::fabs(term) > std::fabs(sum) * 1e-17; ++k) {
        term *= quarter / (static_cast<double>(k) * (k + order));
        sum += term;
    }
    return sum;
}

/// Digamma for x > 0: recurrence up to 10, then the asymptotic series.
double digamma_positive(double x) {
    double shift = 0.0;
    for (; x < 10.0; x += 1.0) shift -= 1.0 / x;
    const double r = 1.0 / (x * x);
    return shift + std::log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r / 240)));
}

/// Hurwitz zeta(s, x) for s > 1, x > 0: twelve terms and Euler-Maclaurin.
double hurwitz_zeta(double s, double x) {
    double sum = 0.0;
    for (int k = 0; k < 12; ++k, x += 1.0) sum += std::pow(x, -s);
    sum += std::pow(x, 1.0 - s) / (s - 1.0) + 0.5 * std::pow(x, -s);
    double factor = s;
    double power = std::pow(x, -s - 1.0);
    const double bernoulli[] = {1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600};
    for (int j = 0; j < 4; ++j) {
        sum += bernoulli[j] * factor * power;
        factor *= (s + 2 * j + 1) * (s + 2 * j + 2);
        power /= x * x;
    }
    return sum;
}

}  // namespace

float i0(float x, const Args&) { return result_of(bessel_series(static_cast<double>(x), 0)); }
float i1(float x, const Args&) { return result_of(bessel_series(static_cast<double>(x), 1)); }

/// Below zero by reflection.
float digamma(float x, const Args&) {
    const double z = static_cast<double>(x);
    if (z >= 0.0 || std::isnan(z)) return result_of(digamma_positive(z));
    return result_of(digamma_positive(1.0 - z) - std::numbers::pi / std::tan(std::numbers::pi * z));
}

float polygamma(float x, const Args& args) {
    const double order = static_cast<double>(args.real(0));
    const double zeta = hurwitz_zeta(order + 1.0, static_cast<double>(x));
    const float value = result_of(static_cast<double>(args.real(1)) * zeta);
    return args.fp32 ? value : to_bf16(value);
}

/// ln gamma(x) for x >= 0.5 by Stirling's series; below, the caller adds the reflection.
float lgamma_stirling(float x, const Args& args) {
    const double z = static_cast<double>(x) < 0.5 ? 1.0 - static_cast<double>(x) : static_cast<double>(x);
    const float value = result_of(std::lgamma(z));
    return args.fp32 ? value : to_bf16(value);
}

/// Near 1 and 2, where Stirling's terms cancel, the first five terms of the Taylor series there (their coefficients are
/// -Euler's constant and zeta(k)/k); elsewhere the series with the caller's logarithm (tt-metal, ckernel_sfpu_lgamma.h).
float lgamma_stirling_float(float x, float log_z) {
    const float z = less(x, 0.5f) ? add(1.0f, -x) : x;
    if (less(magnitude(add(z, -0.5f)), 0.01f)) return result_of(0.5 * std::log(std::numbers::pi));
    const float from_1 = add(z, -1.0f);
    const float from_2 = add(z, -2.0f);
    if (magnitude(from_1) <= 0.25f) {
        return mul(from_1, polynomial(from_1, {-0.57721566f, 0.82246703f, -0.40068563f, 0.27058081f, -0.20738555f}));
    }
    if (magnitude(from_2) <= 0.25f) {
        return mul(from_2, polynomial(from_2, {0.42278434f, 0.32246703f, -0.06735230f, 0.02058081f, -0.00738555f}));
    }
    const float log_sqrt_2pi = result_of(0.5 * std::log(2.0 * std::numbers::pi));
    const float base = add(mad(add(z, -0.5f), log_z, -z), log_sqrt_2pi);
    const float inverse = reciprocal_value(z);
    const float correction = polynomial(mul(inverse, inverse), {1.0f / 12, -1.0f / 360, 1.0f / 1260, -1.0f / 1680});
    return mad(inverse, correction, base);
}

/// Below 0.5 the reflection: ln pi - ln |sin(pi x)| - ln gamma(1 - x).
float lgamma_adjusted(float stirling, float log_sine, float x, const Args& args) {
    const float log_pi = result_of(std::log(std::numbers::pi));
    const float value = less(x, 0.5f) ? add(add(log_pi, -log_sine), -stirling) : stirling;
    if (!args.fp32) return to_bf16(value);
    return magnitude(x) == kInfinity ? kInfinity : value;
}

}  // namespace tilesmith::compute::sfpu
