// The hand-over of DST between math and packer: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

/// The old pair: math and packer take DST at once.
inline void acquire_dst(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::acquire_dst(site);
}

template <bool is_fp32_dest_acc_en = false>
inline void release_dst(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::release_dst(site);
}

inline void tile_regs_acquire(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::tile_regs_acquire(site);
}

inline void tile_regs_wait(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::tile_regs_wait(site);
}

template <bool is_fp32_dest_acc_en = false>
inline void tile_regs_commit(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::tile_regs_commit(site);
}

template <bool is_fp32_dest_acc_en = false>
inline void tile_regs_release(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::tile_regs_release(site);
}

}  // namespace ckernel
