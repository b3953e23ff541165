// Table: functions of three tiles.
#include "runner.hpp"

namespace tilesmith::compute::sfpu {
namespace {

float even_if_narrow(float value, const Args& args) {
    return args.fp32 ? value : float_of(round_to_bf16_even(bits_of(value)));
}
float nearest_if_narrow(float value, const Args& args) { return args.fp32 ? value : to_bf16(value); }

float addcmul_(float a, float b, float c, const Args& args) {
    return nearest_if_narrow(mad(mul(args.real(0), b), c, a), args);
}
float addcdiv_(float a, float b, float c, const Args& args) {
    return even_if_narrow(mad(mul(b, args.real(0)), reciprocal_value(c), a), args);
}
float lerp_(float a, float b, float weight, const Args& args) {
    return even_if_narrow(mad(weight, add(b, -a), a), args);
}
float mac_(float a, float b, float c, const Args& args) { return nearest_if_narrow(mad(a, b, c), args); }
float snake_beta_(float x, float alpha, float beta, const Args& args) {
    const double s = std::sin(static_cast<double>(mul(alpha, x)));
    return nearest_if_narrow(mad(result_of(s * s), reciprocal_value(beta), x), args);
}

float lgamma_adjusted_(float stirling, float log_sine, float x, const Args& args) {
    return lgamma_adjusted(stirling, log_sine, x, args);
}

/// The operand is chosen by its bits: every word but zero counts as true.
void where_(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) {
        job.out->words[i] = job.in[0]->words[i] ? job.in[1]->words[i] : job.in[2]->words[i];
    });
}

}  // namespace

Runner ternary_runner(SfpuOp op) {
    switch (op) {
        case SfpuOp::addcmul: return ternary<addcmul_>;
        case SfpuOp::addcdiv: return ternary<addcdiv_>;
        case SfpuOp::lerp: return ternary<lerp_>;
        case SfpuOp::mac: return ternary<mac_>;
        case SfpuOp::snake_beta: return ternary<snake_beta_>;
        case SfpuOp::lgamma_adjusted: return ternary<lgamma_adjusted_>;
        case SfpuOp::where: return where_;
        default: return nullptr;
    }
}

}  // namespace tilesmith::compute::sfpu
