// Table: integer functions of two tiles. `p[0]` is the DataFormat where signedness or width matters.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "../../data_format.hpp"
#include "runner.hpp"

namespace tilesmith::compute::sfpu {
namespace {

int32_t as_signed(uint32_t word) { return static_cast<int32_t>(word); }
uint32_t as_word(int64_t value) { return static_cast<uint32_t>(value); }
DataFormat format_of(const Args& args) { return static_cast<DataFormat>(args.p[0]); }
uint32_t narrowed(uint32_t word, const Args& args) {
    return format_of(args) == DataFormat::UInt16 ? word & 0xFFFFu : word;
}
bool below(uint32_t a, uint32_t b, const Args& args) {
    return format_of(args) == DataFormat::Int32 ? as_signed(a) < as_signed(b) : a < b;
}
int64_t floor_quotient(int64_t a, int64_t b) { return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0); }

uint32_t add_int_(uint32_t a, uint32_t b, const Args& args) { return narrowed(a + b, args); }
uint32_t sub_int_(uint32_t a, uint32_t b, const Args& args) { return narrowed(a - b, args); }
uint32_t rsub_int_(uint32_t a, uint32_t b, const Args& args) { return narrowed(b - a, args); }
uint32_t mul_int_(uint32_t a, uint32_t b, const Args& args) { return narrowed(a * b, args); }
uint32_t eq_int_(uint32_t a, uint32_t b, const Args&) { return a == b; }
uint32_t ne_int_(uint32_t a, uint32_t b, const Args&) { return a != b; }
uint32_t lt_int_(uint32_t a, uint32_t b, const Args& args) { return below(a, b, args); }
uint32_t gt_int_(uint32_t a, uint32_t b, const Args& args) { return below(b, a, args); }
uint32_t le_int_(uint32_t a, uint32_t b, const Args& args) { return !below(b, a, args); }
uint32_t ge_int_(uint32_t a, uint32_t b, const Args& args) { return !below(a, b, args); }
uint32_t max_int_(uint32_t a, uint32_t b, const Args&) { return as_signed(a) > as_signed(b) ? a : b; }
uint32_t min_int_(uint32_t a, uint32_t b, const Args&) { return as_signed(a) < as_signed(b) ? a : b; }
uint32_t max_uint_(uint32_t a, uint32_t b, const Args&) { return std::max(a, b); }
uint32_t min_uint_(uint32_t a, uint32_t b, const Args&) { return std::min(a, b); }
uint32_t and_int_(uint32_t a, uint32_t b, const Args&) { return a & b; }
uint32_t or_int_(uint32_t a, uint32_t b, const Args&) { return a | b; }
uint32_t xor_int_(uint32_t a, uint32_t b, const Args&) { return a ^ b; }
/// Shifts by less than 0 or by more than 31 give 0.
uint32_t left_shift_(uint32_t a, uint32_t b, const Args& args) { return b > 31 ? 0u : narrowed(a << b, args); }
uint32_t right_shift_(uint32_t a, uint32_t b, const Args&) { return b > 31 ? 0u : as_word(as_signed(a) >> b); }
uint32_t logical_right_shift_(uint32_t a, uint32_t b, const Args&) { return b > 31 ? 0u : a >> b; }

/// The quotient of two integers as a float.
uint32_t div_int_(uint32_t a, uint32_t b, const Args&) {
    return bits_of(result_of(static_cast<double>(as_signed(a)) / static_cast<double>(as_signed(b))));
}
uint32_t div_int_floor_(uint32_t a, uint32_t b, const Args&) {
    return b ? as_word(floor_quotient(as_signed(a), as_signed(b))) : 0xFFFFFFFFu;
}
uint32_t div_int_trunc_(uint32_t a, uint32_t b, const Args&) {
    return b ? as_word(int64_t{as_signed(a)} / as_signed(b)) : 0xFFFFFFFFu;
}
uint32_t remainder_int_(uint32_t a, uint32_t b, const Args&) {
    return b ? as_word(as_signed(a) - floor_quotient(as_signed(a), as_signed(b)) * as_signed(b)) : a;
}
uint32_t remainder_uint_(uint32_t a, uint32_t b, const Args&) { return b ? a % b : a; }
uint32_t fmod_int_(uint32_t a, uint32_t b, const Args&) { return b ? as_word(int64_t{as_signed(a)} % as_signed(b)) : a; }
uint32_t gcd_(uint32_t a, uint32_t b, const Args&) {
    return as_word(std::gcd(int64_t{as_signed(a)}, int64_t{as_signed(b)}));
}
uint32_t lcm_(uint32_t a, uint32_t b, const Args&) {
    return as_word(std::lcm(int64_t{as_signed(a)}, int64_t{as_signed(b)}));
}

/// Nearest, halves away from zero, saturated to the 8-bit range of the output format; a NaN is as large as its sign says.
uint32_t quantized(float x, const Args& args) {
    if (std::isnan(x)) {
        x = std::copysign(std::numeric_limits<float>::infinity(), x);
    }
    const double low = format_of(args) == DataFormat::UInt8 ? 0.0 : -127.0;
    const double high = format_of(args) == DataFormat::UInt8 ? 255.0 : 127.0;
    return as_word(static_cast<int64_t>(std::clamp(std::round(static_cast<double>(x)), low, high)));
}
/// Quantisation: p[1] is the zero point as float bits, the second operand the scale.
uint32_t quant_(uint32_t a, uint32_t scale, const Args& args) {
    return quantized(mad(float_of(a), float_of(scale), args.real(1)), args);
}
uint32_t requant_(uint32_t a, uint32_t scale, const Args& args) {
    return quantized(mad(static_cast<float>(as_signed(a)), float_of(scale), args.real(1)), args);
}
uint32_t dequant_(uint32_t a, uint32_t scale, const Args& args) {
    return bits_of(mul(add(static_cast<float>(as_signed(a)), args.real(1)), float_of(scale)));
}
uint32_t mask_int_(uint32_t a, uint32_t b, const Args&) { return b ? a : 0u; }
uint32_t copy_int_(uint32_t a, uint32_t, const Args&) { return a; }

}  // namespace

Runner binary_integer_runner(SfpuOp op) {
    switch (op) {
        case SfpuOp::add_int: return binary_word<add_int_>;
        case SfpuOp::sub_int: return binary_word<sub_int_>;
        case SfpuOp::rsub_int: return binary_word<rsub_int_>;
        case SfpuOp::mul_int: return binary_word<mul_int_>;
        case SfpuOp::eq_int: return binary_word<eq_int_>;
        case SfpuOp::ne_int: return binary_word<ne_int_>;
        case SfpuOp::lt_int: return binary_word<lt_int_>;
        case SfpuOp::gt_int: return binary_word<gt_int_>;
        case SfpuOp::le_int: return binary_word<le_int_>;
        case SfpuOp::ge_int: return binary_word<ge_int_>;
        case SfpuOp::max_int: return binary_word<max_int_>;
        case SfpuOp::min_int: return binary_word<min_int_>;
        case SfpuOp::max_uint: return binary_word<max_uint_>;
        case SfpuOp::min_uint: return binary_word<min_uint_>;
        case SfpuOp::and_int: return binary_word<and_int_>;
        case SfpuOp::or_int: return binary_word<or_int_>;
        case SfpuOp::xor_int: return binary_word<xor_int_>;
        case SfpuOp::left_shift: return binary_word<left_shift_>;
        case SfpuOp::right_shift: return binary_word<right_shift_>;
        case SfpuOp::logical_right_shift: return binary_word<logical_right_shift_>;
        case SfpuOp::div_int: return binary_word<div_int_>;
        case SfpuOp::div_int_floor: return binary_word<div_int_floor_>;
        case SfpuOp::div_int_trunc: return binary_word<div_int_trunc_>;
        case SfpuOp::remainder_int: return binary_word<remainder_int_>;
        case SfpuOp::remainder_uint: return binary_word<remainder_uint_>;
        case SfpuOp::fmod_int: return binary_word<fmod_int_>;
        case SfpuOp::gcd: return binary_word<gcd_>;
        case SfpuOp::lcm: return binary_word<lcm_>;
        case SfpuOp::quant: return binary_word<quant_>;
        case SfpuOp::requant: return binary_word<requant_>;
        case SfpuOp::dequant: return binary_word<dequant_>;
        case SfpuOp::mask_int: return binary_word<mask_int_>;
        case SfpuOp::copy_int: return binary_word<copy_int_>;
        default: return nullptr;
    }
}

}  // namespace tilesmith::compute::sfpu
