#include "block_float.hpp"

#include <algorithm>
#include <bit>

#include "bits.hpp"

namespace tilesmith::compute {
namespace {

/// Magnitude of seven bits relative to the shared exponent; rounded, halves up; saturates below the next power of two.
uint32_t aligned_magnitude(uint32_t bf16, uint32_t shared_exponent) {
    const uint32_t exponent = (bf16 >> 7) & 255;
    const uint32_t mantissa = (bf16 & 127) | (exponent ? 128u : 0u);
    const uint32_t shift = shared_exponent - exponent;
    if (shift >= 8) return 0;
    return std::min((mantissa + (1u << shift)) >> (shift + 1), 127u);
}

uint32_t stored_value(uint32_t bf16, uint32_t shared_exponent, uint32_t stored_bits) {
    const uint32_t magnitude = aligned_magnitude(bf16, shared_exponent) >> (8 - stored_bits);
    return magnitude ? magnitude | ((bf16 >> 15) << (stored_bits - 1)) : 0;
}

void put_bits(std::byte* data, uint32_t index, uint32_t stored_bits, uint32_t value) {
    const uint32_t position = index * stored_bits;
    const uint32_t shift = position & 7;
    const uint32_t mask = ((1u << stored_bits) - 1) << shift;
    const uint32_t old = std::to_integer<uint32_t>(data[position >> 3]);
    data[position >> 3] = static_cast<std::byte>((old & ~mask) | (value << shift));
}

uint32_t get_bits(const std::byte* data, uint32_t index, uint32_t stored_bits) {
    const uint32_t position = index * stored_bits;
    return (std::to_integer<uint32_t>(data[position >> 3]) >> (position & 7)) & ((1u << stored_bits) - 1);
}

/// Exponents come first, padded to 16 bytes.
uint32_t exponent_bytes(uint32_t count) { return (count / kBlockValues + 15) & ~15u; }

}  // namespace

uint32_t block_value(uint32_t stored, uint32_t stored_bits, uint32_t exponent) {
    const uint32_t byte = stored << (8 - stored_bits);
    const uint32_t sign = (byte >> 7) & 1;
    const uint32_t magnitude = (byte << 1) & 255;
    if (!magnitude) return sign ? kSignBit | kInfinityBits : 0;
    const uint32_t leading = static_cast<uint32_t>(std::countl_zero(magnitude)) - 24;
    const uint32_t mantissa = (magnitude << leading) & 0x7E;
    const uint32_t own_exponent = (exponent - leading) & 255;
    return (sign << 31) | (own_exponent << 23) | (mantissa << 16);
}

void unpack_blocks(const std::byte* page, BlockLayout layout, uint32_t count, uint32_t* out) {
    const std::byte* data = page + exponent_bytes(count);
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t exponent = std::to_integer<uint32_t>(page[i / kBlockValues]);
        out[i] = block_value(get_bits(data, i, layout.stored_bits), layout.stored_bits, exponent);
    }
}

void pack_blocks(const uint32_t* in, BlockLayout layout, uint32_t count, std::byte* page) {
    std::byte* data = page + exponent_bytes(count);
    for (uint32_t block = 0; block < count / kBlockValues; ++block) {
        const uint32_t* values = in + block * kBlockValues;
        uint32_t shared = 0;
        for (uint32_t i = 0; i < kBlockValues; ++i) shared = std::max(shared, (values[i] >> 23) & 255);
        page[block] = static_cast<std::byte>(shared);
        for (uint32_t i = 0; i < kBlockValues; ++i) {
            const uint32_t stored = stored_value(values[i] >> 16, shared, layout.stored_bits);
            put_bits(data, block * kBlockValues + i, layout.stored_bits, stored);
        }
    }
}

}  // namespace tilesmith::compute
