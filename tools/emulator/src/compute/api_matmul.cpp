// Matrix products and reductions.
#include "engine.hpp"
#include "fpu_matmul.hpp"
#include "fpu_reduce.hpp"

namespace tilesmith::device {
namespace {

using compute::DestSide;
using compute::engine;
using compute::Engine;
using compute::OpSetup;
using compute::Source;
using compute::Tile;
using Kind = OpSetup::Kind;

std::string reduce_name(Pool pool, Reduce dim) {
    const char* const pools[] = {"SUM", "AVG", "MAX", "MIN"};
    const char* const dims[] = {"REDUCE_ROW", "REDUCE_COL", "REDUCE_SCALAR"};
    return std::string("reduce_init<PoolType::") + pools[static_cast<int>(pool)] + ", ReduceDim::" +
           dims[static_cast<int>(dim)] + ">";
}

uint32_t variant(Pool pool, Reduce dim) {
    return compute::variant_of(static_cast<uint32_t>(pool), static_cast<uint32_t>(dim));
}

}  // namespace

void matmul_init(uint32_t in0_cb, uint32_t in1_cb, bool transpose, bool block, const char* name, CallSite site) {
    Engine& core = engine();
    compute::existing_cb(in0_cb, name, site);
    compute::existing_cb(in1_cb, name, site);
    core.prepare(OpSetup{block ? Kind::matmul_block : Kind::matmul, 0, name, site, in0_cb, in1_cb});
    core.matmul_transpose = transpose;
}

void matmul(const MatmulBlock& block, bool is_block, const char* name, CallSite site) {
    Engine& core = engine();
    core.require_setup(is_block ? Kind::matmul_block : Kind::matmul, 0, name, is_block ? "matmul_block_init" : "matmul_init",
                       site);
    core.check_operand_order(block.in0_cb, block.in1_cb, name, site);
    const compute::MatmulSettings settings{core.width(), core.fidelity_phases()};
    for (uint32_t r = 0; r < block.rows; ++r) {
        Tile left;
        core.load(Source::b, block.in0_cb, block.in0_tile + r * block.inner, left, site);
        for (uint32_t c = 0; c < block.columns; ++c) {
            Tile right;
            core.load(Source::a, block.in1_cb, block.in1_tile + c, right, site);
            if (core.matmul_transpose) compute::transpose(right, true, true);
            const uint32_t dst = block.dst + r * block.columns + c;
            compute::matmul(left, right, settings, core.math_tile(dst, name, site));
            core.dest.mark_written(DestSide::math, dst);
        }
    }
    kernel::count(name, uint64_t{block.rows} * block.columns);
}

void reduce_init(Pool pool, Reduce dim, uint32_t cb, uint32_t scaler_cb, uint32_t out_cb, CallSite site) {
    Engine& core = engine();
    compute::existing_cb(cb, "reduce_init", site);
    compute::existing_cb(scaler_cb, "reduce_init", site);
    compute::existing_cb(out_cb, "reduce_init", site);
    core.prepare(OpSetup{Kind::reduce, variant(pool, dim), reduce_name(pool, dim), site, cb, scaler_cb});
    core.pack_mask = dim;
}

void reduce_tile(Pool pool, Reduce dim, uint32_t cb, uint32_t scaler_cb, uint32_t tile, uint32_t scaler_tile, uint32_t dst,
                 CallSite site) {
    Engine& core = engine();
    core.require_setup(Kind::reduce, variant(pool, dim), "reduce_tile", reduce_name(pool, dim), site);
    if (pool == Pool::min) kernel::unsupported("a minimum in the matrix unit, which has none (use sfpu_reduce)", site);
    const bool swapped = dim == Reduce::row && pool != Pool::max;
    Tile& out = core.math_tile(dst, "reduce_tile", site);
    Tile in;
    Tile scaler;
    core.load(swapped ? Source::b : Source::a, cb, tile, in, site);
    core.load(swapped ? Source::a : Source::b, scaler_cb, scaler_tile, scaler, site);
    const compute::ReduceSettings settings{static_cast<compute::ReduceDim>(dim), core.width(), core.fidelity_phases(),
                                           core.source_mask(cb)};
    if (pool == Pool::max) {
        compute::reduce_max(in, settings, !core.dest.written(DestSide::math, dst), out);
    } else {
        compute::reduce_sum(in, scaler, settings, out);
    }
    core.dest.mark_written(DestSide::math, dst, true);
    kernel::count("reduce_tile");
}

void reduce_block_init(uint32_t tiles, uint32_t out_cb, const char* name, CallSite site) {
    Engine& core = engine();
    compute::existing_cb(out_cb, name, site);
    core.prepare(OpSetup{Kind::reduce, variant(Pool::max, Reduce::row), name, site, kCircularBuffers, kCircularBuffers});
    core.pack_mask = Reduce::row;
    core.reduce_block_tiles = tiles;
}

void reduce_block_max(uint32_t cb, uint32_t scaler_cb, uint32_t first_tile, uint32_t dst, const char* name, CallSite site) {
    kernel::count(name);
    for (uint32_t t = 0; t < engine().reduce_block_tiles; ++t) {
        reduce_tile(Pool::max, Reduce::row, cb, scaler_cb, first_tile + t, 0, dst, site);
    }
}

void reduce_uninit(CallSite site) {
    engine().require_started("reduce_uninit", site);
    engine().pack_mask.reset();
}

}  // namespace tilesmith::device
