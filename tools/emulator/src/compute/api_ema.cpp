// Exponential moving averages down the 32 columns of a tile: new = alpha * old + beta * input, row by row, the last one
// kept for the next tile (tt-llk, ckernel_sfpu_ema.h: the averages of a tile go to the one after it).
#include "bits.hpp"
#include "engine.hpp"
#include "sfpu/lane.hpp"

namespace tilesmith::device {

using compute::engine;
using compute::Engine;
using compute::Tile;

void ema_init(uint32_t alpha, uint32_t beta, CallSite site) {
    Engine& core = engine();
    core.require_started("ema_init", site);
    core.sfpu.init("ema_init", compute::SfpuConstants::none);
    core.ema.alpha = compute::float_of(alpha);
    core.ema.beta = compute::float_of(beta);
}

void ema_clear(CallSite site) {
    engine().require_started("ema_clear_previous_output", site);
    engine().ema.previous.fill(0.0f);
}

void ema_tile(uint32_t dst, CallSite site) {
    Engine& core = engine();
    core.require_started("ema_tile", site);
    if (!core.sfpu.saw_any("ema_init")) {
        kernel::finding("missing_init", Severity::error, site,
                        {"ema_tile without ema_init", "ema_init before ema_tile", "call ema_init before ema_tile"});
    }
    const Tile& in = core.math_operand(dst, "ema_tile", site);
    Tile& out = core.math_tile(dst + 1, "ema_tile", site);
    const uint32_t kept = core.dest.wide() ? 0xFFFFFFFFu : 0xFFFF0000u;  // a store to 16-bit DST truncates
    for (uint32_t col = 0; col < compute::kTileRows; ++col) {
        float& previous = core.ema.previous[col];
        for (uint32_t row = 0; row < compute::kTileRows; ++row) {
            const uint32_t at = compute::element_index(row, col);
            const float faded = compute::sfpu::mul(core.ema.alpha, previous);
            previous = compute::sfpu::mad(core.ema.beta, compute::float_of(in.words[at]), faded);
            out.words[at] = compute::bits_of(previous) & kept;
        }
    }
    core.welford.clobbered_by = "ema_tile";
    core.dest.mark_written(compute::DestSide::math, dst + 1);
    kernel::count("ema_tile");
}

}  // namespace tilesmith::device
