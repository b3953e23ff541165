// Matrix products and pooling of the matrix unit: 16 products are summed in two groups of eight and added to DST.
#pragma once

#include "fpu_accumulate.hpp"
#include "tile.hpp"

namespace tilesmith::compute {

struct MatmulSettings {
    DestWidth width = DestWidth::bits16;
    uint32_t phases = 4;  ///< fidelity phases: 1 (LoFi) to 4 (HiFi4)
};

/// dest += left x right, all 32x32. `left` goes through source register B (in0), `right` through A (in1).
/// For every fidelity phase the inner dimension is walked in two halves of 16.
void matmul(const Tile& left, const Tile& right, const MatmulSettings& settings, Tile& dest);

/// One multiplication step of one phase: dest[row][0..15] += sum over k of left[row][k] * right[k][0..15] for `rows`
/// rows of a 16x16 face. Rows of all three operands are 16 words apart.
void multiply_face(const uint32_t* left, const uint32_t* right, uint32_t rows, FidelityPhase phase, DestWidth width,
                   uint32_t* dest);

}  // namespace tilesmith::compute
