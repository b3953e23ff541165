#include "dest.hpp"

namespace tilesmith::compute {

Dest::Dest(bool wide, bool full_sync) : wide_(wide), full_sync_(full_sync) { resize(); }

void Dest::resize() { capacity_ = (wide_ ? 4u : 8u) * (full_sync_ ? 2u : 1u); }

void Dest::set_wide(bool wide) {
    wide_ = wide;
    resize();
}

void Dest::commit() {
    acquired_ = false;
    ever_committed_ = true;
    ++committed_;
    if (!full_sync_) math_section_ ^= 1;
}

void Dest::unshare() {
    acquired_ = false;
    if (!full_sync_) math_section_ ^= 1;
}

void Dest::release() {
    Section& done = section(DestSide::pack);
    for (uint32_t i = 0; i < kMostTiles; ++i) {
        if (done.written[i]) done.tiles[i] = Tile{};
    }
    done.written.fill(false);
    waited_ = false;
    if (committed_ > 0) --committed_;
    if (!full_sync_) pack_section_ ^= 1;
}

}  // namespace tilesmith::compute
