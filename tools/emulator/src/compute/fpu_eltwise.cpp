#include "fpu_eltwise.hpp"

#include "fpu_lanes.hpp"

namespace tilesmith::compute {
namespace {

TILESMITH_INLINE Words mantissa_of_lanes(Words lanes) { return lanes != 0u ? ((lanes >> 13) & 0x3FFu) | 0x400u : 0u; }
TILESMITH_INLINE Words without_denormals(Words lanes) { return (lanes & kInfinityBits) != 0u ? lanes : 0u; }

/// The smaller operand is rounded (halves up) to 10 fraction bits of the larger one before the addition.
TILESMITH_INLINE LaneTerms sum_of_lanes(Words a, Words b) {
    a = without_denormals(a);
    b = without_denormals(b);
    const Ints swapped = (a & 0x7FFFFFFFu) < (b & 0x7FFFFFFFu);
    const Words larger = swapped ? b : a;
    const Words smaller = swapped ? a : b;
    const Ints distance = exponent_of_lanes(larger) - exponent_of_lanes(smaller);
    const Words shift = reinterpret_cast<Words>(distance < 12 ? distance : 12);
    const Ints aligned = reinterpret_cast<Ints>((mantissa_of_lanes(smaller) + ((1u << shift) >> 1)) >> shift);
    const Ints other_sign = reinterpret_cast<Ints>(a ^ b) >> 31;
    const Ints magnitude = reinterpret_cast<Ints>(mantissa_of_lanes(larger)) + ((aligned ^ other_sign) - other_sign);
    const Ints negative = reinterpret_cast<Ints>(larger) >> 31;
    return LaneTerms{exponent_of_lanes(larger), (magnitude ^ negative) - negative};
}

TILESMITH_INLINE LaneTerms product_of_lanes(Words a, Words b, FidelityPhase phase) {
    const Ints exponent = exponent_of_lanes(a) + exponent_of_lanes(b) - 127 + phase.exponent_step();
    const Ints counts = ((a & kInfinityBits) != 0u) & ((b & kInfinityBits) != 0u) & (exponent > 0);
    const Ints negative = reinterpret_cast<Ints>(a ^ b) >> 31;
    const Ints magnitude = reinterpret_cast<Ints>(phase.part_of_a(a) * phase.part_of_b(b));
    return LaneTerms{exponent & counts, ((magnitude ^ negative) - negative) & counts};
}

template <DestWidth width>
TILESMITH_INLINE void add_lanes(const Tile& a, const Tile& b, uint32_t flip, bool onto, Tile& dest) {
    for (uint32_t i = 0; i < kTileElements; i += kVector) {
        const LaneTerms term = sum_of_lanes(load_lanes<Words>(a.words + i), load_lanes<Words>(b.words + i) ^ flip);
        const Words old = onto ? load_lanes<Words>(dest.words + i) : Words{};
        store_lanes(accumulate_lanes<width>(old, term.exponent, term), dest.words + i);
    }
}

template <DestWidth width>
TILESMITH_INLINE void multiply_lanes(const Tile& a, const Tile& b, FidelityPhase phase, Tile& dest) {
    for (uint32_t i = 0; i < kTileElements; i += kVector) {
        const LaneTerms term = product_of_lanes(load_lanes<Words>(a.words + i), load_lanes<Words>(b.words + i), phase);
        store_lanes(accumulate_lanes<width>(load_lanes<Words>(dest.words + i), term.exponent, term), dest.words + i);
    }
}

TILESMITH_FOR_EVERY_CPU void add_tiles(const Tile& a, const Tile& b, uint32_t flip, const EltwiseSettings& settings, Tile& dest) {
    if (settings.width == DestWidth::bits16) {
        add_lanes<DestWidth::bits16>(a, b, flip, settings.accumulate, dest);
    } else {
        add_lanes<DestWidth::bits32>(a, b, flip, settings.accumulate, dest);
    }
}

TILESMITH_FOR_EVERY_CPU void multiply_tiles(const Tile& a, const Tile& b, const EltwiseSettings& settings, Tile& dest) {
    for (uint32_t p = 0; p < settings.phases; ++p) {
        if (settings.width == DestWidth::bits16) {
            multiply_lanes<DestWidth::bits16>(a, b, fidelity_phase(p), dest);
        } else {
            multiply_lanes<DestWidth::bits32>(a, b, fidelity_phase(p), dest);
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
