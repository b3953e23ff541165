// Reductions of the matrix unit: pooling of a tile's rows, columns or all elements into DST, with a scaler tile.
#pragma once

#include "fpu_matmul.hpp"

namespace tilesmith::compute {

enum class ReduceDim : uint8_t { row = 0, col = 1, scalar = 2 };

/// What one pooling step sees. `scaler` has its factor in row 0 of each face.
struct ReduceSettings {
    ReduceDim dim = ReduceDim::row;
    DestWidth width = DestWidth::bits16;
    uint32_t phases = 4;
    /// Fraction bits that survive the detour of partial results through a source register.
    uint32_t source_mask = 0xFFFF0000u;
};

/// SUM and AVG (the scaler makes the difference). dest accumulates: row sums land in column 0, column sums in row 0,
/// the sum of all in element (0,0), where the scaler is applied twice.
void reduce_sum(const Tile& in, const Tile& scaler, const ReduceSettings& settings, Tile& dest);

/// MAX. `fresh`: DST was cleared since it was last written, so its content does not take part.
void reduce_max(const Tile& in, const ReduceSettings& settings, bool fresh, Tile& dest);

}  // namespace tilesmith::compute
