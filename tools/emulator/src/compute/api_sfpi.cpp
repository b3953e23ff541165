// DST for kernels that write SFPI C++ (device/tilesmith/sfpi).
#include "../../device/tilesmith/sfpi/engine.h"

#include "bits.hpp"
#include "engine.hpp"

namespace tilesmith::device {

namespace {

using compute::engine;
using compute::Engine;
using compute::Tile;

constexpr const char* kName = "dst_reg";
constexpr uint32_t kLanes = 32;

/// Two vectors share 64 words: four rows of a face, even and odd columns in turn.
uint32_t first_word(uint32_t vector) {
    const uint32_t of_tile = vector % kSfpiVectorsOfTile;
    return of_tile / 2 * 2 * kLanes + of_tile % 2;
}

}  // namespace

void sfpi_load(uint32_t vector, uint32_t* lanes, CallSite site) {
    const Tile& tile = engine().math_operand(vector / kSfpiVectorsOfTile, kName, site);
    const uint32_t* from = tile.words + first_word(vector);
    for (uint32_t i = 0; i < kLanes; ++i) lanes[i] = from[2 * i];
}

void sfpi_store(uint32_t vector, const uint32_t* lanes, const int32_t* active, bool is_float, CallSite site) {
    Engine& core = engine();
    const uint32_t index = vector / kSfpiVectorsOfTile;
    uint32_t* to = core.math_tile(index, kName, site).words + first_word(vector);
    const bool halves = is_float && !core.dest.wide();
    for (uint32_t i = 0; i < kLanes; ++i) {
        if (active[i]) to[2 * i] = halves ? compute::truncate_to_bf16(lanes[i]) : lanes[i];
    }
    core.dest.mark_written(compute::DestSide::math, index);
}

void sfpi_call(const char* name, CallSite site) {
    engine().require_started(name, site);
    kernel::count(name);
}

bool sfpi_shifts_signed() { return kernel::arch() == Arch::blackhole; }

}  // namespace tilesmith::device
