// Vector unit, reshuffle: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void reshuffle_rows_tile(
    uint32_t idst, uint32_t idx_addr,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    constexpr uint32_t kHeaderBytes = 16;  // of the index tile, which the chip's function skips
    const auto* const stored = reinterpret_cast<volatile const uint8_t*>(idx_addr + kHeaderBytes);
    uint8_t rows[TILE_HEIGHT];
    for (uint32_t i = 0; i < TILE_HEIGHT; ++i) rows[i] = stored[i];
    tilesmith::device::reshuffle_rows(idst, rows, site);
}

inline void reshuffle_rows_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::identity, "reshuffle_rows_tile_init", false, site);
}

}  // namespace ckernel
