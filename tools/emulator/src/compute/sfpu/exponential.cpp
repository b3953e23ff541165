// Exponentials. Coefficients: those of the 0.81 low-level kernel library, so that its errors are reproduced.
#include "functions.hpp"

namespace tilesmith::compute::sfpu {
namespace {

constexpr float kLog2E = 1.4426950216293335f;
constexpr float kQuadratic[] = {1.0017248f, 7.839635491371155e-08f, 4.791750143340323e-15f};
/// exp_tile itself loads its first coefficient as a 16-bit float.
constexpr float kQuadraticOfExpTile[] = {1.001953125f, 7.839635491371155e-08f, 4.791750143340323e-15f};

/// 2^(z - 127) for 0 <= z <= 255: integer part to the exponent, 23 fraction bits through a quadratic.
float power_of_two_21f(float z, const float (&coefficients)[3] = kQuadratic) {
    const auto fixed = static_cast<uint32_t>(static_cast<double>(z) * 8388608.0);
    const auto fraction = static_cast<float>(fixed & 0x7FFFFFu);
    return with_exponent(polynomial(fraction, coefficients), static_cast<int32_t>(fixed >> 23));
}

/// Piecewise linear: the bits of the result are a linear function of x (relative error up to 2.5 %).
float exp_linear(float x, bool clamp_below) {
    constexpr float kSlope = 256.0f * 1.4426950408889634f;
    constexpr float kOffset = 32500.818359375f;
    if (!clamp_below) {
        const float bits = mad(kSlope, x, kOffset);
        const auto rounded = static_cast<int32_t>(std::lround(std::fmin(std::fmax(bits, -32767.0f), 32767.0f)));
        const auto shifted = static_cast<uint32_t>(rounded < 0 ? -rounded : rounded) << 15;
        return float_of((shifted & 0x7FFFFFFFu) | (rounded < 0 ? kSignBit : 0u));
    }
    const float bits = mad(kSlope, maximum(x, -88.5f), kOffset);
    if (!(bits < 65535.0f)) return float_of(0xFFFFu << 15);
    return float_of(static_cast<uint32_t>(bits + 0.5f) << 15);
}

}  // namespace

float exp_bf16(float x) { return power_of_two_21f(clamp(mad(x, kLog2E, 127.0f), 0.0f, 255.0f)); }

namespace {

float exp_tile_bf16(float x) {
    return to_bf16(power_of_two_21f(clamp(mad(x, kLog2E, 127.0f), 0.0f, 255.0f), kQuadraticOfExpTile));
}

}  // namespace

float exp_accurate(float x, const Args& args) {
    if (!args.fp32) return to_bf16(exp_bf16(x));
    return is_nan(x) ? kNaN : result_of(std::exp(static_cast<double>(x)));
}

float exp(float x, const Args& args) {
    if (args.p[0]) x = mul(x, float_of(args.p[1] << 16));
    if (args.approx) return exp_linear(x, args.p[2] != 0);
    return args.fp32 ? exp_accurate(x, args) : exp_tile_bf16(x);
}

float exp2(float x, const Args& args) {
    if (args.fp32) return result_of(std::exp2(static_cast<double>(x)));
    return to_bf16(power_of_two_21f(clamp(add(x, 127.0f), 0.0f, 255.0f)));
}

float expm1(float x, const Args& args) {
    const float value = result_of(std::expm1(static_cast<double>(x)));
    return args.fp32 ? value : to_bf16(value);
}

}  // namespace tilesmith::compute::sfpu
