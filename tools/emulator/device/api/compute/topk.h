// Vector unit, topk: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool stable_sort = false, bool is_fp32_dest_acc_en = false, bool fused = false, bool rank_stamped = false, TopkTieOrder tie_order = TopkTieOrder::Unset>
inline void topk_local_sort(
    uint32_t idst, int idir, int i_end_phase, int i_start_phase = 0, int i_end_step = 0, int i_start_step = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)idir;
    (void)i_end_phase;
    (void)i_start_phase;
    (void)i_end_step;
    (void)i_start_step;
    tilesmith::device::lacks("topk_local_sort", site);
}

template <bool idir = false, bool stable_sort = false, bool is_fp32_dest_acc_en = false, bool fused = false, bool rank_stamped = false, TopkTieOrder tie_order = TopkTieOrder::Unset, uint32_t tag_bits = 16>
inline void topk_merge(uint32_t idst, int m_iter, int k, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)m_iter;
    (void)k;
    tilesmith::device::lacks("topk_merge", site);
}

template <bool stable_sort = false, bool is_fp32_dest_acc_en = false, bool fused = false, bool rank_stamped = false, TopkTieOrder tie_order = TopkTieOrder::Unset>
inline void topk_rebuild(
    uint32_t idst, bool idir, int m_iter, int k, int logk, int skip_second,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)idir;
    (void)m_iter;
    (void)k;
    (void)logk;
    (void)skip_second;
    tilesmith::device::lacks("topk_rebuild", site);
}

template <bool fused = false, bool rank_stamped = false, uint32_t tag_bits = 16>
inline void topk_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("topk_tile_init", site);
}

template <bool largest>
inline void topk_fuse_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("topk_fuse_tile", site);
}

template <bool largest>
inline void topk_defuse_tile(
    uint32_t idst, uint32_t num_tiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)num_tiles;
    tilesmith::device::lacks("topk_defuse_tile", site);
}

template <bool largest, uint32_t tag_bits = 16>
inline void topk_stamp_local_positions(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("topk_stamp_local_positions", site);
}

template <bool largest, uint32_t tag_bits = 16>
inline void topk_stamp_tile_rank_range(
    uint32_t idst, uint32_t dst_tile_index, uint32_t rank_base,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)dst_tile_index;
    (void)rank_base;
    tilesmith::device::lacks("topk_stamp_tile_rank_range", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void topk_canonicalize_negzero_values(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("topk_canonicalize_negzero_values", site);
}

template <uint32_t tag_bits = 16, bool is_fp32_dest_acc_en = false>
inline void topk_strip_rank_tags(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("topk_strip_rank_tags", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void topk_finalize_uint16_indices(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("topk_finalize_uint16_indices", site);
}

inline void topk_uint16_prepare_value_tile_for_pack(
    uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("topk_uint16_prepare_value_tile_for_pack", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void topk_uint16_move_dest_tile_to_pack_half(
    uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    tilesmith::device::lacks("topk_uint16_move_dest_tile_to_pack_half", site);
}

constexpr TopkTieOrder topk_tie_order_from_global_direction(bool descending) {
    return descending ? TopkTieOrder::Descending : TopkTieOrder::Ascending;
}

}  // namespace ckernel
