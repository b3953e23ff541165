// Element-wise operations of the matrix unit: DST = A op B (+ DST), one tile at a time.
#pragma once

#include "fpu_accumulate.hpp"
#include "tile.hpp"

namespace tilesmith::compute {

enum class EltwiseOp : uint8_t { add, sub, mul };
enum class Broadcast : uint8_t { none = 0, col = 1, row = 2, scalar = 3 };

struct EltwiseSettings {
    DestWidth width = DestWidth::bits16;
    uint32_t phases = 4;       ///< fidelity phases of a multiplication: 1 (LoFi) to 4 (HiFi4)
    bool accumulate = false;   ///< add/sub only: a multiplication always adds to DST
};

/// `a` and `b` are source register words (19 bits used), `dest` is read and written.
void eltwise(EltwiseOp op, const Tile& a, const Tile& b, const EltwiseSettings& settings, Tile& dest);

/// Operand B as the broadcast presents it: row `row` (of 32), column 0 or element (0,0) repeated over the tile.
void expand(Broadcast kind, uint32_t row, const Tile& in, Tile& out);

}  // namespace tilesmith::compute
