// Row-major data to tiles: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void tilize_init(
    uint32_t icb, uint32_t block, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)block;
    tilesmith::device::tilize_init(icb, ocb, "tilize_init", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void tilize_init_short_with_dt(
    uint32_t old_icb, uint32_t new_icb, uint32_t block, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)old_icb;
    (void)block;
    tilesmith::device::reconfig_source_a(new_icb, site);
    tilesmith::device::tilize_init(new_icb, ocb, "tilize_init_short_with_dt", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void tilize_block(
    uint32_t icb, uint32_t block, uint32_t ocb, uint32_t input_tile_index = 0, uint32_t output_tile_index = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::tilize_block(icb, block, ocb, input_tile_index, output_tile_index, site);
}

template <bool neginf_srcA = true, uint32_t reload_srcB = true, bool zero_srcA = false, bool zero_srcA_reduce = false>
inline void unpack_tilizeA_B_block(
    uint32_t icb0, uint32_t icb1, uint32_t block, uint32_t tile_idx_b,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb0;
    (void)icb1;
    (void)block;
    (void)tile_idx_b;
    tilesmith::device::lacks("unpack_tilizeA_B_block", site);
}

inline void tilize_uninit(uint32_t icb, uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ocb;
    tilesmith::device::tilize_uninit(icb, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void fast_tilize_init(
    uint32_t icb, uint32_t full_dim, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)full_dim;
    tilesmith::device::tilize_init(icb, ocb, "fast_tilize_init", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void fast_tilize_init_skip_remap(
    uint32_t icb, uint32_t full_dim, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)full_dim;
    tilesmith::device::tilize_init(icb, ocb, "fast_tilize_init", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void fast_tilize_init_with_dt(
    uint32_t icb, uint32_t full_dim, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)full_dim;
    tilesmith::device::reconfig_source_a(icb, site);
    tilesmith::device::tilize_init(icb, ocb, "fast_tilize_init_with_dt", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void fast_tilize_init_with_dt_skip_remap(
    uint32_t icb, uint32_t full_dim, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)full_dim;
    tilesmith::device::reconfig_source_a(icb, site);
    tilesmith::device::tilize_init(icb, ocb, "fast_tilize_init_with_dt", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void fast_tilize_uninit(
    uint32_t icb, uint32_t ocb, uint32_t full_dim,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ocb;
    (void)full_dim;
    tilesmith::device::tilize_uninit(icb, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void fast_tilize_block(
    uint32_t icb, uint32_t block, uint32_t ocb, uint32_t input_tile_index = 0, uint32_t output_tile_index = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::tilize_block(icb, block, ocb, input_tile_index, output_tile_index, site);
}

inline void unpack_tilizeA_B_uninit(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb;
    tilesmith::device::lacks("unpack_tilizeA_B_uninit", site);
}

template <bool neginf_srcA = true, bool zero_srcA_reduce = false, bool is_fp32_dest_acc_en = false>
inline void tilizeA_B_reduce_init(
    uint32_t icb0, uint32_t icb1_scaler, uint32_t block, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb0;
    (void)icb1_scaler;
    (void)block;
    tilesmith::device::lacks("tilizeA_B_reduce_init", site);
}

}  // namespace ckernel
