// Table: float functions of one tile that are one expression.
#include "runner.hpp"

namespace tilesmith::compute::sfpu {
namespace {

float truth(bool value) { return value ? 1.0f : 0.0f; }
float even_if_narrow(float value, const Args& args) {
    return args.fp32 ? value : float_of(round_to_bf16_even(bits_of(value)));
}

float abs_(float x, const Args&) { return is_nan(x) && negative(x) ? x : magnitude(x); }
float sign_(float x, const Args&) { return is_zero(x) ? 0.0f : with_sign_of(1.0f, x); }
float signbit_(float x, const Args&) { return truth(negative(x)); }
float square_(float x, const Args& args) { return even_if_narrow(mul(x, x), args); }
float identity_(float x, const Args&) { return x; }
float negative_(float x, const Args&) { return -x; }
float fill_(float, const Args& args) { return args.real(0); }
float add_scalar_(float x, const Args& args) { return add(x, args.real(0)); }
float sub_scalar_(float x, const Args& args) { return add(x, -args.real(0)); }
float mul_scalar_(float x, const Args& args) { return mul(x, args.real(0)); }
float rsub_scalar_(float x, const Args& args) { return even_if_narrow(add(args.real(0), -x), args); }
float fmod_scalar_(float x, const Args& args) { return fmod_of(x, args.real(0)); }
float remainder_scalar_(float x, const Args& args) { return remainder_of(x, args.real(0)); }
float max_scalar_(float x, const Args& args) { return maximum(x, args.real(0)); }
float min_scalar_(float x, const Args& args) { return minimum(x, args.real(0)); }

float eqz_(float x, const Args&) { return truth(is_zero(x)); }
float nez_(float x, const Args&) { return truth(!is_zero(x)); }
float ltz_(float x, const Args&) { return truth(x < 0.0f); }
float gtz_(float x, const Args&) { return truth(x > 0.0f); }
float lez_(float x, const Args&) { return truth(x <= 0.0f); }
float gez_(float x, const Args&) { return truth(x >= 0.0f); }
float eq_scalar_(float x, const Args& args) { return truth(x == args.real(0)); }
float ne_scalar_(float x, const Args& args) { return truth(!(x == args.real(0))); }
float lt_scalar_(float x, const Args& args) { return truth(x < args.real(0)); }
float gt_scalar_(float x, const Args& args) { return truth(x > args.real(0)); }
float le_scalar_(float x, const Args& args) { return truth(x <= args.real(0)); }
float ge_scalar_(float x, const Args& args) { return truth(x >= args.real(0)); }

float isinf_(float x, const Args&) { return truth(magnitude(x) == kInfinity); }
float isposinf_(float x, const Args&) { return truth(x == kInfinity); }
float isneginf_(float x, const Args&) { return truth(x == -kInfinity); }
float isnan_(float x, const Args&) { return truth(is_nan(x)); }
float isfinite_(float x, const Args&) { return truth(is_finite(x)); }
/// The whole register is compared with zero, so that -0 counts as true.
float logical_not_(float x, const Args&) { return truth(bits_of(x) == 0); }
float stochastic_round_(float x, const Args&) { return to_bf16(x); }

}  // namespace

Runner simple_runner(SfpuOp op) {
    switch (op) {
        case SfpuOp::abs: return unary<abs_>;
        case SfpuOp::sign: return unary<sign_>;
        case SfpuOp::signbit: return unary<signbit_>;
        case SfpuOp::square: return unary<square_>;
        case SfpuOp::identity: return unary<identity_>;
        case SfpuOp::negative: return unary<negative_>;
        case SfpuOp::fill: return unary<fill_>;
        case SfpuOp::add_scalar: return unary<add_scalar_>;
        case SfpuOp::sub_scalar: return unary<sub_scalar_>;
        case SfpuOp::mul_scalar: return unary<mul_scalar_>;
        case SfpuOp::rsub_scalar: return unary<rsub_scalar_>;
        case SfpuOp::fmod_scalar: return unary<fmod_scalar_>;
        case SfpuOp::remainder_scalar: return unary<remainder_scalar_>;
        case SfpuOp::max_scalar: return unary<max_scalar_>;
        case SfpuOp::min_scalar: return unary<min_scalar_>;
        case SfpuOp::eqz: return unary<eqz_>;
        case SfpuOp::nez: return unary<nez_>;
        case SfpuOp::ltz: return unary<ltz_>;
        case SfpuOp::gtz: return unary<gtz_>;
        case SfpuOp::lez: return unary<lez_>;
        case SfpuOp::gez: return unary<gez_>;
        case SfpuOp::eq_scalar: return unary<eq_scalar_>;
        case SfpuOp::ne_scalar: return unary<ne_scalar_>;
        case SfpuOp::lt_scalar: return unary<lt_scalar_>;
        case SfpuOp::gt_scalar: return unary<gt_scalar_>;
        case SfpuOp::le_scalar: return unary<le_scalar_>;
        case SfpuOp::ge_scalar: return unary<ge_scalar_>;
        case SfpuOp::isinf: return unary<isinf_>;
        case SfpuOp::isposinf: return unary<isposinf_>;
        case SfpuOp::isneginf: return unary<isneginf_>;
        case SfpuOp::isnan: return unary<isnan_>;
        case SfpuOp::isfinite: return unary<isfinite_>;
        case SfpuOp::logical_not: return unary<logical_not_>;
        case SfpuOp::stochastic_round: return unary<stochastic_round_>;
        case SfpuOp::typecast: return run_typecast;
        default: return nullptr;
    }
}

}  // namespace tilesmith::compute::sfpu
