// Table: float functions of two tiles.
#include "runner.hpp"

namespace tilesmith::compute::sfpu {
namespace {

float truth(bool value) { return value ? 1.0f : 0.0f; }
float even_if_narrow(float value, const Args& args) {
    return args.fp32 ? value : float_of(round_to_bf16_even(bits_of(value)));
}
float nearest_if_narrow(float value, const Args& args) { return args.fp32 ? value : to_bf16(value); }

/// p[0]: 1 rounds to nearest even, 0 leaves it to the store.
float sum(float value, const Args& args) { return args.p[0] ? even_if_narrow(value, args) : value; }

float add_(float a, float b, const Args& args) { return sum(add(a, b), args); }
float sub_(float a, float b, const Args& args) { return sum(add(a, -b), args); }
float rsub_(float a, float b, const Args& args) { return sum(add(b, -a), args); }
float mul_(float a, float b, const Args& args) {
    if (!args.fp32 && (is_zero(a) || is_zero(b))) return 0.0f;
    return even_if_narrow(mul(a, b), args);
}
float div_(float a, float b, const Args& args) { return even_if_narrow(divide(a, b, args), args); }
float power_binary_(float a, float b, const Args& args) { return power_of(a, b, args); }
float max_(float a, float b, const Args&) { return maximum(a, b); }
float min_(float a, float b, const Args&) { return minimum(a, b); }
float eq_(float a, float b, const Args&) { return truth(a == b); }
float ne_(float a, float b, const Args&) { return truth(!(a == b)); }
float lt_(float a, float b, const Args&) { return truth(a < b); }
float gt_(float a, float b, const Args&) { return truth(a > b); }
float le_(float a, float b, const Args&) { return truth(a <= b); }
float ge_(float a, float b, const Args&) { return truth(a >= b); }
float fmod_(float a, float b, const Args& args) { return nearest_if_narrow(fmod_of(a, b), args); }
float remainder_(float a, float b, const Args& args) { return nearest_if_narrow(remainder_of(a, b), args); }
float atan2_(float y, float x, const Args& args) { return sfpu::atan2(y, x, args); }
float xlogy_(float a, float b, const Args&) {
    if (b < 0.0f || is_nan(b)) return kNaN;
    return mul(result_of(std::log(static_cast<double>(b))), a);
}
float logaddexp_(float a, float b, const Args& args) {
    if (is_nan(a) || is_nan(b)) return kNaN;
    const double high = static_cast<double>(maximum(a, b));
    const double gap = std::fabs(static_cast<double>(a) - static_cast<double>(b));
    return nearest_if_narrow(result_of(std::isfinite(gap) ? high + std::log1p(std::exp(-gap)) : high), args);
}
float logaddexp2_(float a, float b, const Args& args) {
    if (is_nan(a) || is_nan(b)) return kNaN;
    const double high = static_cast<double>(maximum(a, b));
    const double gap = std::fabs(static_cast<double>(a) - static_cast<double>(b));
    return nearest_if_narrow(result_of(std::isfinite(gap) ? high + std::log2(1.0 + std::exp2(-gap)) : high), args);
}
/// p[0], p[1]: relative and absolute tolerance; p[2]: 1 if NaN equals NaN.
float isclose_(float a, float b, const Args& args) {
    if (is_nan(a) || is_nan(b)) return truth(args.p[2] && is_nan(a) && is_nan(b));
    if (!is_finite(a) || !is_finite(b)) return truth(a == b);
    return truth(magnitude(add(a, -b)) <= mad(args.real(0), magnitude(b), args.real(1)));
}
/// p[0]: step in units of the last place of a float32.
float nextafter_(float a, float b, const Args& args) {
    if (is_nan(a) || is_nan(b)) return kNaN;
    if (is_zero(a)) return is_zero(b) ? b : with_sign_of(float_of(args.p[0]), b);
    if (a == b) return a;
    const bool away = (a < b) == (a > 0.0f);
    return float_of(away ? bits_of(a) + args.p[0] : bits_of(a) - args.p[0]);
}
float logsigmoid_(float x, float exp_of_negative, const Args& args) { return logsigmoid(x, exp_of_negative, args); }
float lgamma_stirling_float_(float x, float log_z, const Args&) { return lgamma_stirling_float(x, log_z); }
float mask_(float a, float b, const Args&) { return is_zero(b) ? 0.0f : a; }
float mask_posinf_(float a, float b, const Args&) { return is_zero(b) ? kInfinity : a; }
float copy_(float a, float, const Args&) { return a; }

}  // namespace

Runner binary_runner(SfpuOp op) {
    switch (op) {
        case SfpuOp::add: return binary<add_>;
        case SfpuOp::sub: return binary<sub_>;
        case SfpuOp::rsub: return binary<rsub_>;
        case SfpuOp::mul: return binary<mul_>;
        case SfpuOp::div: return binary<div_>;
        case SfpuOp::power_binary: return binary<power_binary_>;
        case SfpuOp::max: return binary<max_>;
        case SfpuOp::min: return binary<min_>;
        case SfpuOp::eq: return binary<eq_>;
        case SfpuOp::ne: return binary<ne_>;
        case SfpuOp::lt: return binary<lt_>;
        case SfpuOp::gt: return binary<gt_>;
        case SfpuOp::le: return binary<le_>;
        case SfpuOp::ge: return binary<ge_>;
        case SfpuOp::fmod: return binary<fmod_>;
        case SfpuOp::remainder: return binary<remainder_>;
        case SfpuOp::atan2: return binary<atan2_>;
        case SfpuOp::xlogy: return binary<xlogy_>;
        case SfpuOp::logaddexp: return binary<logaddexp_>;
        case SfpuOp::logaddexp2: return binary<logaddexp2_>;
        case SfpuOp::isclose: return binary<isclose_>;
        case SfpuOp::nextafter: return binary<nextafter_>;
        case SfpuOp::logsigmoid: return binary<logsigmoid_>;
        case SfpuOp::lgamma_stirling_float: return binary<lgamma_stirling_float_>;
        case SfpuOp::mask: return binary<mask_>;
        case SfpuOp::mask_posinf: return binary<mask_posinf_>;
        case SfpuOp::copy: return binary<copy_>;
        default: return nullptr;
    }
}

}  // namespace tilesmith::compute::sfpu
