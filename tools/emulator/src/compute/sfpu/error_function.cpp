// Error functions: the rational approximations of the library, whose tails do not follow the exact function.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

constexpr float kErfNumerator[] = {1.1280932447e+00f, 2.7609212279e-01f, 4.5400281738e-02f, 7.4481184425e-04f};
constexpr float kErfDenominator[] = {1.0f, 5.7439188334e-01f, 1.3675764810e-01f, 8.2844606784e-03f, 2.4813862145e-05f};

struct Rational {
    float numerator[5];
    float denominator[6];
};
constexpr Rational kErfcBelow2_5 = {
    {1.0000233650e+00f, -1.3375675678e+00f, 6.8185544014e-01f, -1.5691982210e-01f, 1.3746744953e-02f},
    {1.0f, -2.0801517367e-01f, 4.3667086959e-01f, -3.4568668343e-03f, 2.5104774162e-02f, 2.8375532478e-02f}};
constexpr Rational kErfcBelow5 = {
    {-2.5655237550e-05f, 2.1275576728e-05f, -6.6162156145e-06f, 9.1439767402e-07f, -4.7387182178e-08f},
    {1.0f, -1.6457208991e-01f, -2.0572184026e-01f, -1.3888636231e-01f, 1.2677097321e-01f, -2.1375391632e-02f}};

}  // namespace

float erf(float x, const Args& args) {
    const float limited = clamp(x, -10.0f, 10.0f);
    const float square = mul(limited, limited);
    const float denominator = polynomial(square, kErfDenominator);
    const float inverse = reciprocal_iterated(denominator, args.approx ? 0 : 2, args.arch);
    return clamp(mul(mul(polynomial(square, kErfNumerator), limited), inverse), -1.0f, 1.0f);
}

float erfc(float x, const Args& args) {
    const float distance = minimum(magnitude(x), 5.0f);
    const Rational& part = distance >= 2.5f ? kErfcBelow5 : kErfcBelow2_5;
    const float inverse = reciprocal_iterated(polynomial(distance, part.denominator), 0, args.arch);
    const float value = mul(polynomial(distance, part.numerator), inverse);
    return negative(x) && !is_zero(x) ? add(2.0f, -value) : value;
}

float erfinv(float x, const Args&) {
    if (magnitude(x) == 1.0f) return with_sign_of(kInfinity, x);
    if (!(magnitude(x) < 1.0f)) return kNaN;
    // Winitzki's closed form, refined twice by Newton's method on erf.
    const double y = static_cast<double>(x);
    const double l = std::log1p(-y * y);
    const double t = 2.0 / (3.14159265358979323846 * 0.147) + 0.5 * l;
    double guess = std::copysign(std::sqrt(std::sqrt(t * t - l / 0.147) - t), y);
    for (int i = 0; i < 2; ++i) {
        guess -= (std::erf(guess) - y) / (1.12837916709551257390 * std::exp(-guess * guess));
    }
    return result_of(guess);
}

}  // namespace tilesmith::compute::sfpu
