// DST for kernels that write SFPI C++.
#include "engine.hpp"

namespace tilesmith::device {
namespace {

using compute::engine;
using compute::Engine;
using compute::Tile;

constexpr uint32_t kVectorsOfTile = 32;
constexpr uint32_t kLanes = 32;

/// One vector is what SFPLOAD takes: of four rows of a face the even or the odd columns
/// (https://github.com/tenstorrent/tt-isa-documentation, SFPLOAD).
uint32_t place(uint32_t vector, uint32_t lane) {
    const uint32_t row = 4 * (vector % kVectorsOfTile / 2) + lane / 8;  // of all faces one after the other
    return row * compute::kFaceRows + 2 * (lane % 8) + vector % 2;
}

}  // namespace

void sfpi_load(uint32_t vector, uint32_t* words, CallSite site) {
    Engine& core = engine();
    core.require_started("dst_reg", site);
    const Tile& tile = core.math_operand(vector / kVectorsOfTile, "dst_reg", site);
    for (uint32_t i = 0; i < kLanes; ++i) words[i] = tile.words[place(vector, i)];
}

void sfpi_store(uint32_t vector, const uint32_t* words, uint32_t lanes, CallSite site) {
    Engine& core = engine();
    core.require_started("dst_reg", site);
    Tile& tile = core.math_tile(vector / kVectorsOfTile, "dst_reg", site);
    for (uint32_t i = 0; i < kLanes; ++i) {
        if ((lanes >> i) & 1) tile.words[place(vector, i)] = words[i];
    }
    core.dest.mark_written(compute::DestSide::math, vector / kVectorsOfTile);
}

void sfpi_call(const char* name, CallSite site) {
    engine().require_started(name, site);
    kernel::count(name);
}

}  // namespace tilesmith::device
