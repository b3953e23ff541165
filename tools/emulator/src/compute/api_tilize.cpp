// Conversion between row-major data and tiles.
#include <cstring>

#include "engine.hpp"

namespace tilesmith::device {
namespace {

using compute::DestSide;
using compute::element_index;
using compute::engine;
using compute::Engine;
using compute::kTileElements;
using compute::kTileRows;
using compute::OpSetup;
using compute::Tile;
using Kind = OpSetup::Kind;

/// Elements of 16 columns are what the formats here can be decoded in.
constexpr uint32_t kHalfRow = 16;

/// One tile out of 32 rows of `row_tiles` * 32 elements that start at page `page`.
Tile gather_tile(Engine& core, uint32_t cb, uint32_t page, uint32_t row_tiles, uint32_t column, CallSite site) {
    const DataFormat format = compute::existing_cb(cb, "tilize_block", site).format;
    const size_t half_bytes = bytes_of(format, kHalfRow);
    Tile tile;
    for (uint32_t row = 0; row < kTileRows; ++row) {
        for (uint32_t half = 0; half < 2; ++half) {
            const size_t offset = (size_t{row} * row_tiles * 2 + size_t{column} * 2 + half) * half_bytes;
            const auto bytes = core.read_bytes(cb, page, offset, half_bytes, site);
            compute::decode(bytes.data(), format, kHalfRow, tile.words + element_index(row, half * kHalfRow));
        }
    }
    return tile;
}

/// The datums of a tile as they come out of a source register and DST on the way to the packer.
void pass_through_dest(const Engine& core, uint32_t cb, Tile& tile) {
    if (kernel::cb(cb).format != DataFormat::Float32) return;
    if (core.dest.wide() && core.settings.unpack_to_dest_fp32[cb]) return;
    const uint32_t mask = core.dest.wide() ? 0xFFFFE000u : 0xFFFF0000u;
    for (uint32_t& word : tile.words) word &= mask;
}

/// Writes one tile as 32 stretches of rows that are `row_tiles` tiles long.
void scatter_tile(Engine& core, const Tile& tile, uint32_t cb, uint32_t row_tiles, uint32_t tile_row, uint32_t column,
                  CallSite site) {
    const compute::PackSettings settings = core.pack_settings(cb, "untilize", site);
    const size_t half_bytes = bytes_of(settings.format, kHalfRow);
    std::vector<std::byte> packed(half_bytes);
    for (uint32_t row = 0; row < kTileRows; ++row) {
        for (uint32_t half = 0; half < 2; ++half) {
            compute::pack(tile.words + element_index(row, half * kHalfRow), kHalfRow, settings, packed.data());
            const size_t line = size_t{tile_row} * kTileRows + row;
            const size_t offset = (line * row_tiles * 2 + size_t{column} * 2 + half) * half_bytes;
            core.write_bytes(cb, 0, offset, packed.data(), half_bytes, site);
        }
    }
}

}  // namespace

void tilize_init(uint32_t in_cb, uint32_t out_cb, const char* name, CallSite site) {
    compute::existing_cb(in_cb, name, site);
    compute::existing_cb(out_cb, name, site);
    engine().prepare(OpSetup{Kind::tilize, 0, name, site, kCircularBuffers, kCircularBuffers});
}

void tilize_block(uint32_t in_cb, uint32_t tiles, uint32_t out_cb, uint32_t in_tile, uint32_t out_tile, CallSite site) {
    Engine& core = engine();
    core.require_setup(Kind::tilize, 0, "tilize_block", "tilize_init", site);
    const compute::PackSettings settings = core.pack_settings(out_cb, "tilize_block", site);
    std::vector<std::byte> packed(bytes_of(settings.format, kTileElements));
    for (uint32_t t = 0; t < tiles; ++t) {
        Tile tile = gather_tile(core, in_cb, in_tile, tiles, t, site);
        pass_through_dest(core, in_cb, tile);
        compute::pack(tile.words, kTileElements, settings, packed.data());
        core.write_bytes(out_cb, out_tile + t, 0, packed.data(), packed.size(), site);
    }
    kernel::count("tilize_block", tiles);
}

void tilize_uninit(uint32_t in_cb, CallSite site) {
    compute::existing_cb(in_cb, "tilize_uninit", site);
    engine().prepare(OpSetup{Kind::none, 0, "tilize_uninit", site, kCircularBuffers, kCircularBuffers});
}

void untilize_init(uint32_t in_cb, CallSite site) {
    compute::existing_cb(in_cb, "untilize_init", site);
    engine().prepare(OpSetup{Kind::untilize, 0, "untilize_init", site, kCircularBuffers, kCircularBuffers});
}

void untilize_block(uint32_t in_cb, uint32_t tiles, uint32_t out_cb, CallSite site) {
    Engine& core = engine();
    core.require_setup(Kind::untilize, 0, "untilize_block", "untilize_init", site);
    for (uint32_t t = 0; t < tiles; ++t) {
        Tile tile;
        core.load_to_dest(in_cb, t, tile, site);
        scatter_tile(core, tile, out_cb, tiles, 0, t, site);
    }
    kernel::count("untilize_block", tiles);
}

void untilize_uninit(CallSite site) { engine().prepare(OpSetup{Kind::none, 0, "untilize_uninit", site, kCircularBuffers, kCircularBuffers}); }

void pack_untilize_init(uint32_t in_cb, uint32_t out_cb, bool from_dest, const char* name, CallSite site) {
    compute::existing_cb(out_cb, name, site);
    Engine& core = engine();
    core.require_started(name, site);
    core.set_pack_format(out_cb, site);
    core.packs_untilized = true;
    if (from_dest) return;
    compute::existing_cb(in_cb, name, site);
    core.prepare(OpSetup{Kind::pack_untilize, 0, name, site, kCircularBuffers, kCircularBuffers});
}

void pack_untilize_block(uint32_t in_cb, uint32_t out_cb, const PackUntilize& block, CallSite site) {
    Engine& core = engine();
    core.require_setup(Kind::pack_untilize, 0, "pack_untilize_block", "pack_untilize_init", site);
    for (uint32_t row = 0; row < block.rows; ++row) {
        for (uint32_t c = 0; c < block.block_columns; ++c) {
            Tile tile;
            core.load_to_dest(in_cb, row * block.block_columns + c, tile, site);
            scatter_tile(core, tile, out_cb, block.full_columns, row, block.column * block.block_columns + c, site);
        }
    }
    kernel::count("pack_untilize_block", uint64_t{block.rows} * block.block_columns);
}

void pack_untilize_dest(uint32_t out_cb, const PackUntilize& block, CallSite site) {
    Engine& core = engine();
    for (uint32_t row = 0; row < block.rows; ++row) {
        for (uint32_t c = 0; c < block.block_columns; ++c) {
            const uint32_t dst = block.first_dst + row * block.block_columns + c;
            const Tile& tile = core.pack_operand(dst, "pack_untilize_dest", site);
            scatter_tile(core, tile, out_cb, block.full_columns, row, block.column * block.block_columns + c, site);
        }
    }
    kernel::count("pack_untilize_dest", uint64_t{block.rows} * block.block_columns);
}

void pack_untilize_uninit(CallSite site) {
    engine().require_started("pack_untilize_uninit", site);
    engine().packs_untilized = false;
}

}  // namespace tilesmith::device
