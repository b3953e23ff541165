// DST between math and packer: who holds it, and what is in it.
#include "engine.hpp"

namespace tilesmith::compute {

namespace {

constexpr const char* kOrder = "tile_regs_acquire, math, tile_regs_commit, tile_regs_wait, pack_tile, tile_regs_release";

}  // namespace

void Engine::check_index(uint32_t index, const char* name, CallSite site) const {
    if (index < dest.capacity()) return;
    const std::string message = std::string(name) + " uses tile " + std::to_string(index) + " of DST";
    const std::string expected = "0.." + std::to_string(dest.capacity() - 1) + " (" +
                                 (dest.wide() ? "32-bit values" : "16-bit values") +
                                 (settings.dst_full_sync ? ", full sync)" : ", half of DST at a time)");
    kernel::fault("dst_index", site, {message, expected, "use fewer tiles of DST between tile_regs_acquire and tile_regs_commit"});
}

void Engine::acquire(CallSite site) {
    if (dest.acquired()) {
        kernel::finding("repeated_acquire", Severity::error, site,
                        {"tile_regs_acquire comes again before tile_regs_commit", kOrder,
                         "call tile_regs_acquire once for each tile_regs_commit"});
    }
    if (!dest.section_free()) {
        missing_release("tile_regs_acquire", site);
        kernel::wait_forever("tile_regs_acquire: the packer has not given DST back (tile_regs_release)", site);
    }
    dest.acquire();
    acquired_at_ = site;
}

void Engine::commit(CallSite site) {
    if (!dest.acquired()) {
        missing_acquire("tile_regs_commit", site);
    }
    if (!dest.section_free()) {
        missing_release("tile_regs_commit", site);
        kernel::wait_forever("tile_regs_commit: the packer has not given DST back (tile_regs_release)", site);
    }
    dest.commit();
    committed_at_ = site;
}

void Engine::wait(CallSite site) {
    if (dest.waited()) {
        missing_release("tile_regs_wait", site);
    }
    if (dest.committed() == 0) {
        missing_commit("tile_regs_wait waits for a section of DST, and math has committed none", site);
        kernel::wait_forever("tile_regs_wait: math has committed nothing (tile_regs_commit)", site);
    }
    dest.wait();
    waited_at_ = site;
}

void Engine::release(CallSite site) {
    if (dest.committed() == 0) {
        kernel::finding("release_without_commit", Severity::error, site,
                        {"tile_regs_release comes while the packer has no section of DST", kOrder,
                         "call tile_regs_commit and tile_regs_wait before it"});
    } else if (!dest.waited()) {
        missing_wait("tile_regs_release", site);
    }
    dest.release();
}

/// What the kernel still holds when it returns.
void Engine::at_return() {
    if (dest.acquired()) {
        missing_commit("the kernel returns after tile_regs_acquire without tile_regs_commit", acquired_at_);
    } else if (dest.waited()) {
        kernel::finding("missing_release", Severity::error, waited_at_,
                        {"the kernel returns after tile_regs_wait without tile_regs_release", kOrder,
                         "call tile_regs_release after the last pack_tile"});
    } else if (dest.committed() > 0) {
        kernel::finding("missing_wait", Severity::error, committed_at_,
                        {"the kernel returns after tile_regs_commit without tile_regs_wait and tile_regs_release", kOrder,
                         "wait for what was committed, pack it and release it"});
    }
}

void Engine::missing_acquire(const std::string& name, CallSite site) {
    kernel::finding("missing_acquire", Severity::error, site,
                    {name + " comes without tile_regs_acquire", kOrder, "call tile_regs_acquire before the first operation"});
}

void Engine::missing_commit(const std::string& message, CallSite site) {
    kernel::finding("missing_commit", Severity::error, site, {message, kOrder, "call tile_regs_commit after the last operation"});
}

void Engine::missing_wait(const std::string& name, CallSite site) {
    kernel::finding("missing_wait", Severity::error, site,
                    {name + " comes without tile_regs_wait", kOrder, "call tile_regs_wait before the first pack_tile"});
    dest.wait();
}

void Engine::missing_release(const std::string& name, CallSite site) {
    kernel::finding("missing_release", Severity::error, site,
                    {name + " comes again, and the packer has not released the section of DST before", kOrder,
                     "call tile_regs_release after the last pack_tile"});
}

/// Whether math holds DST; else a finding.
bool Engine::require_acquired(const char* name, CallSite site) {
    if (dest.acquired()) return true;
    if (dest.committed() > 0) {
        kernel::finding("math_after_commit", Severity::error, site,
                        {std::string(name) + " comes after tile_regs_commit, when the packer owns DST", kOrder,
                         "move it before tile_regs_commit, or acquire DST again"});
    } else {
        missing_acquire(name, site);
        // The commit that follows is not to blame.
        dest.acquire();
        acquired_at_ = site;
    }
    return false;
}

Tile& Engine::math_tile(uint32_t index, const char* name, CallSite site) {
    check_index(index, name, site);
    require_acquired(name, site);
    return dest.tile(DestSide::math, index);
}

Tile& Engine::math_operand(uint32_t index, const char* name, CallSite site) {
    check_index(index, name, site);
    if (require_acquired(name, site) && !dest.written(DestSide::math, index)) {
        const std::string message = std::string(name) + " reads tile " + std::to_string(index) + " of DST, which nothing has written";
        kernel::finding("dst_not_written", Severity::error, site,
                        {message, "a tile that copy_tile or another operation has put there since tile_regs_acquire",
                         "call copy_tile(cb, tile, " + std::to_string(index) + ") before it"});
    }
    return dest.tile(DestSide::math, index);
}

void Engine::check_packer_holds_dest(const char* name, CallSite site) {
    if (dest.waited()) return;
    if (dest.committed() > 0) {
        missing_wait(name, site);
    } else if (dest.acquired()) {
        missing_commit(std::string(name) + " comes before tile_regs_commit", site);
    } else if (dest.ever_committed()) {
        kernel::finding("pack_after_release", Severity::error, site,
                        {std::string(name) + " comes after tile_regs_release, when DST is math's again", kOrder,
                         "move it before tile_regs_release"});
    } else {
        missing_acquire(name, site);
    }
}

Tile& Engine::pack_operand(uint32_t index, const char* name, CallSite site) {
    check_index(index, name, site);
    require_started(name, site);
    const bool holds = dest.waited() || dest.committed() > 0;
    check_packer_holds_dest(name, site);
    if (holds && !dest.written(DestSide::pack, index)) {
        const std::string message = std::string(name) + " packs tile " + std::to_string(index) + " of DST, which nothing has written";
        kernel::finding("pack_not_written", Severity::error, site,
                        {message, "a tile that an operation has written", "pack the tile of DST that holds the result"});
    }
    return dest.tile(DestSide::pack, index);
}

}  // namespace tilesmith::compute
