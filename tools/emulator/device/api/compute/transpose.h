// Vector unit, transpose: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void transpose_init(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::transpose_init(icb, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void transpose_tile(
    uint32_t icb, uint32_t itile, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::transpose_tile(icb, itile, idst, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void transpose_block(
    uint32_t icb, uint32_t start_itile, uint32_t start_idst, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    for (uint32_t i = 0; i < ntiles; ++i) {
        tilesmith::device::transpose_tile(icb, start_itile + i, start_idst + i, site);
    }
}

}  // namespace ckernel
