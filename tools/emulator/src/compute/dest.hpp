// DST: two sections that math and packer take in turn, or one section of double size with full sync.
#pragma once

#include <array>
#include <cstdint>

#include "tile.hpp"

namespace tilesmith::compute {

/// Which side of the hand-over a caller is on.
enum class DestSide : uint8_t { math, pack };

class Dest {
public:
    /// Tiles of a section: 8, half with 32-bit values, twice as many when there is only one section.
    Dest(bool wide, bool full_sync);

    uint32_t capacity() const { return capacity_; }
    bool wide() const { return wide_; }
    void set_wide(bool wide);

    // The hand-over. `commit` passes the math section to the packer, `release` gives it back, zeroed.
    bool acquired() const { return acquired_; }
    bool waited() const { return waited_; }
    bool ever_committed() const { return ever_committed_; }
    uint32_t committed() const { return committed_; }
    bool section_free() const { return committed_ < sections(); }
    void acquire() { acquired_ = true; }
    void commit();
    void wait() { waited_ = true; }
    void release();

    /// The old generation's acquire_dst: the packer works on the section that math holds.
    void share() {
        pack_section_ = math_section_;
        waited_ = true;
    }
    void unshare();

    Tile& tile(DestSide side, uint32_t index) { return section(side).tiles[index]; }
    bool written(DestSide side, uint32_t index) { return section(side).written[index]; }
    /// `reduced`: the tile holds the result of a reduction, of which only a row, a column or one element counts.
    void mark_written(DestSide side, uint32_t index, bool reduced = false) {
        section(side).written[index] = true;
        section(side).reduced[index] = reduced;
    }
    bool reduced(DestSide side, uint32_t index) { return section(side).reduced[index]; }

private:
    static constexpr uint32_t kMostTiles = 16;
    struct Section {
        std::array<Tile, kMostTiles> tiles;
        std::array<bool, kMostTiles> written{};
        std::array<bool, kMostTiles> reduced{};
    };
    uint32_t sections() const { return full_sync_ ? 1 : 2; }
    Section& section(DestSide side) { return sections_[side == DestSide::math ? math_section_ : pack_section_]; }
    void resize();

    std::array<Section, 2> sections_;
    bool wide_;
    bool full_sync_;
    uint32_t capacity_ = 0;
    uint32_t math_section_ = 0;
    uint32_t pack_section_ = 0;
    uint32_t committed_ = 0;
    bool acquired_ = false;
    bool waited_ = false;
    bool ever_committed_ = false;
};

}  // namespace tilesmith::compute
