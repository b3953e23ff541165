// Copies, element-wise operations, broadcasts and transposes.
#include "engine.hpp"
#include "fpu_eltwise.hpp"

namespace tilesmith::device {
namespace {

using compute::DestSide;
using compute::engine;
using compute::Engine;
using compute::OpSetup;
using compute::Source;
using compute::Tile;
using compute::variant_of;
using Kind = OpSetup::Kind;

const char* word_of(Eltwise op) { return op == Eltwise::add ? "add" : op == Eltwise::sub ? "sub" : "mul"; }

std::string init_name(Eltwise op, Bcast bcast) {
    const std::string word = word_of(op);
    switch (bcast) {
        case Bcast::col: return word + "_bcast_cols_init";
        case Bcast::row: return word + "_bcast_rows_init";
        case Bcast::scalar: return word + "_bcast_scalar_init";
        default: return word + "_init";
    }
}

compute::EltwiseOp op_of(Eltwise op, CallSite site) {
    switch (op) {
        case Eltwise::add: return compute::EltwiseOp::add;
        case Eltwise::sub: return compute::EltwiseOp::sub;
        case Eltwise::mul: return compute::EltwiseOp::mul;
        default: kernel::unsupported("element-wise division and comparison in the matrix unit", site);
    }
}

uint32_t variant(Eltwise op, Bcast bcast, Reuse reuse = Reuse::none) {
    return variant_of(static_cast<uint32_t>(op), static_cast<uint32_t>(bcast), static_cast<uint32_t>(reuse));
}

compute::EltwiseSettings eltwise_settings(const Engine& core, bool accumulate) {
    return compute::EltwiseSettings{core.width(), core.fidelity_phases(), accumulate};
}

void require_floats(uint32_t cb, const char* name, CallSite site) {
    if (compute::is_integer(compute::existing_cb(cb, name, site).format)) {
        kernel::unsupported(std::string("integer operands of the matrix unit (") + name + ")", site);
    }
}

}  // namespace

void copy_init(uint32_t cb, bool transpose_faces, bool transpose_within, const char* name, CallSite site) {
    Engine& core = engine();
    compute::existing_cb(cb, name, site);
    core.prepare(OpSetup{Kind::copy, 0, name, site, kCircularBuffers, kCircularBuffers});
    core.transpose_faces = transpose_faces;
    core.transpose_within = transpose_within;
}

void copy_tile(uint32_t cb, uint32_t tile, uint32_t dst, CallSite site) {
    Engine& core = engine();
    const bool by_startup = core.setup().kind == Kind::none;
    if (by_startup) core.transpose_faces = core.transpose_within = false;
    core.require_setup(Kind::copy, 0, "copy_tile", "copy_init", site);
    Tile& out = core.math_tile(dst, "copy_tile", site);
    core.load_to_dest(cb, tile, out, site);
    if (core.transpose_faces || core.transpose_within) {
        compute::transpose(out, core.transpose_within, core.transpose_faces);
    }
    core.dest.mark_written(DestSide::math, dst);
    kernel::count("copy_tile");
}

void eltwise_init(Eltwise op, Bcast bcast, uint32_t cb_a, uint32_t cb_b, bool accumulate, const char* name, CallSite site) {
    Engine& core = engine();
    compute::existing_cb(cb_a, name, site);
    compute::existing_cb(cb_b, name, site);
    const bool commutes = op != Eltwise::sub && bcast == Bcast::none;
    const uint32_t unordered = kCircularBuffers;
    core.prepare(OpSetup{Kind::eltwise, variant(op, bcast), name, site, commutes ? unordered : cb_a, commutes ? unordered : cb_b});
    core.accumulate = accumulate;
}

void eltwise_tiles(Eltwise op, Bcast bcast, const EltwiseTiles& tiles, const char* name, CallSite site) {
    Engine& core = engine();
    core.require_setup(Kind::eltwise, variant(op, bcast), name, init_name(op, bcast), site);
    core.check_operand_order(tiles.cb_a, tiles.cb_b, name, site);
    require_floats(tiles.cb_a, name, site);
    Tile& out = core.math_tile(tiles.dst, name, site);
    Tile a;
    Tile b;
    core.load(Source::a, tiles.cb_a, tiles.tile_a, a, site);
    core.load(Source::b, tiles.cb_b, tiles.tile_b, b, site);
    if (bcast == Bcast::row && tiles.bcast_row >= compute::kTileRows) {
        kernel::fault("cb_page_out_of_range", site,
                      {std::string(name) + " takes row " + std::to_string(tiles.bcast_row) + " of a tile, which has " +
                           std::to_string(compute::kTileRows),
                       "a row from 0 to " + std::to_string(compute::kTileRows - 1), "look at the last argument of the call"});
    }
    if (bcast != Bcast::none) {
        const Tile narrow = b;
        compute::expand(static_cast<compute::Broadcast>(bcast), tiles.bcast_row, narrow, b);
    }
    compute::eltwise(op_of(op, site), a, b, eltwise_settings(core, core.accumulate), out);
    core.dest.mark_written(DestSide::math, tiles.dst);
    kernel::count(name);
}

void reuse_init(Eltwise op, Reuse reuse, uint32_t cb, const char* name, CallSite site) {
    compute::existing_cb(cb, name, site);
    engine().prepare(OpSetup{Kind::reuse, variant(op, Bcast::none, reuse), name, site, kCircularBuffers, kCircularBuffers});
}

void reuse_tiles(Eltwise op, Reuse reuse, uint32_t cb, uint32_t tile, uint32_t dst, const char* name, CallSite site) {
    Engine& core = engine();
    const std::string right = std::string(word_of(op)) + "_reuse_dest_init";
    core.require_setup(Kind::reuse, variant(op, Bcast::none, reuse), name, right, site);
    require_floats(cb, name, site);
    Tile& out = core.math_operand(dst, name, site);
    Tile reused = out;
    for (uint32_t& word : reused.words) word &= core.source_mask(cb);
    Tile operand;
    core.load(Source::a, cb, tile, operand, site);
    out = Tile{};
    const bool dest_is_a = reuse == Reuse::dest_to_srca;
    compute::eltwise(op_of(op, site), dest_is_a ? reused : operand, dest_is_a ? operand : reused,
                     eltwise_settings(core, false), out);
    core.dest.mark_written(DestSide::math, dst);
    kernel::count(name);
}

void unary_bcast_init(Bcast bcast, uint32_t cb, CallSite site) {
    compute::existing_cb(cb, "unary_bcast_init", site);
    engine().prepare(OpSetup{Kind::unary_bcast, static_cast<uint32_t>(bcast), "unary_bcast_init", site, kCircularBuffers, kCircularBuffers});
}

void unary_bcast(Bcast bcast, uint32_t cb, uint32_t tile, uint32_t dst, CallSite site) {
    Engine& core = engine();
    core.require_setup(Kind::unary_bcast, static_cast<uint32_t>(bcast), "unary_bcast", "unary_bcast_init", site);
    Tile& out = core.math_tile(dst, "unary_bcast", site);
    Tile in;
    core.load_to_dest(cb, tile, in, site);
    compute::expand(static_cast<compute::Broadcast>(bcast), 0, in, out);
    core.dest.mark_written(DestSide::math, dst);
    kernel::count("unary_bcast");
}

void transpose_init(uint32_t cb, CallSite site) {
    compute::existing_cb(cb, "transpose_init", site);
    engine().prepare(OpSetup{Kind::transpose, 0, "transpose_init", site, kCircularBuffers, kCircularBuffers});
}

void transpose_tile(uint32_t cb, uint32_t tile, uint32_t dst, CallSite site) {
    Engine& core = engine();
    core.require_setup(Kind::transpose, 0, "transpose_tile", "transpose_init", site);
    Tile& out = core.math_tile(dst, "transpose_tile", site);
    core.load_to_dest(cb, tile, out, site);
    compute::transpose(out, true, true);
    core.dest.mark_written(DestSide::math, dst);
    kernel::count("transpose_tile");
}

void transpose_dest(uint32_t dst, bool across_faces, CallSite site) {
    Engine& core = engine();
    compute::transpose(core.math_operand(dst, "transpose_dest", site), true, across_faces);
    kernel::count("transpose_dest");
}

}  // namespace tilesmith::device
