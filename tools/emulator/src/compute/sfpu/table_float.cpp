// Table: float functions of one tile that have a file of their own.
#include "runner.hpp"

namespace tilesmith::compute::sfpu {

#define ROW(name) \
    case SfpuOp::name: return unary<sfpu::name>

Runner float_runner(SfpuOp op) {
    switch (op) {
        ROW(exp);
        ROW(exp2);
        ROW(expm1);
        ROW(log);
        ROW(log_with_base);
        ROW(log1p);
        ROW(recip);
        ROW(sqrt);
        ROW(rsqrt);
        ROW(cbrt);
        ROW(rdiv);
        ROW(power);
        ROW(power_iterative);
        ROW(rpow);
        ROW(sigmoid);
        ROW(silu);
        ROW(tanh);
        ROW(tanh_derivative);
        ROW(tanhshrink);
        ROW(mish);
        ROW(softcap);
        ROW(gelu);
        ROW(gelu_tanh);
        ROW(gelu_derivative);
        ROW(erf);
        ROW(erfc);
        ROW(erfinv);
        ROW(softplus);
        ROW(elu);
        ROW(selu);
        ROW(celu);
        ROW(hardsigmoid);
        ROW(softsign);
        ROW(softshrink);
        ROW(hardshrink);
        ROW(hardmish);
        ROW(xielu);
        ROW(relu_min);
        ROW(relu_max);
        ROW(leaky_relu);
        ROW(hardtanh);
        ROW(threshold);
        ROW(heaviside);
        ROW(sin);
        ROW(cos);
        ROW(tan);
        ROW(asin);
        ROW(acos);
        ROW(atan);
        ROW(sinh);
        ROW(cosh);
        ROW(asinh);
        ROW(acosh);
        ROW(atanh);
        ROW(i0);
        ROW(i1);
        ROW(digamma);
        ROW(polygamma);
        ROW(lgamma_stirling);
        ROW(floor);
        ROW(ceil);
        ROW(trunc);
        ROW(round);
        ROW(frac);
        case SfpuOp::clamp: return unary<clamp_to>;
        default: return nullptr;
    }
}

#undef ROW

}  // namespace tilesmith::compute::sfpu
