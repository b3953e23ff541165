// Names of the vector functions, shared by the device headers and the emulator's library.
#pragma once

#include <cstdint>

namespace tilesmith::compute {

enum class SfpuOp : uint16_t {
    // One tile, float.
    exp, exp2, expm1, log, log_with_base, log1p, recip, sqrt, rsqrt, cbrt, rdiv, power, power_iterative, rpow,
    sigmoid, silu, tanh, tanh_derivative, tanhshrink, mish, softcap, gelu, gelu_tanh, gelu_derivative, erf, erfc, erfinv,
    softplus, elu, selu, celu, hardsigmoid, softsign, softshrink, hardshrink, hardmish, xielu, relu_min, relu_max,
    leaky_relu, hardtanh, clamp, threshold, heaviside, sin, cos, tan, asin, acos, atan, sinh, cosh, asinh, acosh, atanh,
    i0, i1, digamma, polygamma, lgamma_stirling, floor, ceil, trunc, round, frac, stochastic_round,
    abs, sign, signbit, square, identity, negative, fill, add_scalar, sub_scalar, mul_scalar, rsub_scalar,
    fmod_scalar, remainder_scalar, max_scalar, min_scalar,
    eqz, nez, ltz, gtz, lez, gez, eq_scalar, ne_scalar, lt_scalar, gt_scalar, le_scalar, ge_scalar,
    isinf, isposinf, isneginf, isnan, isfinite, logical_not, typecast, dropout, rand,
    // One tile, integer.
    abs_int, negative_int, signbit_int, identity_int, fill_int, logical_not_int, add_int_scalar, sub_int_scalar,
    rsub_int_scalar, and_scalar, or_scalar, xor_scalar, not_int, left_shift_scalar, right_shift_scalar,
    clamp_int, relu_min_int, relu_max_int, max_int_scalar, min_int_scalar, max_uint_scalar, min_uint_scalar,
    remainder_uint_scalar, eqz_int, nez_int, ltz_int, gtz_int, lez_int, gez_int,
    eq_int_scalar, ne_int_scalar, lt_int_scalar, gt_int_scalar, le_int_scalar, ge_int_scalar,
    // Two tiles, float.
    add, sub, rsub, mul, div, power_binary, max, min, eq, ne, lt, gt, le, ge, fmod, remainder, atan2, xlogy, logaddexp,
    logaddexp2, isclose, nextafter, logsigmoid, lgamma_stirling_float, mask, mask_posinf, copy,
    // Two tiles, integer.
    add_int, sub_int, rsub_int, mul_int, eq_int, ne_int, lt_int, gt_int, le_int, ge_int, max_int, min_int, max_uint,
    min_uint, and_int, or_int, xor_int, left_shift, right_shift, logical_right_shift, div_int, div_int_floor,
    div_int_trunc, remainder_int, remainder_uint, fmod_int, gcd, lcm, quant, requant, dequant, mask_int, copy_int,
    // Three tiles.
    where, addcmul, addcdiv, lerp, mac, snake_beta, lgamma_adjusted,
    // Operations on the tile as a whole.
    cumsum, reduce, add_top_row, sum_int_col, sum_int_row, bcast_col, bcast_row, bcast_scalar,
    complex_rotate90,
    count_
};

/// Which faces a vector function works on: all, the upper two (rows 0..15) or the left two (columns 0..15).
enum class SfpuFaces : uint8_t { none = 0, rows = 1, cols = 2, all = 4, custom = 6 };

/// One call: operands and result are DST tiles, `p` are the scalars of the function.
struct SfpuCall {
    SfpuOp op = SfpuOp::identity;
    uint8_t operands = 1;  ///< DST tiles that are read
    uint32_t dst[3] = {};  ///< indices of the tiles read
    uint32_t out = 0;
    uint32_t p[6] = {};
    bool approx = false;
    SfpuFaces faces = SfpuFaces::all;
};

}  // namespace tilesmith::compute
