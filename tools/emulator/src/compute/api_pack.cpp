// Packing DST into circular buffers.
#include <cstring>

#include "engine.hpp"

namespace tilesmith::device {
namespace {

using compute::engine;
using compute::Engine;
using compute::kTileElements;
using compute::Tile;

/// After reduce_init the packer writes zeros beside the result.
Tile masked(const Tile& tile, Reduce dim) {
    Tile out;
    for (uint32_t i = 0; i < compute::kTileRows; ++i) {
        const bool first = i == 0;
        const uint32_t in_column = compute::element_index(i, 0);
        const uint32_t in_row = compute::element_index(0, i);
        if (dim == Reduce::row || first) out.words[in_column] = tile.words[in_column];
        if (dim == Reduce::col || first) out.words[in_row] = tile.words[in_row];
    }
    return out;
}

}  // namespace

void pack_init(uint32_t cb, CallSite site) {
    engine().require_started("pack_init", site);
    compute::existing_cb(cb, "pack_init", site);
}

void pack_tile(uint32_t dst, uint32_t cb, bool out_of_order, uint32_t page, CallSite site) {
    Engine& core = engine();
    const Tile& tile = core.pack_operand(dst, "pack_tile", site);
    const compute::PackSettings settings = core.pack_settings(cb, "pack_tile", site);
    core.check_packer_is_plain(dst, site);
    compute::check_tile_fits_page(kernel::cb(cb), "packing", site);
    const uint32_t target = out_of_order ? page : kernel::cb_next_pack_page(cb);
    const size_t bytes = bytes_of(settings.format, kTileElements);
    const Tile visible = core.pack_mask ? masked(tile, *core.pack_mask) : tile;
    if (kernel::cb(cb).page_size >= bytes) {
        compute::pack(visible.words, kTileElements, settings, kernel::cb_write_page(cb, target, site));
    } else {
        std::vector<std::byte> packed(bytes);
        compute::pack(visible.words, kTileElements, settings, packed.data());
        core.write_bytes(cb, target, 0, packed.data(), bytes, site);
    }
    kernel::count("pack_tile");
}

void pack_l1_accumulate(bool enabled, CallSite site) {
    engine().require_started("pack_reconfig_l1_acc", site);
    engine().l1_accumulate = enabled;
}

void pack_relu(uint32_t mode, uint32_t threshold, CallSite site) {
    Engine& core = engine();
    core.require_started("pack_relu_config", site);
    core.relu = static_cast<compute::ReluMode>(mode);
    core.relu_threshold = threshold;
}

}  // namespace tilesmith::device
