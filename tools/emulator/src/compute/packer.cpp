#include "packer.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "bits.hpp"
#include "block_float.hpp"
#include "unpacker.hpp"

namespace tilesmith::compute {
namespace {

// 0x4646 halfwords: 12672 as bf16, 12689.6 as float32.
constexpr int kSpoiled = 0x46;

/// A bf16 with six fraction bits: the packer's first rounding on the way to block floats (halves up in magnitude).
uint32_t round_to_six_fraction_bits(uint32_t bf16) { return ((bf16 >> 16) + 1) >> 1 << 17; }

uint32_t clean_bf16(uint32_t word) {
    if ((word & 0x7FFF0000u) > kInfinityBits) return (word & kSignBit) | kInfinityBits;
    return (word & kInfinityBits) ? word & 0xFFFF0000u : 0u;
}

/// The early conversion: DST datum to the packer's intermediate format, still as float bits.
uint32_t convert_early(uint32_t word, const PackSettings& settings) {
    const bool to_block = is_block_float(settings.format);
    if (!settings.wide_dest) {
        const uint32_t bf16 = clean_bf16(word);
        return to_block && !settings.block_float_precise ? round_to_six_fraction_bits(bf16) : bf16;
    }
    if (settings.format == DataFormat::Float16_b) return round_to_bf16_away(word);
    if (to_block && !settings.block_float_precise) {
        return round_to_six_fraction_bits((word & 0x7FFFFFFFu) > kInfinityBits ? (word & kSignBit) | kInfinityBits : word);
    }
    return word;
}

uint32_t apply_relu(uint32_t word, ReluMode mode, uint32_t threshold) {
    if (mode == ReluMode::none) return word;
    if (word & kSignBit) word = 0;
    const uint32_t limit = threshold << 16;
    if (mode == ReluMode::min_threshold && word <= limit) return 0;
    if (mode == ReluMode::max_threshold && word > limit) return limit;
    return word;
}

/// Sums in L1 round to nearest even and flush denormals.
uint32_t add_float32(uint32_t old_bits, uint32_t new_bits) {
    return flush_denormal(bits_of(float_of(flush_denormal(old_bits)) + float_of(flush_denormal(new_bits))));
}

uint32_t add_bf16(uint32_t old_bits, uint32_t new_bits) {
    const double sum = static_cast<double>(float_of(flush_denormal(old_bits))) + float_of(flush_denormal(new_bits));
    const uint64_t wide = std::bit_cast<uint64_t>(sum);
    const uint32_t sign = static_cast<uint32_t>(wide >> 63) << 31;
    const int32_t exponent = static_cast<int32_t>((wide >> 52) & 0x7FF) - 1023 + 127;
    if (exponent <= 0) return sign;
    if (exponent >= 255) return sign | kInfinityBits;
    const uint64_t fraction = wide & ((1ull << 52) - 1);
    const uint64_t even = (fraction >> 45) & 1;
    const uint32_t rounded = static_cast<uint32_t>((fraction + (1ull << 44) - 1 + even) >> 45);
    return sign | ((static_cast<uint32_t>(exponent) << 23) + (rounded << 16));
}

void store_float32(uint32_t word, bool accumulate, std::byte* at) {
    uint32_t old_bits;
    std::memcpy(&old_bits, at, sizeof old_bits);
    const uint32_t stored = accumulate ? add_float32(old_bits, word) : word;
    std::memcpy(at, &stored, sizeof stored);
}

void store_bf16(uint32_t word, bool accumulate, std::byte* at) {
    uint16_t old_bits;
    std::memcpy(&old_bits, at, sizeof old_bits);
    const uint32_t sum = accumulate ? add_bf16(static_cast<uint32_t>(old_bits) << 16, word) : word;
    const auto stored = static_cast<uint16_t>(sum >> 16);
    std::memcpy(at, &stored, sizeof stored);
}

void pack_floats(const uint32_t* words, uint32_t elements, const PackSettings& settings, std::byte* page) {
    const bool wide = settings.format != DataFormat::Float16_b;
    for (uint32_t i = 0; i < elements; ++i) {
        const uint32_t word = apply_relu(convert_early(words[i], settings), settings.relu, settings.relu_threshold);
        if (wide) {
            store_float32(word, settings.accumulate_in_l1, page + 4 * i);
        } else {
            store_bf16(word, settings.accumulate_in_l1, page + 2 * i);
        }
    }
}

void pack_block_floats(const uint32_t* words, uint32_t elements, const PackSettings& settings, std::byte* page) {
    const uint32_t bits = settings.format == DataFormat::Bfp8_b ? 8 : settings.format == DataFormat::Bfp4_b ? 4 : 2;
    uint32_t ready[kTileElements];
    for (uint32_t i = 0; i < elements; ++i) {
        const uint32_t word = apply_relu(convert_early(words[i], settings), settings.relu, settings.relu_threshold);
        ready[i] = (word & kInfinityBits) ? word & 0xFFFF0000u : 0u;
    }
    pack_blocks(ready, BlockLayout{bits}, elements, page);
}

/// 8-bit integers saturate; Int8 is stored as sign and magnitude.
uint32_t narrow_to_byte(uint32_t word, bool is_signed) {
    const auto value = static_cast<int32_t>(word);
    if (!is_signed) return static_cast<uint32_t>(std::clamp(value, 0, 255));
    const auto magnitude = static_cast<uint32_t>(std::min<int64_t>(value < 0 ? -int64_t{value} : value, 127));
    return value < 0 ? 128u | magnitude : magnitude;
}

void pack_integers(const uint32_t* words, uint32_t elements, const PackSettings& settings, std::byte* page) {
    for (uint32_t i = 0; i < elements; ++i) {
        const bool negative = settings.relu != ReluMode::none && (words[i] & kSignBit);
        const uint32_t word = negative ? 0 : words[i];
        switch (settings.format) {
            case DataFormat::UInt16:
            case DataFormat::RawUInt16: {
                const auto stored = static_cast<uint16_t>(word);
                std::memcpy(page + 2 * i, &stored, sizeof stored);
                break;
            }
            case DataFormat::Int8:
            case DataFormat::UInt8:
            case DataFormat::RawUInt8:
                page[i] = static_cast<std::byte>(narrow_to_byte(word, settings.format == DataFormat::Int8));
                break;
            default: std::memcpy(page + 4 * i, &word, sizeof word);
        }
    }
}

}  // namespace

bool can_pack(DataFormat format) { return can_unpack(format); }

void pack(const uint32_t* words, uint32_t elements, const PackSettings& settings, std::byte* page) {
    if (settings.spoiled) {
        std::memset(page, kSpoiled, bytes_of(settings.format, elements));
        return;
    }
    if (is_integer(settings.format)) return pack_integers(words, elements, settings, page);
    if (is_block_float(settings.format)) return pack_block_floats(words, elements, settings, page);
    if (settings.disguise == nullptr) return pack_floats(words, elements, settings, page);
    const std::span stored(page, bytes_of(settings.format, elements));
    const uint32_t float_bytes = settings.format == DataFormat::Float16_b ? 2 : 4;
    if (settings.accumulate_in_l1) settings.disguise->reveal(stored, float_bytes);
    pack_floats(words, elements, settings, page);
    settings.disguise->hide(stored, float_bytes);
}

}  // namespace tilesmith::compute
