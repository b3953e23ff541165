#include <tt-metalium/core_coord.hpp>

#include <algorithm>

#include <tt_stl/assert.hpp>

namespace tt::tt_metal {

CoreRange::CoreRange(const CoreCoord& start, const CoreCoord& end) : start_coord(start), end_coord(end) {
    TT_FATAL(end.x >= start.x && end.y >= start.y,
             "Invalid core range for start_coord: {}, end_coord: {}. Start coordinates must be less than or equal to end coordinates.",
             start.str(), end.str());
}

bool CoreRange::intersects(const CoreRange& other) const { return intersection(other).has_value(); }

std::optional<CoreRange> CoreRange::intersection(const CoreRange& other) const {
    const CoreCoord low{std::max(start_coord.x, other.start_coord.x), std::max(start_coord.y, other.start_coord.y)};
    const CoreCoord high{std::min(end_coord.x, other.end_coord.x), std::min(end_coord.y, other.end_coord.y)};
    return low.x <= high.x && low.y <= high.y ? std::optional(CoreRange(low, high)) : std::nullopt;
}

bool CoreRange::adjacent(const CoreRange& other) const {
    const bool beside = (other.end_coord.x + 1 == start_coord.x || end_coord.x + 1 == other.start_coord.x) &&
                        other.start_coord.y <= end_coord.y && start_coord.y <= other.end_coord.y;
    const bool above = (other.end_coord.y + 1 == start_coord.y || end_coord.y + 1 == other.start_coord.y) &&
                       other.start_coord.x <= end_coord.x && start_coord.x <= other.end_coord.x;
    return beside || above;
}

bool CoreRange::contains(const CoreCoord& core) const {
    return core.x >= start_coord.x && core.x <= end_coord.x && core.y >= start_coord.y && core.y <= end_coord.y;
}
bool CoreRange::contains(const CoreRange& other) const { return contains(other.start_coord) && contains(other.end_coord); }
bool CoreRange::contains(const CoreRangeSet& other) const {
    return std::all_of(other.ranges().begin(), other.ranges().end(), [&](const CoreRange& range) { return contains(range); });
}

std::optional<CoreRange> CoreRange::merge(const CoreRange& other) const {
    const CoreRange box({std::min(start_coord.x, other.start_coord.x), std::min(start_coord.y, other.start_coord.y)},
                        {std::max(end_coord.x, other.end_coord.x), std::max(end_coord.y, other.end_coord.y)});
    const auto shared = intersection(other);
    const size_t covered = size() + other.size() - (shared ? shared->size() : 0);
    return box.size() == covered ? std::optional(box) : std::nullopt;
}

std::string CoreRange::str() const { return "[" + start_coord.str() + " - " + end_coord.str() + "]"; }
size_t CoreRange::size() const { return grid_size().x * grid_size().y; }
CoreCoord CoreRange::grid_size() const { return {end_coord.x - start_coord.x + 1, end_coord.y - start_coord.y + 1}; }

CoreRange::CoreIterator& CoreRange::CoreIterator::operator++() {
    if (++current_.x > range_->end_coord.x) {
        current_ = {range_->start_coord.x, current_.y + 1};
    }
    return *this;
}

CoreRangeSet::CoreRangeSet(tt::stl::Span<const CoreRange> core_ranges) : ranges_(core_ranges.begin(), core_ranges.end()) {
    validate_no_overlap();
}
CoreRangeSet::CoreRangeSet(const std::set<CoreRange>& core_ranges) : ranges_(core_ranges.begin(), core_ranges.end()) {
    validate_no_overlap();
}
CoreRangeSet::CoreRangeSet(tt::stl::Span<const CoreCoord> core_coords) {
    for (const CoreCoord& core : core_coords) {
        ranges_.emplace_back(core);
    }
    ranges_ = merge_ranges().ranges_;
}
CoreRangeSet::CoreRangeSet(std::vector<CoreRange>&& core_ranges) : ranges_(std::move(core_ranges)) { validate_no_overlap(); }

void CoreRangeSet::validate_no_overlap() {
    for (size_t a = 0; a < ranges_.size(); ++a) {
        for (size_t b = a + 1; b < ranges_.size(); ++b) {
            TT_FATAL(!ranges_[a].intersects(ranges_[b]), "Cannot create CoreRangeSet with specified core ranges because core ranges {} and {} overlap!",
                     ranges_[a].str(), ranges_[b].str());
        }
    }
}

bool CoreRangeSet::intersects(const CoreRange& other) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const CoreRange& range) { return range.intersects(other); });
}
bool CoreRangeSet::intersects(const CoreRangeSet& other) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const CoreRange& range) { return other.intersects(range); });
}
CoreRangeSet CoreRangeSet::intersection(const CoreRangeSet& other) const {
    CoreRangeSet set;
    for (const CoreRange& a : ranges_) {
        for (const CoreRange& b : other.ranges_) {
            if (const auto shared = a.intersection(b)) {
                set.ranges_.push_back(*shared);
            }
        }
    }
    return set;
}
bool CoreRangeSet::contains(const CoreCoord& other) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const CoreRange& range) { return range.contains(other); });
}
bool CoreRangeSet::contains(const CoreRange& other) const {
    return intersection(CoreRangeSet(other)).num_cores() == other.size();
}
bool CoreRangeSet::contains(const CoreRangeSet& other) const {
    return std::all_of(other.ranges_.begin(), other.ranges_.end(), [&](const CoreRange& range) { return contains(range); });
}

std::string CoreRangeSet::str() const {
    std::string text;
    for (const CoreRange& range : ranges_) {
        text += (text.empty() ? "" : ", ") + range.str();
    }
    return "{" + text + "}";
}

uint32_t CoreRangeSet::num_cores() const {
    size_t count = 0;
    for (const CoreRange& range : ranges_) {
        count += range.size();
    }
    return static_cast<uint32_t>(count);
}

CoreRange CoreRangeSet::bounding_box() const {
    TT_FATAL(!ranges_.empty(), "Cannot get bounding_box of an empty CoreRangeSet!");
    CoreRange box = ranges_.front();
    for (const CoreRange& range : ranges_) {
        box = CoreRange({std::min(box.start_coord.x, range.start_coord.x), std::min(box.start_coord.y, range.start_coord.y)},
                        {std::max(box.end_coord.x, range.end_coord.x), std::max(box.end_coord.y, range.end_coord.y)});
    }
    return box;
}

namespace {

/// Rectangles that cover the cores `wanted` says: rows of neighbours, then equal rows below each other joined.
template <class Wanted>
std::vector<CoreRange> cover(const CoreRange& box, Wanted&& wanted) {
    std::vector<CoreRange> done, open;
    for (size_t y = box.start_coord.y; y <= box.end_coord.y; ++y) {
        std::vector<CoreRange> row;
        for (size_t x = box.start_coord.x; x <= box.end_coord.x; ++x) {
            if (!wanted(CoreCoord{x, y})) {
                continue;
            }
            if (!row.empty() && row.back().end_coord.x + 1 == x) {
                row.back().end_coord.x = x;
            } else {
                row.emplace_back(CoreCoord{x, y});
            }
        }
        for (CoreRange& run : row) {
            const auto above = std::find_if(open.begin(), open.end(), [&](const CoreRange& range) {
                return range.start_coord.x == run.start_coord.x && range.end_coord.x == run.end_coord.x;
            });
            if (above != open.end()) {
                run.start_coord.y = above->start_coord.y;
                open.erase(above);
            }
        }
        done.insert(done.end(), open.begin(), open.end());
        open = std::move(row);
    }
    done.insert(done.end(), open.begin(), open.end());
    return done;
}

}  // namespace

CoreRangeSet CoreRangeSet::merge_ranges() const {
    CoreRangeSet set;
    if (!ranges_.empty()) {
        set.ranges_ = cover(bounding_box(), [&](const CoreCoord& core) { return contains(core); });
    }
    return set;
}

CoreRangeSet CoreRangeSet::subtract(const CoreRangeSet& other) const {
    CoreRangeSet set;
    if (!ranges_.empty()) {
        set.ranges_ = cover(bounding_box(), [&](const CoreCoord& core) { return contains(core) && !other.contains(core); });
    }
    return set;
}

bool operator==(const CoreRangeSet& a, const CoreRangeSet& b) {
    return a.num_cores() == b.num_cores() && a.contains(b);
}

std::vector<CoreCoord> grid_to_cores(uint32_t num_cores, uint32_t grid_size_x, uint32_t grid_size_y, bool row_wise) {
    TT_FATAL(num_cores <= grid_size_x * grid_size_y, "Number of cores {} exceeds grid size {}x{}", num_cores, grid_size_x, grid_size_y);
    std::vector<CoreCoord> cores;
    for (uint32_t i = 0; i < num_cores; ++i) {
        cores.push_back(row_wise ? CoreCoord{i % grid_size_x, i / grid_size_x} : CoreCoord{i / grid_size_y, i % grid_size_y});
    }
    return cores;
}

std::vector<CoreCoord> grid_to_cores(CoreCoord start, CoreCoord end, bool row_wise) {
    return corerange_to_cores(CoreRangeSet(CoreRange(start, end)), std::nullopt, row_wise);
}

std::vector<CoreCoord> corerange_to_cores(const CoreRangeSet& crs, std::optional<uint32_t> max_cores, bool row_wise) {
    const size_t limit = max_cores.value_or(UINT32_MAX);
    std::vector<CoreCoord> all;
    for (const CoreRange& range : crs.ranges()) {
        const CoreCoord size = range.grid_size();
        for (size_t i = 0; i < range.size() && all.size() < limit; ++i) {
            const size_t x = row_wise ? i % size.x : i / size.y, y = row_wise ? i / size.x : i % size.y;
            all.push_back({range.start_coord.x + x, range.start_coord.y + y});
        }
    }
    return all;
}

}  // namespace tt::tt_metal
