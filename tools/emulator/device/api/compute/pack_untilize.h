// Tiles to row-major data in the packer: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, bool narrow_row = false, uint32_t row_num_datums = TILE_C_DIM, bool dense = false, bool configure_remap = true, bool is_fp32_dest_acc_en = false>
inline void pack_untilize_dest_init(uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    detail::full_width_only(narrow_row || dense, "narrow and dense rows in pack_untilize_dest_init", site);
    tilesmith::device::pack_untilize_init(0, ocb, true, "pack_untilize_dest_init", site);
}

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, bool is_fp32_dest_acc_en = false>
inline void pack_untilize_init(uint32_t icb, uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::pack_untilize_init(icb, ocb, false, "pack_untilize_init", site);
}

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, bool is_fp32_dest_acc_en = false>
inline void pack_untilize_init_skip_remap(
    uint32_t icb, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::pack_untilize_init(icb, ocb, false, "pack_untilize_init_skip_remap", site);
}

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, bool is_fp32_dest_acc_en = false>
inline void pack_untilize_block(
    uint32_t icb, uint32_t block_rt_dim, uint32_t ocb, uint32_t block_c_index = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::pack_untilize_block(icb, ocb, {block_ct_dim, full_ct_dim, block_rt_dim, block_c_index, 0}, site);
}

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, bool diagonal = false, bool narrow_row = false, uint32_t row_num_datums = TILE_C_DIM, uint32_t tile_dst_ct_offset = 0, bool dense = false>
inline void pack_untilize_dest(
    uint32_t ocb, uint32_t block_rt_dim = 1, uint32_t block_c_index = 0, uint32_t tile_dst_rt_offset = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    detail::full_width_only(diagonal || narrow_row || dense, "diagonal, narrow and dense rows in pack_untilize_dest", site);
    tilesmith::device::pack_untilize_dest(ocb, {block_ct_dim, full_ct_dim, block_rt_dim, block_c_index, tile_dst_rt_offset + tile_dst_ct_offset}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void pack_untilize_uninit(uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ocb;
    tilesmith::device::pack_untilize_uninit(site);
}

}  // namespace ckernel
