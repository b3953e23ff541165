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

}  // namespace tilesmith::compute::sfpu
