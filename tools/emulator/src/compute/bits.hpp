// Bit-level views of the number formats that the Tensix data path uses.
#pragma once

#include <bit>
#include <cstdint>

namespace tilesmith::compute {

constexpr uint32_t kSignBit = 0x80000000u;
constexpr uint32_t kInfinityBits = 0x7F800000u;

inline uint32_t bits_of(float value) { return std::bit_cast<uint32_t>(value); }
inline float float_of(uint32_t bits) { return std::bit_cast<float>(bits); }

/// Denormals become zero of the same sign, as everywhere in the vector unit.
inline uint32_t flush_denormal(uint32_t bits) { return (bits & kInfinityBits) ? bits : bits & kSignBit; }

/// The upper half of a float: what a 16-bit DST keeps of a vector register that was not rounded first.
inline uint32_t truncate_to_bf16(uint32_t bits) { return flush_denormal(bits) & 0xFFFF0000u; }

/// Nearest bf16, halves away from zero (packer and matrix unit). NaN becomes infinity, denormals +0.
inline uint32_t round_to_bf16_away(uint32_t bits) {
    if ((bits & 0x7FFFFFFFu) > kInfinityBits) return (bits & kSignBit) | kInfinityBits;
    const uint32_t rounded = (bits + 0x8000u) & 0xFFFF0000u;
    return (rounded & kInfinityBits) ? rounded : 0u;
}

/// Nearest bf16, halves to even: the explicit conversion that vector functions end with.
inline uint32_t round_to_bf16_even(uint32_t bits) {
    return (bits + 0x7FFFu + ((bits >> 16) & 1u)) & 0xFFFF0000u;
}

/// 10 fraction bits, as a source register holds a float32 operand.
inline uint32_t truncate_to_tf32(uint32_t bits) { return bits & 0xFFFFE000u; }

}  // namespace tilesmith::compute
