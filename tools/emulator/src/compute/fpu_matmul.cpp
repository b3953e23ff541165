#include "fpu_matmul.hpp"

#include <bit>

// Vectors never cross a call here: everything that takes them is inlined.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace tilesmith::compute {
namespace {

constexpr uint32_t kLanes = 16;
constexpr uint32_t kGroup = 8;  // products that are aligned to a common exponent before they are added

#define TILESMITH_INLINE inline __attribute__((always_inline))

// Vectors of the compiler: half a row of a face at a time, which is what AVX2 registers hold.
constexpr uint32_t kVector = 8;
using Floats = float __attribute__((vector_size(32)));
using Ints = int32_t __attribute__((vector_size(32)));
using Words = uint32_t __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(64)));
using LongWords = uint64_t __attribute__((vector_size(64)));

template <typename Vector>
TILESMITH_INLINE Vector load_lanes(const void* from) {
    Vector lanes;
    __builtin_memcpy(&lanes, from, sizeof lanes);
    return lanes;
}
TILESMITH_INLINE Words bits_of_lanes(Floats lanes) { return reinterpret_cast<Words>(lanes); }
TILESMITH_INLINE Floats lanes_of_bits(Words bits) { return reinterpret_cast<Floats>(bits); }

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

/// Sums of one group of eight: integers in units of 2^13 at the exponent of the largest product (0: all are zero).
struct GroupSums {
    Ints exponent;
    Ints sum;
};

/// The products of eight numbers of a row of `left` with eight rows of `right`, in the lanes from `at` on: their parts are
/// whole numbers below 2^12, so that floats hold them exactly, also when they are aligned.
TILESMITH_INLINE GroupSums sum_group(const PhaseFace& left, uint32_t row_start, const PhaseFace& right, uint32_t at,
                                     int32_t exponent_step) {
    Ints exponents[kGroup];
    Ints largest = {};
    for (uint32_t k = 0; k < kGroup; ++k) {
        exponents[k] = load_lanes<Ints>(right.exponent + at + k * kLanes) + (left.exponent[row_start + k] - 127 + exponent_step);
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
    return GroupSums{largest, sum & (largest > 0)};
}

/// A term aligned to the common exponent, as a signed number (see `detail::align` and `detail::drop_low_bits`).
/// `negative` is -1 or 0, `sticky` 1 where the rounding of halves goes towards zero.
template <DestWidth width>
TILESMITH_INLINE Ints aligned_term(Words magnitude, Ints distance, Ints negative, Words sticky) {
    const Words limited = reinterpret_cast<Words>(distance < 31 ? distance : 31);
    const Words half = (1u << limited) >> 1;
    Words shifted = (magnitude + half - (limited != 0u ? sticky : 0u)) >> limited;
    shifted = distance < 31 ? shifted : 0u;
    if (width == DestWidth::bits16) shifted = (shifted + 0x1000u - sticky) & ~0x1FFFu;
    return (reinterpret_cast<Ints>(shifted) ^ negative) - negative;
}

/// The sum rounded to the significant bits of DST, halves away from zero, as a float.
template <DestWidth width>
TILESMITH_INLINE Words rounded_sum(Ints sum) {
    if (width == DestWidth::bits16) {
        return (bits_of_lanes(__builtin_convertvector(sum >> 13, Floats)) + 0x8000u) & 0xFFFF0000u;
    }
    const auto wide = reinterpret_cast<LongWords>(__builtin_convertvector(sum, Doubles));
    const LongWords rounded = (wide + (1ull << 28)) & ~((1ull << 29) - 1);
    return bits_of_lanes(__builtin_convertvector(reinterpret_cast<Doubles>(rounded), Floats));
}

template <DestWidth width>
TILESMITH_INLINE Words accumulate_lanes(const GroupSums& first, const GroupSums& second, Words old) {
    const Ints old_exponent = reinterpret_cast<Ints>((old >> 23) & 255u);
    const Ints larger = first.exponent > second.exponent ? first.exponent : second.exponent;
    const Ints exponent = larger > old_exponent ? larger : old_exponent;
    const Ints negative0 = first.sum < 0;
    const Ints negative1 = second.sum < 0;
    const Ints old_negative = reinterpret_cast<Ints>(old) >> 31;
    const Words magnitude0 = reinterpret_cast<Words>((first.sum ^ negative0) - negative0) << 13;
    const Words magnitude1 = reinterpret_cast<Words>((second.sum ^ negative1) - negative1) << 13;
    const Words old_magnitude = old_exponent != 0 ? (old & 0x7FFFFFu) | 0x800000u : 0u;
    const Words none = {};
    const Ints sum = aligned_term<width>(magnitude0, exponent - first.exponent, negative0, reinterpret_cast<Words>(-negative0)) +
                     aligned_term<width>(magnitude1, exponent - second.exponent, negative1, reinterpret_cast<Words>(-negative1)) +
                     aligned_term<width>(old_magnitude, exponent - old_exponent, old_negative, none);
    const Words rounded = rounded_sum<width>(sum);
    const Ints unit = exponent - 150 + (width == DestWidth::bits16 ? 13 : 0);
    const Ints result = reinterpret_cast<Ints>((rounded >> 23) & 255u) + unit;
    const Words finite = (rounded & 0x807FFFFFu) | reinterpret_cast<Words>(result) << 23;
    const Words word = result >= 255 ? (rounded & kSignBit) | kInfinityBits : finite;
    return (sum == 0) | (result <= 0) ? none : word;
}

template <DestWidth width>
TILESMITH_INLINE void multiply_face_lanes(const PhaseFace& left, const PhaseFace& right, uint32_t rows, int32_t exponent_step,
                                          uint32_t* dest) {
    for (uint32_t r = 0; r < rows; ++r) {
        for (uint32_t c = 0; c < kLanes; c += kVector) {
            const GroupSums first = sum_group(left, r * kLanes, right, c, exponent_step);
            const GroupSums second = sum_group(left, r * kLanes + kGroup, right, kGroup * kLanes + c, exponent_step);
            uint32_t* out = dest + r * kLanes + c;
            const Words words = accumulate_lanes<width>(first, second, load_lanes<Words>(out));
            __builtin_memcpy(out, &words, sizeof words);
        }
    }
}

#undef TILESMITH_INLINE

__attribute__((target_clones("avx2", "default"))) void multiply_prepared(const PhaseFace& left, const PhaseFace& right,
                                                                         uint32_t rows, int32_t exponent_step,
                                                                         DestWidth width, uint32_t* dest) {
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
