#include "fpu_matmul.hpp"

#include <cmath>

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

/// Sums of one group of eight for 16 lanes: integers in units of 2^exponent of the largest scale.
struct GroupSums {
    float largest[kLanes];
    int32_t sum[kLanes];
};

inline void sum_group(const float* left_part, const float* left_scale, const float* right_part, const float* right_scale,
                      GroupSums& out) {
    for (uint32_t c = 0; c < kLanes; ++c) out.largest[c] = 0.0f;
    for (uint32_t k = 0; k < kGroup; ++k) {
        for (uint32_t c = 0; c < kLanes; ++c) {
            const float scale = left_scale[k] * right_scale[k * kLanes + c];
            out.largest[c] = out.largest[c] > scale ? out.largest[c] : scale;
        }
    }
    float inverse[kLanes];
    for (uint32_t c = 0; c < kLanes; ++c) {
        // The largest scale is a power of two (or zero, where all products are zero): its inverse is exact.
        inverse[c] = float_of(0x7F000000u - bits_of(out.largest[c]));
        out.sum[c] = 0;
    }
    for (uint32_t k = 0; k < kGroup; ++k) {
        for (uint32_t c = 0; c < kLanes; ++c) {
            const float aligned = left_part[k] * right_part[k * kLanes + c] * inverse[c];
            const float half = float_of((bits_of(aligned) & kSignBit) | 0x3F000000u);
            out.sum[c] += static_cast<int32_t>(aligned + half);
        }
    }
}

inline FpuTerm term_of(const GroupSums& sums, uint32_t lane, int32_t exponent_step) {
    const auto biased = static_cast<int32_t>(bits_of(sums.largest[lane]) >> 23);
    const int32_t exponent = biased + exponent_step;
    if (biased == 0 || exponent <= 0) return FpuTerm{};
    const int32_t sum = sums.sum[lane];
    return FpuTerm{sum < 0, exponent, static_cast<uint32_t>(sum < 0 ? -sum : sum) << 13};
}

__attribute__((target_clones("avx2", "default"))) void multiply_face_fast(const PhaseOperand& left, const PhaseOperand& right,
                                                                         uint32_t rows, int32_t exponent_step,
                                                                         DestWidth width, uint32_t* dest) {
    for (uint32_t r = 0; r < rows; ++r) {
        GroupSums first;
        GroupSums second;
        const float* part = left.part + r * kLanes;
        const float* scale = left.scale + r * kLanes;
        sum_group(part, scale, right.part, right.scale, first);
        sum_group(part + kGroup, scale + kGroup, right.part + kGroup * kLanes, right.scale + kGroup * kLanes, second);
        for (uint32_t c = 0; c < kLanes; ++c) {
            uint32_t& out = dest[r * kLanes + c];
            out = accumulate(term_of(first, c, exponent_step), term_of(second, c, exponent_step), out, width);
        }
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
