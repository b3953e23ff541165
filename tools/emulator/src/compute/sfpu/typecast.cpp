// Conversions between the formats of DST. `p[0]` is the source format, `p[1]` the target.
#include <algorithm>

#include "../../data_format.hpp"
#include "runner.hpp"

namespace tilesmith::compute::sfpu {
namespace {

bool is_integer_format(DataFormat format) {
    return format == DataFormat::Int32 || format == DataFormat::UInt32 || format == DataFormat::UInt16 ||
           format == DataFormat::UInt8 || format == DataFormat::Int8;
}

/// Int32 and UInt32 are cut; UInt16 is the nearest (halves up), saturated; 8 bits wrap.
uint32_t float_to_integer(float x, DataFormat to) {
    const double wide = is_nan(x) ? 0.0 : static_cast<double>(x);
    switch (to) {
        case DataFormat::Int32:
            return static_cast<uint32_t>(static_cast<int32_t>(std::clamp(std::trunc(wide), -2147483648.0, 2147483647.0)));
        case DataFormat::UInt32: return static_cast<uint32_t>(std::clamp(std::trunc(wide), 0.0, 4294967295.0));
        case DataFormat::UInt16: return static_cast<uint32_t>(std::clamp(std::floor(wide + 0.5), 0.0, 65535.0));
        default: return static_cast<uint32_t>(static_cast<int64_t>(std::clamp(std::trunc(wide), -2e9, 2e9))) & 255u;
    }
}

uint32_t integer_to_integer(uint32_t word, DataFormat from, DataFormat to) {
    if (to == DataFormat::UInt16) {
        const bool below = from == DataFormat::Int32 && (word & kSignBit);
        return below ? 0u : std::min(word, 65535u);
    }
    return to == DataFormat::UInt8 ? word & 255u : word;
}

uint32_t integer_to_float(uint32_t word, DataFormat from, DataFormat to, const Args& args) {
    const bool is_signed = from == DataFormat::Int32 || from == DataFormat::Int8;
    const float value = is_signed ? static_cast<float>(static_cast<int32_t>(word)) : static_cast<float>(word);
    return stored(to == DataFormat::Float32 ? value : to_bf16(value), args);
}

uint32_t typecast(uint32_t word, const Args& args) {
    const auto from = static_cast<DataFormat>(args.p[0]);
    const auto to = static_cast<DataFormat>(args.p[1]);
    if (is_integer_format(from)) {
        return is_integer_format(to) ? integer_to_integer(word, from, to) : integer_to_float(word, from, to, args);
    }
    if (is_integer_format(to)) return float_to_integer(float_of(word), to);
    const bool narrows = from == DataFormat::Float32 && to == DataFormat::Float16_b;
    return narrows ? stored(float_of(round_to_bf16_even(word)), args) : word;
}

}  // namespace

void run_typecast(const Job& job) { unary_word<typecast>(job); }

}  // namespace tilesmith::compute::sfpu
