#include "fpu_eltwise.hpp"

#include <utility>

namespace tilesmith::compute {
namespace {

int32_t exponent_of(uint32_t word) { return static_cast<int32_t>((word >> 23) & 255); }
uint32_t mantissa_of(uint32_t word) { return word ? ((word >> 13) & 0x3FFu) | 0x400u : 0u; }
uint32_t without_denormal(uint32_t word) { return (word & kInfinityBits) ? word : 0u; }

/// The smaller operand is rounded (halves up) to 10 fraction bits of the larger one before the addition.
FpuTerm sum_term(uint32_t a, uint32_t b) {
    a = without_denormal(a);
    b = without_denormal(b);
    if ((a & 0x7FFFFFFFu) < (b & 0x7FFFFFFFu)) std::swap(a, b);
    const int32_t distance = exponent_of(a) - exponent_of(b);
    uint32_t smaller = mantissa_of(b);
    if (distance >= 12) {
        smaller = 0;
    } else if (distance > 0) {
        smaller = (smaller + (1u << (distance - 1))) >> distance;
    }
    const bool same_sign = (a >> 31) == (b >> 31);
    const uint32_t larger = mantissa_of(a);
    return FpuTerm{a >> 31, exponent_of(a), (same_sign ? larger + smaller : larger - smaller) << 13};
}

FpuTerm product_term(uint32_t a, uint32_t b, FidelityPhase phase) {
    const int32_t exponent = exponent_of(a) + exponent_of(b) - 127 + phase.exponent_step();
    if (!(a & kInfinityBits) || !(b & kInfinityBits) || exponent <= 0) return FpuTerm{};
    return FpuTerm{(a ^ b) >> 31, exponent, (phase.part_of_a(a) * phase.part_of_b(b)) << 13};
}

void add_tiles(const Tile& a, const Tile& b, uint32_t flip, const EltwiseSettings& settings, Tile& dest) {
    for (uint32_t i = 0; i < kTileElements; ++i) {
        const uint32_t old = settings.accumulate ? dest.words[i] : 0u;
        dest.words[i] = accumulate(sum_term(a.words[i], b.words[i] ^ flip), FpuTerm{}, old, settings.width);
    }
}

void multiply_tiles(const Tile& a, const Tile& b, const EltwiseSettings& settings, Tile& dest) {
    for (uint32_t p = 0; p < settings.phases; ++p) {
        const FidelityPhase phase = fidelity_phase(p);
        for (uint32_t i = 0; i < kTileElements; ++i) {
            dest.words[i] = accumulate(product_term(a.words[i], b.words[i], phase), FpuTerm{}, dest.words[i], settings.width);
        }
    }
}

}  // namespace

void eltwise(EltwiseOp op, const Tile& a, const Tile& b, const EltwiseSettings& settings, Tile& dest) {
    switch (op) {
        case EltwiseOp::add: return add_tiles(a, b, 0, settings, dest);
        case EltwiseOp::sub: return add_tiles(a, b, kSignBit, settings, dest);
        case EltwiseOp::mul: return multiply_tiles(a, b, settings, dest);
    }
}

void expand(Broadcast kind, uint32_t row, const Tile& in, Tile& out) {
    for (uint32_t r = 0; r < kTileRows; ++r) {
        for (uint32_t c = 0; c < kTileRows; ++c) {
            const uint32_t from_row = kind == Broadcast::row ? row : kind == Broadcast::scalar ? 0 : r;
            const uint32_t from_col = kind == Broadcast::col || kind == Broadcast::scalar ? 0 : c;
            out.words[element_index(r, c)] = in.words[element_index(from_row, from_col)];
        }
    }
}

}  // namespace tilesmith::compute
