#include <tt-metalium/work_split.hpp>

#include <algorithm>

#include <tt_stl/assert.hpp>

namespace tt::tt_metal {

namespace {

using Split = std::tuple<uint32_t, CoreRangeSet, CoreRangeSet, CoreRangeSet, uint32_t, uint32_t>;

/// Cores [first, first + count) of a grid counted along rows or along columns, as at most three rectangles: the rest of
/// the first line, whole lines, the begin of the last line.
CoreRangeSet run_of_cores(uint64_t first, uint64_t count, CoreCoord grid, bool row_wise) {
    const uint64_t line = row_wise ? grid.x : grid.y;
    const auto rectangle = [&](uint64_t line_from, uint64_t line_to, uint64_t at_from, uint64_t at_to) {
        return row_wise ? CoreRange({at_from, line_from}, {at_to, line_to}) : CoreRange({line_from, at_from}, {line_to, at_to});
    };
    std::vector<CoreRange> ranges;
    uint64_t at = first;
    if (at % line != 0 && count > line - at % line) {
        const uint64_t piece = line - at % line;
        ranges.push_back(rectangle(at / line, at / line, at % line, line - 1));
        at += piece;
        count -= piece;
    }
    if (count > line) {
        const uint64_t lines = count / line;
        ranges.push_back(rectangle(at / line, at / line + lines - 1, 0, line - 1));
        at += lines * line;
        count -= lines * line;
    }
    if (count > 0) {
        ranges.push_back(rectangle(at / line, at / line, at % line, at % line + count - 1));
    }
    return CoreRangeSet(std::move(ranges));
}

uint64_t position(CoreCoord core, CoreCoord grid, bool row_wise) {
    return row_wise ? core.y * grid.x + core.x : core.x * grid.y + core.y;
}

}  // namespace

int find_max_divisor(uint32_t val, uint32_t start_max_div) {
    for (uint32_t divisor = start_max_div; divisor > 1; --divisor) {
        // tt-metal avoids 7 and 5 as block sizes here.
        if (divisor != 7 && divisor != 5 && val % divisor == 0) {
            return static_cast<int>(divisor);
        }
    }
    return 1;
}

int find_max_block_size(uint32_t val, uint32_t max_block_size) {
    for (uint32_t divisor = max_block_size; divisor > 1; --divisor) {
        if (val % divisor == 0) {
            return static_cast<int>(divisor);
        }
    }
    return 1;
}

std::tuple<uint32_t, uint32_t> get_max_cores_divisible_by_tiles_per_core_tiles(const uint32_t& num_tiles, const uint32_t& num_cores_max,
                                                                               bool request_even) {
    uint32_t cores = 1;
    for (uint32_t candidate = 2; candidate <= num_cores_max; ++candidate) {
        if (num_tiles % candidate == 0 && (!request_even || candidate % 2 == 0)) {
            cores = candidate;
        }
    }
    return {num_tiles / cores, cores};
}

CoreRangeSet num_cores_to_corerangeset(CoreCoord start_core, uint32_t target_num_cores, CoreCoord grid_size, bool row_wise) {
    TT_FATAL(start_core.x < grid_size.x && start_core.y < grid_size.y, "Start core must be within grid size");
    const uint64_t first = position(start_core, grid_size, row_wise);
    const uint64_t available = grid_size.x * grid_size.y - first;
    TT_FATAL(target_num_cores <= available, "Target number of cores {} is greater than total number of available cores {}", target_num_cores,
             available);
    return run_of_cores(first, target_num_cores, grid_size, row_wise);
}

CoreRangeSet num_cores_to_corerangeset(uint32_t target_num_cores, CoreCoord grid_size, bool row_wise) {
    return num_cores_to_corerangeset({0, 0}, target_num_cores, grid_size, row_wise);
}

CoreRangeSet num_cores_to_corerangeset_in_subcoregrids(CoreCoord start_core, uint32_t target_num_cores, const CoreRangeSet& sub_core_grids,
                                                       bool row_wise) {
    const std::vector<CoreCoord> cores = corerange_to_cores(sub_core_grids, std::nullopt, row_wise);
    const auto start = std::find(cores.begin(), cores.end(), start_core);
    TT_FATAL(start != cores.end(), "Start core must be inside sub_core_grids");
    TT_FATAL(target_num_cores <= cores.end() - start, "Failed to assign all {} requested cores", target_num_cores);
    const std::vector<CoreCoord> taken(start, start + target_num_cores);
    return CoreRangeSet(tt::stl::Span<const CoreCoord>(taken));
}

Split split_work_to_cores(CoreCoord grid_size, uint32_t units_to_divide, bool row_wise) {
    if (units_to_divide == 0) {
        return {0, CoreRangeSet(), CoreRangeSet(), CoreRangeSet(), 0, 0};
    }
    const auto cores = static_cast<uint32_t>(std::min<uint64_t>(units_to_divide, grid_size.x * grid_size.y));
    const uint32_t units = units_to_divide / cores, with_more = units_to_divide % cores;
    const bool whole_grid = cores == grid_size.x * grid_size.y;
    const CoreRangeSet all = whole_grid ? CoreRangeSet(CoreRange({0, 0}, {grid_size.x - 1, grid_size.y - 1}))
                                        : run_of_cores(0, cores, grid_size, row_wise);
    if (with_more == 0) {
        return {cores, all, all, CoreRangeSet(), units, 0};
    }
    return {cores, all, run_of_cores(0, with_more, grid_size, row_wise), run_of_cores(with_more, cores - with_more, grid_size, row_wise),
            units + 1, units};
}

Split split_work_to_cores(const CoreRangeSet& core_grid, uint32_t units_to_divide, bool row_wise) {
    if (units_to_divide == 0) {
        return {0, CoreRangeSet(), CoreRangeSet(), CoreRangeSet(), 0, 0};
    }
    const std::vector<CoreCoord> cores = corerange_to_cores(core_grid, units_to_divide, row_wise);
    const auto count = static_cast<uint32_t>(cores.size());
    const uint32_t units = units_to_divide / count, with_more = units_to_divide % count;
    const CoreRangeSet all{tt::stl::Span<const CoreCoord>(cores)};
    if (with_more == 0) {
        return {count, all, all, CoreRangeSet(), units, 0};
    }
    const tt::stl::Span<const CoreCoord> span(cores);
    return {count, all, CoreRangeSet(span.subspan(0, with_more)), CoreRangeSet(span.subspan(with_more)), units + 1, units};
}

}  // namespace tt::tt_metal
