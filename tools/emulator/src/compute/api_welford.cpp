// Welford's running statistics of the 32 columns of a tile, row by row. The two registers of
// the vector unit that hold mean and M2 outlive a call; other vector functions overwrite them (tt-llk,
// ckernel_sfpu_welfords_common.h: the order of the multiply-adds and the places in DST).
#include <string>

#include "bits.hpp"
#include "engine.hpp"
#include "sfpu/lane.hpp"

namespace tilesmith::device {
namespace {

using compute::element_index;
using compute::engine;
using compute::Engine;
using compute::float_of;
using compute::kTileRows;
using compute::Tile;
using compute::Welford;
using compute::sfpu::add;
using compute::sfpu::mad;
using compute::sfpu::mul;

constexpr uint32_t kGroups = 16;  ///< that the 64 rows of a tile in DST have room for, four rows each

void require_welford(Engine& core, const char* name, CallSite site) {
    core.require_started(name, site);
    if (core.sfpu.saw_any("welford_init")) return;
    kernel::finding("missing_init", Severity::error, site,
                    {std::string(name) + " without welford_init", std::string("welford_init before ") + name,
                     std::string("call welford_init before ") + name});
}

/// Mean and M2 are read: nothing else may have used the vector unit.
Welford& statistics(Engine& core, const char* name, CallSite site) {
    require_welford(core, name, site);
    Welford& welford = core.welford;
    if (welford.clobbered_by != nullptr) {
        kernel::finding("statistics_overwritten", Severity::error, site,
                        {std::string(name) + " finds what " + welford.clobbered_by + " has left in the registers of mean and M2",
                         "no vector function between the update and the next use of the statistics",
                         "call welford_save_state before and welford_restore_state after it, or finish the statistics first"});
        welford.clobbered_by = nullptr;  // once is enough
    }
    return welford;
}

float reciprocal(const Reciprocals& table, uint32_t index, const char* name, CallSite site) {
    if (table.count == 0) return 1.0f / static_cast<float>(index + 1);
    if (index < table.count) return float_of(table.bits[index]);
    kernel::fault("argument_out_of_range", site,
                  {std::string(name) + " takes entry " + std::to_string(index) + " of a table of " + std::to_string(table.count) +
                       " reciprocals",
                   "an entry for every sample of the tile", "make the table as long as the row, or pass an empty one"});
}

uint32_t store(const Engine& core, float value) {
    return compute::bits_of(value) & (core.dest.wide() ? 0xFFFFFFFFu : 0xFFFF0000u);  // 16-bit DST truncates
}

/// Where a register keeps the value of a column in DST: four rows of a group, at the even columns of a face.
uint32_t raw_index(uint32_t group, uint32_t column) {
    const uint32_t row = 4 * group + (column & 1) + 2 * (column / 16);  // of the 64 rows of 16 of a tile
    return row * 16 + (column % 16 & ~1u);
}

uint32_t checked_group(uint32_t group, const char* name, CallSite site) {
    if (group < kGroups) return group;
    kernel::fault("argument_out_of_range", site,
                  {std::string(name) + " names group " + std::to_string(group), "a group below " + std::to_string(kGroups),
                   "a tile of DST has room for 16 groups; keep further ones in another tile"});
}

void store_raw(Engine& core, uint32_t dst, uint32_t group, const std::array<float, kTileRows>& values, const char* name,
               CallSite site) {
    Tile& tile = core.math_tile(dst, name, site);
    for (uint32_t column = 0; column < kTileRows; ++column) tile.words[raw_index(group, column)] = store(core, values[column]);
    core.dest.mark_written(compute::DestSide::math, dst);
}

/// The values in row 0, and zeros in the three rows below that the same stores reach.
void store_row(Engine& core, uint32_t dst, const std::array<float, kTileRows>& values, const char* name, CallSite site) {
    Tile& tile = core.math_tile(dst, name, site);
    for (uint32_t column = 0; column < kTileRows; ++column) {
        tile.words[element_index(0, column)] = store(core, values[column]);
        for (uint32_t row = 1; row < 4; ++row) tile.words[element_index(row, column)] = 0;
    }
    core.dest.mark_written(compute::DestSide::math, dst);
}

std::array<float, kTileRows> variance(const Welford& welford, float scale) {
    std::array<float, kTileRows> result{};
    for (uint32_t column = 0; column < kTileRows; ++column) result[column] = mul(scale, welford.m2[column]);
    return result;
}

}  // namespace

void welford_init(bool clear, CallSite site) {
    Engine& core = engine();
    core.require_started("welford_init", site);
    core.sfpu.init("welford_init", compute::SfpuConstants::none);
    if (clear) core.welford = {};
}

void welford_reinit(uint32_t cb, CallSite site) {
    copy_init(cb, false, false, "welford_reinit", site);
    require_welford(engine(), "welford_reinit", site);
}

void welford_clear(CallSite site) {
    engine().require_started("welford_clear", site);
    engine().welford = {};
}

void welford_update(uint32_t dst, uint32_t start_idx, WelfordRows rows, Reciprocals reciprocals, const char* name, CallSite site) {
    Engine& core = engine();
    Welford& welford = statistics(core, name, site);
    if (rows.count > kTileRows || rows.start > kTileRows - rows.count) {
        kernel::fault("argument_out_of_range", site,
                      {std::string(name) + " takes rows " + std::to_string(rows.start) + " to " +
                           std::to_string(uint64_t{rows.start} + rows.count) + " of a tile",
                       "rows within the 32 of a tile", "clip the number of rows to 32 - start_row"});
    }
    const Tile& in = core.math_operand(dst, name, site);
    for (uint32_t i = 0; i < rows.count; ++i) {
        const float weight = reciprocal(reciprocals, start_idx + i, name, site);
        for (uint32_t column = 0; column < kTileRows; ++column) {
            const float x = float_of(in.words[element_index(rows.start + i, column)]);
            float& mean = welford.mean[column];
            const float before = add(x, -mean);
            mean = mad(before, weight, mean);
            welford.m2[column] = mad(before, add(x, -mean), welford.m2[column]);
        }
    }
    kernel::count(name);
}

void welford_save(uint32_t dst, uint32_t group, CallSite site) {
    Engine& core = engine();
    const char* const name = "welford_save_state";
    const Welford& welford = statistics(core, name, site);
    const uint32_t place = checked_group(group, name, site);
    store_raw(core, dst, place, welford.mean, name, site);
    store_raw(core, dst + 1, place, welford.m2, name, site);
}

void welford_restore(uint32_t dst, uint32_t group, CallSite site) {
    Engine& core = engine();
    const char* const name = "welford_restore_state";
    require_welford(core, name, site);
    const uint32_t place = checked_group(group, name, site);
    const Tile& mean = core.math_operand(dst, name, site);
    const Tile& m2 = core.math_operand(dst + 1, name, site);
    for (uint32_t column = 0; column < kTileRows; ++column) {
        core.welford.mean[column] = float_of(mean.words[raw_index(place, column)]);
        core.welford.m2[column] = float_of(m2.words[raw_index(place, column)]);
    }
    core.welford.clobbered_by = nullptr;
}

void welford_finalize_to_row(uint32_t dst, uint32_t scale_idx, Reciprocals reciprocals, CallSite site) {
    Engine& core = engine();
    const char* const name = "welford_finalize_to_row";
    Welford& welford = statistics(core, name, site);
    const auto spread = variance(welford, reciprocal(reciprocals, scale_idx, name, site));
    store_row(core, dst, welford.mean, name, site);
    store_row(core, dst + 1, spread, name, site);
    welford.clobbered_by = name;  // the values are moved to one row through the same registers
    kernel::count(name);
}

void welford_finalize_to_face(uint32_t dst, uint32_t group, uint32_t scale_idx, Reciprocals reciprocals, CallSite site) {
    Engine& core = engine();
    const char* const name = "welford_finalize_to_face";
    Welford& welford = statistics(core, name, site);
    const uint32_t place = checked_group(group, name, site);
    welford.m2 = variance(welford, reciprocal(reciprocals, scale_idx, name, site));
    store_raw(core, dst, place, welford.mean, name, site);
    store_raw(core, dst + 1, place, welford.m2, name, site);
    welford.clobbered_by = name;  // M2 has become the variance
    kernel::count(name);
}

}  // namespace tilesmith::device
