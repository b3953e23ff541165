// The scatter of the rows of a tile (tt-metal, ckernel_sfpu_reshuffle_rows.h): what an embedding's gradient needs.
#include "bits.hpp"
#include "engine.hpp"
#include "sfpu/lane.hpp"

namespace tilesmith::device {

using compute::element_index;
using compute::kTileRows;

void reshuffle_rows(uint32_t dst, const uint8_t* rows, CallSite site) {
    compute::Engine& core = compute::engine();
    const char* const name = "reshuffle_rows_tile";
    core.require_started(name, site);
    if (!core.sfpu.saw_any("reshuffle_rows_tile_init")) {
        kernel::finding("missing_init", Severity::error, site,
                        {"reshuffle_rows_tile without reshuffle_rows_tile_init", "reshuffle_rows_tile_init before it",
                         "call reshuffle_rows_tile_init before reshuffle_rows_tile"});
    }
    const compute::Tile& in = core.math_operand(dst, name, site);
    compute::Tile& out = core.math_operand(dst + 1, name, site);  // added to: it has to hold something
    const uint32_t kept = core.dest.wide() ? 0xFFFFFFFFu : 0xFFFF0000u;  // a store to 16-bit DST truncates
    for (uint32_t row = 0; row < kTileRows; ++row) {
        if (rows[row] >= kTileRows) continue;
        for (uint32_t column = 0; column < kTileRows; ++column) {
            uint32_t& sum = out.words[element_index(rows[row], column)];
            const float x = compute::float_of(in.words[element_index(row, column)]);
            sum = compute::bits_of(compute::sfpu::add(x, compute::float_of(sum))) & kept;
        }
    }
    core.welford.clobbered_by = name;
    core.dest.mark_written(compute::DestSide::math, dst + 1);
    kernel::count(name);
}

}  // namespace tilesmith::device
