// Start-up, data formats and the hand-over of DST between math and packer.
#include "engine.hpp"

namespace tilesmith::device {

using compute::DestSide;
using compute::engine;
using compute::Engine;
using compute::Source;

void hw_startup(uint32_t src_a_cb, uint32_t src_b_cb, uint32_t pack_cb, const char* name, CallSite site) {
    engine().start(src_a_cb, src_b_cb, pack_cb, name, false, site);
}

void hw_startup_again(uint32_t src_a_cb, uint32_t src_b_cb, uint32_t pack_cb, const char* name, CallSite site) {
    engine().start(src_a_cb, src_b_cb, pack_cb, name, true, site);
}

void reconfig_source_a(uint32_t cb, CallSite site) { engine().set_source_format(Source::a, cb, site); }
void reconfig_source_b(uint32_t cb, CallSite site) { engine().set_source_format(Source::b, cb, site); }
void reconfig_pack(uint32_t cb, CallSite site) { engine().set_pack_format(cb, site); }

void set_fp32_dest(bool enabled, CallSite site) {
    engine().require_started("enable_fp32_dest_acc", site);
    engine().dest.set_wide(enabled);
}

void restore_fp32_dest(CallSite site) { set_fp32_dest(engine().settings.fp32_dest_acc, site); }

bool fp32_dest() { return engine().dest.wide(); }
bool math_approx() { return engine().settings.math_approx; }

void tile_regs_acquire(CallSite site) {
    engine().require_started("tile_regs_acquire", site);
    engine().acquire(site);
}

void tile_regs_commit(CallSite site) {
    engine().require_started("tile_regs_commit", site);
    engine().commit(site);
}

void tile_regs_wait(CallSite site) {
    engine().require_started("tile_regs_wait", site);
    engine().wait(site);
}

void tile_regs_release(CallSite site) {
    engine().require_started("tile_regs_release", site);
    engine().release(site);
}

void acquire_dst(CallSite site) {
    tile_regs_acquire(site);
    engine().dest.share();
}

void release_dst(CallSite site) {
    Engine& core = engine();
    core.require_started("release_dst", site);
    core.dest.unshare();
    core.dest.release();
}

void lacks(const char* what, CallSite site) { kernel::unsupported(what, site); }

uint32_t tile_address(uint32_t cb, uint32_t tile, CallSite site) {
    const CbView view = compute::existing_cb(cb, "get_tile_address", site);
    kernel::cb_read_page(cb, tile, site);
    return view.read_address + tile * view.page_size;
}

uint32_t tile_value(uint32_t cb, uint32_t tile, uint32_t element, CallSite site) {
    uint32_t value = 0;
    const auto bytes = engine().read_bytes(cb, tile, size_t{4} * element, sizeof value, site);
    for (size_t i = 0; i < bytes.size(); ++i) value |= std::to_integer<uint32_t>(bytes[i]) << (8 * i);
    return value;
}

}  // namespace tilesmith::device
