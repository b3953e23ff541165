#include "fpu_matmul.hpp"

#include "fpu_lanes.hpp"

namespace tilesmith::compute {
namespace {

constexpr uint32_t kLanes = 16;
constexpr uint32_t kGroup = 8;  // products that are aligned to a common exponent before they are added

/// So small that no product with a zero reaches an exponent above 0, whatever the other operand is.
constexpr int32_t kExponentOfZero = -1000;
/// What lies further behind the largest product rounds to nothing.
constexpr int32_t kFarthest = 30;

/// The operands of a face as one phase sees them.
struct PhaseFace {
    float part[kFaceElements];        ///< sign and the bits of the mantissa that this phase multiplies, a whole number
    int32_t exponent[kFaceElements];  ///< biased
};

template <bool is_a>
void prepare(const uint32_t* words, uint32_t count, FidelityPhase phase, PhaseFace& out) {
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t word = words[i];
        const bool zero = !(word & kInfinityBits);
        const auto magnitude = static_cast<int32_t>(is_a ? phase.part_of_a(word) : phase.part_of_b(word));
        out.part[i] = static_cast<float>(zero ? 0 : word & kSignBit ? -magnitude : magnitude);
        out.exponent[i] = zero ? kExponentOfZero : static_cast<int32_t>((word >> 23) & 255);
    }
}

/// The products of eight numbers of a row of `left` with eight rows of `right`, in the lanes from `at` on: their parts are
/// whole numbers below 2^12, so that floats hold them exactly, also when they are aligned.
TILESMITH_INLINE LaneTerms sum_group(const PhaseFace& left, uint32_t row_start, const PhaseFace& right, uint32_t at,
                                     int32_t exponent_step) {
    Ints exponents[kGroup];
    Ints largest = {};
    for (uint32_t k = 0; k < kGroup; ++k) {
        const int32_t left_exponent = left.exponent[row_start + k] - 127 + exponent_step;
        exponents[k] = load_lanes<Ints>(right.exponent + at + k * kLanes) + left_exponent;
        largest = largest > exponents[k] ? largest : exponents[k];
    }
    Ints sum = {};
    for (uint32_t k = 0; k < kGroup; ++k) {
        const Ints behind = exponents[k] - largest;
        const Ints shift = behind > -kFarthest ? behind : Ints{} - kFarthest;
        const Floats scale = lanes_of_bits(reinterpret_cast<Words>(shift + 127) << 23);
        const Floats aligned = left.part[row_start + k] * load_lanes<Floats>(right.part + at + k * kLanes) * scale;
        const Floats half = lanes_of_bits((bits_of_lanes(aligned) & kSignBit) | 0x3F000000u);
        sum += __builtin_convertvector(aligned + half, Ints);
    }
    return LaneTerms{largest, sum & (largest > 0)};
}

template <DestWidth width>
TILESMITH_INLINE void multiply_face_lanes(const PhaseFace& left, const PhaseFace& right, uint32_t rows, int32_t exponent_step,
                                          uint32_t* dest) {
    for (uint32_t r = 0; r < rows; ++r) {
        for (uint32_t c = 0; c < kLanes; c += kVector) {
            const LaneTerms first = sum_group(left, r * kLanes, right, c, exponent_step);
            const LaneTerms second = sum_group(left, r * kLanes + kGroup, right, kGroup * kLanes + c, exponent_step);
            uint32_t* out = dest + r * kLanes + c;
            const Ints largest = first.exponent > second.exponent ? first.exponent : second.exponent;
            store_lanes(accumulate_lanes<width>(load_lanes<Words>(out), largest, first, second), out);
        }
    }
}

TILESMITH_FOR_EVERY_CPU void multiply_prepared(const PhaseFace& left, const PhaseFace& right, uint32_t rows,
                                               int32_t exponent_step, DestWidth width, uint32_t* dest) {
    if (width == DestWidth::bits16) {
        multiply_face_lanes<DestWidth::bits16>(left, right, rows, exponent_step, dest);
    } else {
        multiply_face_lanes<DestWidth::bits32>(left, right, rows, exponent_step, dest);
    }
}

/// Operands of a whole tile for one phase, prepared once and used by every face product.
struct PhaseTile {
    PhaseFace faces[kFaces];
};

void matmul_phase(const Tile& left, const Tile& right, FidelityPhase phase, DestWidth width, Tile& dest) {
    PhaseTile a;
    PhaseTile b;
    for (uint32_t f = 0; f < kFaces; ++f) {
        prepare<true>(right.face(f), kFaceElements, phase, a.faces[f]);
        prepare<false>(left.face(f), kFaceElements, phase, b.faces[f]);
    }
    for (uint32_t k = 0; k < 2; ++k) {
        for (uint32_t f = 0; f < kFaces; ++f) {
            multiply_prepared(b.faces[(f & 2) + k], a.faces[2 * k + (f & 1)], kFaceRows, phase.exponent_step(), width,
                              dest.face(f));
        }
    }
}

}  // namespace

void matmul(const Tile& left, const Tile& right, const MatmulSettings& settings, Tile& dest) {
    for (uint32_t p = 0; p < settings.phases; ++p) matmul_phase(left, right, fidelity_phase(p), settings.width, dest);
}

void multiply_face(const uint32_t* left, const uint32_t* right, uint32_t rows, FidelityPhase phase, DestWidth width,
                   uint32_t* dest) {
    PhaseFace a;
    PhaseFace b;
    prepare<true>(right, kFaceElements, phase, a);
    prepare<false>(left, rows * kLanes, phase, b);
    multiply_prepared(b, a, rows, phase.exponent_step(), width, dest);
}

}  // namespace tilesmith::compute
