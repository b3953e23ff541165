#include "fpu_matmul.hpp"

#include <bit>

// Vectors never cross a call here: everything that takes them is inlined.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace tilesmith::compute {
namespace {

constexpr uint32_t kLanes = 16;
constexpr uint32_t kGroup = 8;  // products that are aligned to a common exponent before they are added

/// Exponents within these bounds keep every product and its scale inside the range of a float.
constexpr int32_t kSmallestFastExponent = 75;
constexpr int32_t kLargestFastExponent = 180;

struct Product {
    uint32_t sign;
    int32_t exponent;
    uint32_t magnitude;
};

Product product_of(uint32_t a, uint32_t b, FidelityPhase phase) {
    if (!(a & kInfinityBits) || !(b & kInfinityBits)) return Product{0, 0, 0};
    const auto exponent = static_cast<int32_t>(((a >> 23) & 255) + ((b >> 23) & 255)) - 127 + phase.exponent_step();
    return Product{(a ^ b) >> 31, exponent, phase.part_of_a(a) * phase.part_of_b(b)};
}

FpuTerm sum_of_products(const Product* products) {
    int32_t largest = products[0].exponent;
    for (uint32_t i = 1; i < kGroup; ++i) largest = std::max(largest, products[i].exponent);
    if (largest <= 0) return FpuTerm{};
    int32_t sum = 0;
    for (uint32_t i = 0; i < kGroup; ++i) {
        const int32_t distance = std::min(largest - products[i].exponent, 30);
        const auto doubled = static_cast<int64_t>(products[i].magnitude) << 1;
        const auto aligned = static_cast<int32_t>((doubled + (int64_t{1} << distance)) >> (distance + 1));
        sum += products[i].sign ? -aligned : aligned;
    }
    return FpuTerm{sum < 0, largest, static_cast<uint32_t>(sum < 0 ? -sum : sum) << 13};
}

/// The definition; used when an operand is near the ends of the exponent range.
void multiply_face_exact(const uint32_t* left, const uint32_t* right, uint32_t rows, FidelityPhase phase, DestWidth width,
                         uint32_t* dest) {
    for (uint32_t r = 0; r < rows; ++r) {
        for (uint32_t c = 0; c < kLanes; ++c) {
            Product products[2 * kGroup];
            for (uint32_t k = 0; k < 2 * kGroup; ++k) {
                products[k] = product_of(right[k * kLanes + c], left[r * kLanes + k], phase);
            }
            uint32_t& out = dest[r * kLanes + c];
            out = accumulate(sum_of_products(products), sum_of_products(products + kGroup), out, width);
        }
    }
}

/// Operands of one phase as floats: `part` = sign * kept mantissa bits * 2^exponent, `scale` = 2^exponent (0 for zero).
struct PhaseOperand {
    float part[kFaceElements];
    float scale[kFaceElements];
};

bool fits_fast_path(const uint32_t* words, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) {
        const auto exponent = static_cast<int32_t>((words[i] >> 23) & 255);
        if (exponent != 0 && (exponent < kSmallestFastExponent || exponent > kLargestFastExponent)) return false;
    }
    return true;
}

template <bool is_a>
void prepare(const uint32_t* words, uint32_t count, FidelityPhase phase, PhaseOperand& out) {
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t word = words[i];
        const uint32_t part = is_a ? phase.part_of_a(word) : phase.part_of_b(word);
        const bool zero = !(word & kInfinityBits);
        const float scale = zero ? 0.0f : float_of(word & kInfinityBits);
        const float magnitude = static_cast<float>(static_cast<int32_t>(part)) * scale;
        out.part[i] = word & kSignBit ? -magnitude : magnitude;
        out.scale[i] = scale;
    }
}

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

/// Sums of one group of eight: integers in units of 2^13 at the exponent of the largest product (0: all are zero).
struct GroupSums {
    Ints exponent;
    Ints sum;
};

TILESMITH_INLINE GroupSums sum_group(const float* left_part, const float* left_scale, const float* right_part,
                                     const float* right_scale, int32_t exponent_step) {
    Floats largest = {};
    for (uint32_t k = 0; k < kGroup; ++k) {
        const Floats scale = left_scale[k] * load_lanes<Floats>(right_scale + k * kLanes);
        largest = largest > scale ? largest : scale;
    }
    // The largest scale is a power of two (or zero, where all products are zero): its inverse is exact.
    const Floats inverse = lanes_of_bits(0x7F000000u - bits_of_lanes(largest));
    Ints sum = {};
    for (uint32_t k = 0; k < kGroup; ++k) {
        const Floats aligned = left_part[k] * load_lanes<Floats>(right_part + k * kLanes) * inverse;
        const Floats half = lanes_of_bits((bits_of_lanes(aligned) & kSignBit) | 0x3F000000u);
        sum += __builtin_convertvector(aligned + half, Ints);
    }
    const Ints biased = reinterpret_cast<Ints>(bits_of_lanes(largest) >> 23);
    const Ints exponent = biased + exponent_step;
    const Ints counts = (biased != 0) & (exponent > 0);
    return GroupSums{exponent & counts, sum & counts};
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
TILESMITH_INLINE void multiply_face_lanes(const PhaseOperand& left, const PhaseOperand& right, uint32_t rows,
                                          int32_t exponent_step, uint32_t* dest) {
    constexpr uint32_t kSecond = kGroup * kLanes;
    for (uint32_t r = 0; r < rows; ++r) {
        const float* part = left.part + r * kLanes;
        const float* scale = left.scale + r * kLanes;
        for (uint32_t c = 0; c < kLanes; c += kVector) {
            const GroupSums first = sum_group(part, scale, right.part + c, right.scale + c, exponent_step);
            const GroupSums second = sum_group(part + kGroup, scale + kGroup, right.part + kSecond + c,
                                               right.scale + kSecond + c, exponent_step);
            uint32_t* out = dest + r * kLanes + c;
            const Words words = accumulate_lanes<width>(first, second, load_lanes<Words>(out));
            __builtin_memcpy(out, &words, sizeof words);
        }
    }
}

#undef TILESMITH_INLINE

__attribute__((target_clones("avx2", "default"))) void multiply_face_fast(
    const PhaseOperand& left, const PhaseOperand& right, uint32_t rows, int32_t exponent_step, DestWidth width,
    uint32_t* dest) {
    if (width == DestWidth::bits16) {
        multiply_face_lanes<DestWidth::bits16>(left, right, rows, exponent_step, dest);
    } else {
        multiply_face_lanes<DestWidth::bits32>(left, right, rows, exponent_step, dest);
    }
}

/// Operands of a whole tile for one phase, prepared once and used by every face product.
struct PhaseTile {
    PhaseOperand faces[kFaces];
};

void matmul_fast(const Tile& left, const Tile& right, FidelityPhase phase, DestWidth width, Tile& dest) {
    PhaseTile a;
    PhaseTile b;
    for (uint32_t f = 0; f < kFaces; ++f) {
        prepare<true>(right.face(f), kFaceElements, phase, a.faces[f]);
        prepare<false>(left.face(f), kFaceElements, phase, b.faces[f]);
    }
    for (uint32_t k = 0; k < 2; ++k) {
        for (uint32_t f = 0; f < kFaces; ++f) {
            multiply_face_fast(b.faces[(f & 2) + k], a.faces[2 * k + (f & 1)], kFaceRows, phase.exponent_step(), width,
                               dest.face(f));
        }
    }
}

void matmul_exact(const Tile& left, const Tile& right, FidelityPhase phase, DestWidth width, Tile& dest) {
    for (uint32_t k = 0; k < 2; ++k) {
        for (uint32_t f = 0; f < kFaces; ++f) {
            multiply_face_exact(left.face((f & 2) + k), right.face(2 * k + (f & 1)), kFaceRows, phase, width, dest.face(f));
        }
    }
}

}  // namespace

void matmul(const Tile& left, const Tile& right, const MatmulSettings& settings, Tile& dest) {
    const bool fast = fits_fast_path(left.words, kTileElements) && fits_fast_path(right.words, kTileElements);
    for (uint32_t p = 0; p < settings.phases; ++p) {
        if (fast) {
            matmul_fast(left, right, fidelity_phase(p), settings.width, dest);
        } else {
            matmul_exact(left, right, fidelity_phase(p), settings.width, dest);
        }
    }
}

void multiply_face(const uint32_t* left, const uint32_t* right, uint32_t rows, FidelityPhase phase, DestWidth width,
                   uint32_t* dest) {
    multiply_face_exact(left, right, rows, phase, width, dest);
}

}  // namespace tilesmith::compute
