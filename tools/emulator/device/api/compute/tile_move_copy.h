// Copies from circular buffers to DST: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void copy_init(
    uint32_t cbid, uint32_t transpose = 0, uint32_t transpose_within_16x16_face = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::copy_init(cbid, transpose != 0, transpose_within_16x16_face != 0, "copy_init", site);
}

inline void dummy_unpack(uint32_t cb_id, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)cb_id;
    (void)site;
}

template <bool is_fp32_dest_acc_en = false>
inline void copy_tile(
    uint32_t in_cb_id, uint32_t in_tile_index, uint32_t dst_tile_index,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::copy_tile(in_cb_id, in_tile_index, dst_tile_index, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void copy_block(
    uint32_t in_cb_id, uint32_t start_in_tile_index, uint32_t start_dst_tile_index, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    for (uint32_t i = 0; i < ntiles; ++i) {
        tilesmith::device::copy_tile(in_cb_id, start_in_tile_index + i, start_dst_tile_index + i, site);
    }
}

template <bool is_fp32_dest_acc_en = false>
inline void copy_tile_init(uint32_t cbid, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::copy_init(cbid, false, false, "copy_tile_init", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void copy_tile_to_dst_init_short(
    uint32_t cbid, uint32_t transpose = 0, uint32_t transpose_within_16x16_face = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::copy_init(cbid, transpose != 0, transpose_within_16x16_face != 0, "copy_tile_to_dst_init_short", site);
}

inline void copy_tile_to_dst_init_short_with_dt(
    uint32_t old_cbid, uint32_t new_cbid, uint32_t transpose = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)old_cbid;
    tilesmith::device::reconfig_source_a(new_cbid, site);
    tilesmith::device::copy_init(new_cbid, transpose != 0, transpose != 0, "copy_tile_to_dst_init_short_with_dt", site);
}

}  // namespace ckernel
