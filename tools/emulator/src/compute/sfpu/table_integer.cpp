// Table: integer functions of one tile. Words are two's complement; `p[1]` is the DataFormat where width or
// signedness matters.
#include <algorithm>

#include "../../data_format.hpp"
#include "runner.hpp"

namespace tilesmith::compute::sfpu {
namespace {

int32_t as_signed(uint32_t word) { return static_cast<int32_t>(word); }
uint32_t as_word(int32_t value) { return static_cast<uint32_t>(value); }
DataFormat format_of(const Args& args) { return static_cast<DataFormat>(args.p[1]); }
uint32_t narrowed(uint32_t word, const Args& args) {
    return format_of(args) == DataFormat::UInt16 ? word & 0xFFFFu : word;
}
bool is_unsigned(const Args& args) { return format_of(args) != DataFormat::Int32; }

uint32_t abs_int_(uint32_t x, const Args&) { return x & kSignBit ? 0u - x : x; }
uint32_t negative_int_(uint32_t x, const Args&) { return 0u - x; }
uint32_t signbit_int_(uint32_t x, const Args&) { return x >> 31; }
uint32_t identity_int_(uint32_t x, const Args&) { return x; }
uint32_t fill_int_(uint32_t, const Args& args) { return narrowed(args.p[0], args); }
uint32_t logical_not_int_(uint32_t x, const Args&) { return x == 0; }
uint32_t add_int_scalar_(uint32_t x, const Args& args) { return x + args.p[0]; }
uint32_t sub_int_scalar_(uint32_t x, const Args& args) { return x - args.p[0]; }
uint32_t rsub_int_scalar_(uint32_t x, const Args& args) { return args.p[0] - x; }
uint32_t and_scalar_(uint32_t x, const Args& args) { return x & args.p[0]; }
uint32_t or_scalar_(uint32_t x, const Args& args) { return narrowed(x | args.p[0], args); }
uint32_t xor_scalar_(uint32_t x, const Args& args) { return narrowed(x ^ args.p[0], args); }
uint32_t not_int_(uint32_t x, const Args&) { return ~x; }
uint32_t left_shift_scalar_(uint32_t x, const Args& args) { return args.p[0] > 31 ? 0u : narrowed(x << args.p[0], args); }
uint32_t right_shift_scalar_(uint32_t x, const Args& args) {
    if (args.p[0] > 31) return 0;
    return is_unsigned(args) ? x >> args.p[0] : as_word(as_signed(x) >> args.p[0]);
}
/// p[0]: lower, p[2]: upper bound.
uint32_t clamp_int_(uint32_t x, const Args& args) {
    return as_word(std::min(std::max(as_signed(x), args.integer(0)), args.integer(2)));
}
uint32_t relu_min_int_(uint32_t x, const Args& args) {
    return is_unsigned(args) ? std::max(x, args.p[0]) : as_word(std::max(as_signed(x), args.integer(0)));
}
uint32_t relu_max_int_(uint32_t x, const Args& args) {
    if (is_unsigned(args)) return std::min(x, args.p[0]);
    return as_word(std::max(std::min(as_signed(x), args.integer(0)), 0));
}
uint32_t max_int_scalar_(uint32_t x, const Args& args) { return as_word(std::max(as_signed(x), args.integer(0))); }
uint32_t min_int_scalar_(uint32_t x, const Args& args) { return as_word(std::min(as_signed(x), args.integer(0))); }
uint32_t max_uint_scalar_(uint32_t x, const Args& args) { return std::max(x, args.p[0]); }
uint32_t min_uint_scalar_(uint32_t x, const Args& args) { return std::min(x, args.p[0]); }
uint32_t remainder_uint_scalar_(uint32_t x, const Args& args) { return args.p[0] ? x % args.p[0] : x; }

uint32_t eqz_int_(uint32_t x, const Args&) { return x == 0; }
uint32_t nez_int_(uint32_t x, const Args&) { return x != 0; }
uint32_t ltz_int_(uint32_t x, const Args&) { return as_signed(x) < 0; }
uint32_t gtz_int_(uint32_t x, const Args&) { return as_signed(x) > 0; }
uint32_t lez_int_(uint32_t x, const Args&) { return as_signed(x) <= 0; }
uint32_t gez_int_(uint32_t x, const Args&) { return as_signed(x) >= 0; }
uint32_t eq_int_scalar_(uint32_t x, const Args& args) { return x == args.p[0]; }
uint32_t ne_int_scalar_(uint32_t x, const Args& args) { return x != args.p[0]; }
uint32_t lt_int_scalar_(uint32_t x, const Args& args) { return as_signed(x) < args.integer(0); }
uint32_t gt_int_scalar_(uint32_t x, const Args& args) { return as_signed(x) > args.integer(0); }
uint32_t le_int_scalar_(uint32_t x, const Args& args) { return as_signed(x) <= args.integer(0); }
uint32_t ge_int_scalar_(uint32_t x, const Args& args) { return as_signed(x) >= args.integer(0); }

}  // namespace

Runner integer_runner(SfpuOp op) {
    switch (op) {
        case SfpuOp::abs_int: return unary_word<abs_int_>;
        case SfpuOp::negative_int: return unary_word<negative_int_>;
        case SfpuOp::signbit_int: return unary_word<signbit_int_>;
        case SfpuOp::identity_int: return unary_word<identity_int_>;
        case SfpuOp::fill_int: return unary_word<fill_int_>;
        case SfpuOp::logical_not_int: return unary_word<logical_not_int_>;
        case SfpuOp::add_int_scalar: return unary_word<add_int_scalar_>;
        case SfpuOp::sub_int_scalar: return unary_word<sub_int_scalar_>;
        case SfpuOp::rsub_int_scalar: return unary_word<rsub_int_scalar_>;
        case SfpuOp::and_scalar: return unary_word<and_scalar_>;
        case SfpuOp::or_scalar: return unary_word<or_scalar_>;
        case SfpuOp::xor_scalar: return unary_word<xor_scalar_>;
        case SfpuOp::not_int: return unary_word<not_int_>;
        case SfpuOp::left_shift_scalar: return unary_word<left_shift_scalar_>;
        case SfpuOp::right_shift_scalar: return unary_word<right_shift_scalar_>;
        case SfpuOp::clamp_int: return unary_word<clamp_int_>;
        case SfpuOp::relu_min_int: return unary_word<relu_min_int_>;
        case SfpuOp::relu_max_int: return unary_word<relu_max_int_>;
        case SfpuOp::max_int_scalar: return unary_word<max_int_scalar_>;
        case SfpuOp::min_int_scalar: return unary_word<min_int_scalar_>;
        case SfpuOp::max_uint_scalar: return unary_word<max_uint_scalar_>;
        case SfpuOp::min_uint_scalar: return unary_word<min_uint_scalar_>;
        case SfpuOp::remainder_uint_scalar: return unary_word<remainder_uint_scalar_>;
        case SfpuOp::eqz_int: return unary_word<eqz_int_>;
        case SfpuOp::nez_int: return unary_word<nez_int_>;
        case SfpuOp::ltz_int: return unary_word<ltz_int_>;
        case SfpuOp::gtz_int: return unary_word<gtz_int_>;
        case SfpuOp::lez_int: return unary_word<lez_int_>;
        case SfpuOp::gez_int: return unary_word<gez_int_>;
        case SfpuOp::eq_int_scalar: return unary_word<eq_int_scalar_>;
        case SfpuOp::ne_int_scalar: return unary_word<ne_int_scalar_>;
        case SfpuOp::lt_int_scalar: return unary_word<lt_int_scalar_>;
        case SfpuOp::gt_int_scalar: return unary_word<gt_int_scalar_>;
        case SfpuOp::le_int_scalar: return unary_word<le_int_scalar_>;
        case SfpuOp::ge_int_scalar: return unary_word<ge_int_scalar_>;
        default: return nullptr;
    }
}

}  // namespace tilesmith::compute::sfpu
