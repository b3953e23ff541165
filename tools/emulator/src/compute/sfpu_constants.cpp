#include "sfpu_constants.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace tilesmith::compute {

SfpuConstants constants_of(SfpuOp op, bool approx, bool wide_dest) {
    using C = SfpuConstants;
    switch (op) {
        case SfpuOp::exp: return approx ? C::exp_lines : wide_dest ? C::none : C::exp;
        case SfpuOp::exp2: return wide_dest ? C::exp2 : C::none;
        case SfpuOp::expm1: return C::expm1;
        case SfpuOp::sigmoid: return approx ? C::sigmoid_lines : C::recip;
        case SfpuOp::tanh: return approx ? C::tanh_lines : wide_dest ? C::tanh_accurate : C::tanh;
        case SfpuOp::gelu: return approx ? C::gelu_lines : wide_dest ? C::recip : C::none;
        case SfpuOp::gelu_tanh: return C::tanh_accurate;
        case SfpuOp::recip:
        case SfpuOp::silu:
        case SfpuOp::rdiv:
        case SfpuOp::mish:
        case SfpuOp::erf:
        case SfpuOp::erfc:
        case SfpuOp::softsign:
        case SfpuOp::div:
        case SfpuOp::addcdiv:
        case SfpuOp::atan2: return C::recip;
        case SfpuOp::log:
        case SfpuOp::log_with_base:
        case SfpuOp::log1p:
        case SfpuOp::acosh:
        case SfpuOp::asinh:
        case SfpuOp::atanh: return C::log;
        case SfpuOp::sqrt:
        case SfpuOp::rsqrt: return C::sqrt;
        case SfpuOp::asin:
        case SfpuOp::acos: return wide_dest ? C::sqrt : C::none;
        case SfpuOp::atan: return wide_dest ? C::atan : C::recip;
        case SfpuOp::sin: return C::sin;
        case SfpuOp::cos: return C::cos;
        case SfpuOp::tan: return C::tan;
        case SfpuOp::cosh: return C::cosh;
        case SfpuOp::sinh: return C::sinh;
        case SfpuOp::power: return C::power;
        case SfpuOp::power_binary:
        case SfpuOp::rpow: return C::power_binary;
        case SfpuOp::cbrt: return C::cbrt;
        case SfpuOp::hardsigmoid: return C::hardsigmoid;
        case SfpuOp::fmod_scalar: return C::fmod;
        case SfpuOp::remainder_scalar: return C::remainder;
        case SfpuOp::isclose: return C::isclose;
        default: return C::none;
    }
}

void SfpuSetup::init(const char* name, SfpuConstants programmed) {
    last_init = name;
    if (std::find(seen.begin(), seen.end(), name) == seen.end()) seen.emplace_back(name);
    if (programmed == SfpuConstants::none) return;
    constants = programmed;
    constants_from = name;
}

bool SfpuSetup::saw_any(const char* names) const {
    std::string_view rest = names;
    while (!rest.empty()) {
        const size_t end = rest.find('|');
        if (std::find(seen.begin(), seen.end(), rest.substr(0, end)) != seen.end()) return true;
        if (end == std::string_view::npos) return false;
        rest.remove_prefix(end + 1);
    }
    return false;
}

std::string first_of(const char* names) {
    const char* end = std::strchr(names, '|');
    return end ? std::string(names, end) : std::string(names);
}

}  // namespace tilesmith::compute
