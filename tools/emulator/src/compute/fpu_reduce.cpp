#include "fpu_reduce.hpp"

#include <cstring>

namespace tilesmith::compute {
namespace {

constexpr uint32_t kRow = kFaceRows;
constexpr uint32_t kPoolRows = 4;     // rows of DST that one pooling step writes
constexpr uint32_t kPartialRow = 4;   // row of face 0 that holds column sums while a scalar is being made
constexpr uint32_t kLowest = 0xFFFFFFFFu;  // below every number in the order of the comparison

void transpose_face(const uint32_t* in, uint32_t* out) {
    for (uint32_t r = 0; r < kRow; ++r) {
        for (uint32_t c = 0; c < kRow; ++c) out[c * kRow + r] = in[r * kRow + c];
    }
}

/// Order of the comparator: sign and magnitude, -0 below +0, NaN outermost.
int32_t order(uint32_t word) { return static_cast<int32_t>(word & kSignBit ? word ^ 0x7FFFFFFFu : word); }

void pool_face(const uint32_t* scaler, const uint32_t* face, const ReduceSettings& settings, uint32_t* dest_rows) {
    for (uint32_t p = 0; p < settings.phases; ++p) {
        multiply_face(scaler, face, kPoolRows, fidelity_phase(p), settings.width, dest_rows);
    }
}

void sum_rows(const Tile& in, const Tile& scaler, const ReduceSettings& settings, Tile& dest) {
    uint32_t transposed[2][kFaceElements];
    transpose_face(scaler.face(0), transposed[0]);
    transpose_face(scaler.face(1), transposed[1]);
    for (uint32_t p = 0; p < settings.phases; ++p) {
        for (uint32_t half = 0; half < 2; ++half) {
            for (uint32_t f = 0; f < kFaces; f += 2) {
                multiply_face(in.face(f + half), transposed[half], kFaceRows, fidelity_phase(p), settings.width, dest.face(f));
            }
        }
    }
}

void sum_columns(const Tile& in, const Tile& scaler, const ReduceSettings& settings, Tile& dest) {
    for (uint32_t f = 0; f < kFaces; ++f) pool_face(scaler.face(f), in.face(f), settings, dest.face(f & 1));
}

void sum_all(const Tile& in, const Tile& scaler, const ReduceSettings& settings, Tile& dest) {
    uint32_t* partial = dest.face(0) + kPartialRow * kRow;
    std::memset(partial, 0, kPoolRows * kRow * sizeof(uint32_t));
    for (uint32_t f = 0; f < kFaces; ++f) pool_face(scaler.face(f), in.face(f), settings, partial);
    uint32_t column[kFaceElements] = {};
    for (uint32_t i = 0; i < kRow; ++i) column[i * kRow] = partial[i] & settings.source_mask;
    std::memset(partial, 0, kPoolRows * kRow * sizeof(uint32_t));
    pool_face(scaler.face(3), column, settings, dest.face(0));
}

void max_into(uint32_t* row, const uint32_t* face, uint32_t mask) {
    for (uint32_t c = 0; c < kRow; ++c) {
        uint32_t best = row[c] & mask;
        for (uint32_t r = 0; r < kRow; ++r) {
            const uint32_t word = face[r * kRow + c];
            if (order(word) > order(best)) best = word;
        }
        row[c] = best;
    }
}

void begin_max(uint32_t* row, bool fresh) {
    if (fresh) std::fill_n(row, kRow, kLowest);
}

/// Row 0 of the face is copied into column 0; row 0 stays, so that the next tile goes on from it.
void max_rows(const Tile& in, const ReduceSettings& settings, bool fresh, Tile& dest) {
    for (uint32_t f = 0; f < kFaces; f += 2) {
        uint32_t* row = dest.face(f);
        begin_max(row, fresh);
        for (uint32_t half = 0; half < 2; ++half) {
            uint32_t transposed[kFaceElements];
            transpose_face(in.face(f + half), transposed);
            max_into(row, transposed, settings.source_mask);
        }
        for (uint32_t r = 1; r < kRow; ++r) row[r * kRow] = row[r];
    }
}

void max_columns(const Tile& in, const ReduceSettings& settings, bool fresh, Tile& dest) {
    begin_max(dest.face(0), fresh);
    begin_max(dest.face(1), fresh);
    for (uint32_t f = 0; f < kFaces; ++f) max_into(dest.face(f & 1), in.face(f), settings.source_mask);
}

void max_all(const Tile& in, const ReduceSettings& settings, bool fresh, Tile& dest) {
    uint32_t columns[kRow];
    begin_max(columns, true);
    for (uint32_t f = 0; f < kFaces; ++f) max_into(columns, in.face(f), settings.source_mask);
    uint32_t best = fresh ? kLowest : dest.words[0];
    for (const uint32_t word : columns) {
        if (order(word) > order(best)) best = word;
    }
    dest.words[0] = best;
}

}  // namespace

void reduce_sum(const Tile& in, const Tile& scaler, const ReduceSettings& settings, Tile& dest) {
    switch (settings.dim) {
        case ReduceDim::row: return sum_rows(in, scaler, settings, dest);
        case ReduceDim::col: return sum_columns(in, scaler, settings, dest);
        case ReduceDim::scalar: return sum_all(in, scaler, settings, dest);
    }
}

void reduce_max(const Tile& in, const ReduceSettings& settings, bool fresh, Tile& dest) {
    switch (settings.dim) {
        case ReduceDim::row: return max_rows(in, settings, fresh, dest);
        case ReduceDim::col: return max_columns(in, settings, fresh, dest);
        case ReduceDim::scalar: return max_all(in, settings, fresh, dest);
    }
}

}  // namespace tilesmith::compute
