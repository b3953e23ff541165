// Vector unit, welford: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include <array>

#include "api/compute/detail/calls.h"

namespace ckernel {

template <std::size_t count>
inline tilesmith::device::Reciprocals reciprocals_of(const std::array<uint32_t, count>& table) {
    return {table.data(), static_cast<uint32_t>(count)};
}

template <WelfordInitMode mode = WelfordInitMode::ClearStats>
inline void welford_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_init(mode == WelfordInitMode::ClearStats, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void welford_reinit(uint32_t cbid, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_reinit(cbid, site);
}

inline void welford_clear(tilesmith::CallSite site = tilesmith::CallSite::here()) { tilesmith::device::welford_clear(site); }

inline void two_pass_stats_init_shifted(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("two_pass_stats_init_shifted", site);
}

template <bool dual_m2 = true>
inline void two_pass_stats_update_rows(
    uint32_t input_dst_idx, uint32_t start_row, uint32_t num_rows,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)input_dst_idx;
    (void)start_row;
    (void)num_rows;
    tilesmith::device::lacks("two_pass_stats_update_rows", site);
}

template <TwoPassAccumulation accumulation, TwoPassAnchor anchor = TwoPassAnchor::Reuse, bool dual_accumulator = true>
inline void two_pass_stats_update_shifted_rows(
    uint32_t input_dst_idx, uint32_t start_row, uint32_t num_rows,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)input_dst_idx;
    (void)start_row;
    (void)num_rows;
    tilesmith::device::lacks("two_pass_stats_update_shifted_rows", site);
}

template <bool dual_sum = true, bool retain_anchor = false>
inline void two_pass_stats_finish_shifted_mean(
    uint32_t reciprocal_bits,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)reciprocal_bits;
    tilesmith::device::lacks("two_pass_stats_finish_shifted_mean", site);
}

inline void two_pass_stats_clear(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::lacks("two_pass_stats_clear", site);
}

template <bool dual_m2 = true>
inline void two_pass_stats_save_state(uint32_t mean_dst_idx, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    tilesmith::device::lacks("two_pass_stats_save_state", site);
}

template <bool dual_m2 = true>
inline void two_pass_stats_finalize_split_mean_to_row(
    uint32_t mean_dst_idx, uint32_t reciprocal_bits,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    (void)reciprocal_bits;
    tilesmith::device::lacks("two_pass_stats_finalize_split_mean_to_row", site);
}

inline void two_pass_stats_save_anchor(
    uint32_t anchor_dst_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)anchor_dst_idx;
    tilesmith::device::lacks("two_pass_stats_save_anchor", site);
}

inline void two_pass_stats_restore_anchor(
    uint32_t anchor_dst_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)anchor_dst_idx;
    tilesmith::device::lacks("two_pass_stats_restore_anchor", site);
}

inline void two_pass_stats_save_anchor_to_state(
    uint32_t mean_dst_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    tilesmith::device::lacks("two_pass_stats_save_anchor_to_state", site);
}

inline void two_pass_stats_restore_anchor_from_state(
    uint32_t mean_dst_idx,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    tilesmith::device::lacks("two_pass_stats_restore_anchor_from_state", site);
}

template <bool dual_m2 = true>
inline void two_pass_stats_combine_block(
    uint32_t mean_dst_idx, uint32_t total_reciprocal_bits, uint32_t block_n_bits,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    (void)total_reciprocal_bits;
    (void)block_n_bits;
    tilesmith::device::lacks("two_pass_stats_combine_block", site);
}

template <bool dual_m2 = true, bool store_mean = true>
inline void two_pass_stats_finalize_to_row(
    uint32_t mean_dst_idx, uint32_t reciprocal_bits,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    (void)reciprocal_bits;
    tilesmith::device::lacks("two_pass_stats_finalize_to_row", site);
}

template <bool dual_m2 = true>
inline void two_pass_stats_finalize_to_face(
    uint32_t mean_dst_idx, uint32_t group_id, uint32_t reciprocal_bits,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    (void)group_id;
    (void)reciprocal_bits;
    tilesmith::device::lacks("two_pass_stats_finalize_to_face", site);
}

template <uint32_t reciprocal_size>
inline void welford_update(
    uint32_t input_dst_idx, uint32_t start_idx, const std::array<uint32_t, reciprocal_size>& reciprocal_lut,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_update(
        input_dst_idx, start_idx, {0, TILE_HEIGHT}, reciprocals_of(reciprocal_lut), "welford_update", site);
}

template <uint32_t reciprocal_size>
inline void welford_update_rows(
    uint32_t input_dst_idx, uint32_t start_idx, uint32_t start_row, uint32_t num_rows,
    const std::array<uint32_t, reciprocal_size>& reciprocal_lut, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_update(
        input_dst_idx, start_idx, {start_row, num_rows}, reciprocals_of(reciprocal_lut), "welford_update_rows", site);
}

inline void welford_save_state(uint32_t mean_dst_idx, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_save(mean_dst_idx, 0, site);
}

inline void welford_restore_state(uint32_t mean_dst_idx, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_restore(mean_dst_idx, 0, site);
}

template <size_t reciprocal_size>
inline void welford_finalize_to_row(
    uint32_t mean_dst_idx, uint32_t scale_idx, const std::array<uint32_t, reciprocal_size>& reciprocal_lut,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_finalize_to_row(mean_dst_idx, scale_idx, reciprocals_of(reciprocal_lut), site);
}

template <size_t reciprocal_size>
inline void welford_finalize_to_face(
    uint32_t mean_dst_idx, uint32_t scale_idx, const std::array<uint32_t, reciprocal_size>& reciprocal_lut,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_finalize_to_face(mean_dst_idx, 0, scale_idx, reciprocals_of(reciprocal_lut), site);
}

template <bool dual_accumulator>
inline void two_pass_stats_switch_group(
    uint32_t mean_dst_idx, uint32_t save_group_id, uint32_t restore_group_id,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    (void)save_group_id;
    (void)restore_group_id;
    tilesmith::device::lacks("two_pass_stats_switch_group", site);
}

inline void welford_save_state(
    uint32_t mean_dst_idx, uint32_t group_id,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_save(mean_dst_idx, group_id, site);
}

inline void welford_restore_state(
    uint32_t mean_dst_idx, uint32_t group_id,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_restore(mean_dst_idx, group_id, site);
}

template <size_t reciprocal_size>
inline void welford_finalize_to_face(
    uint32_t mean_dst_idx, uint32_t group_id, uint32_t scale_idx, const std::array<uint32_t, reciprocal_size>& reciprocal_lut,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::welford_finalize_to_face(mean_dst_idx, group_id, scale_idx, reciprocals_of(reciprocal_lut), site);
}

template <bool dual_m2 = true, bool average_variance = true>
inline void two_pass_stats_finalize_and_combine_to_face(
    uint32_t mean_dst_idx, uint32_t group_id, uint32_t reciprocal_bits,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)mean_dst_idx;
    (void)group_id;
    (void)reciprocal_bits;
    tilesmith::device::lacks("two_pass_stats_finalize_and_combine_to_face", site);
}

}  // namespace ckernel
