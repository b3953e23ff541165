// Changes of data formats between operations: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_data_format(
    const uint32_t icb0_new_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    constexpr bool reverse = src_order == SrcOrder::Reverse;
    tilesmith::device::reconfig_source_a(reverse ? icb1_new_operand : icb0_new_operand, site);
    tilesmith::device::reconfig_source_b(reverse ? icb0_new_operand : icb1_new_operand, site);
}

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_data_format(
    const uint32_t icb0_old_operand, const uint32_t icb0_new_operand, const uint32_t icb1_old_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb0_old_operand;
    (void)icb1_old_operand;
    constexpr bool reverse = src_order == SrcOrder::Reverse;
    tilesmith::device::reconfig_source_a(reverse ? icb1_new_operand : icb0_new_operand, site);
    tilesmith::device::reconfig_source_b(reverse ? icb0_new_operand : icb1_new_operand, site);
}

inline void reconfig_data_format_srca(
    const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reconfig_source_a(srca_new_operand, site);
}

inline void reconfig_data_format_srca(
    const uint32_t srca_old_operand, const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srca_old_operand;
    tilesmith::device::reconfig_source_a(srca_new_operand, site);
}

inline void reconfig_data_format_srcb(
    const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reconfig_source_b(srcb_new_operand, site);
}

inline void reconfig_data_format_srcb(
    const uint32_t srcb_old_operand, const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srcb_old_operand;
    tilesmith::device::reconfig_source_b(srcb_new_operand, site);
}

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_full_operand(
    const uint32_t icb0_new_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    constexpr bool reverse = src_order == SrcOrder::Reverse;
    tilesmith::device::reconfig_source_a(reverse ? icb1_new_operand : icb0_new_operand, site);
    tilesmith::device::reconfig_source_b(reverse ? icb0_new_operand : icb1_new_operand, site);
}

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_full_operand(
    const uint32_t icb0_old_operand, const uint32_t icb0_new_operand, const uint32_t icb1_old_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb0_old_operand;
    (void)icb1_old_operand;
    constexpr bool reverse = src_order == SrcOrder::Reverse;
    tilesmith::device::reconfig_source_a(reverse ? icb1_new_operand : icb0_new_operand, site);
    tilesmith::device::reconfig_source_b(reverse ? icb0_new_operand : icb1_new_operand, site);
}

inline void reconfig_full_operand_srca(
    const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reconfig_source_a(srca_new_operand, site);
}

inline void reconfig_full_operand_srca(
    const uint32_t srca_old_operand, const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srca_old_operand;
    tilesmith::device::reconfig_source_a(srca_new_operand, site);
}

inline void reconfig_full_operand_srcb(
    const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reconfig_source_b(srcb_new_operand, site);
}

inline void reconfig_full_operand_srcb(
    const uint32_t srcb_old_operand, const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srcb_old_operand;
    tilesmith::device::reconfig_source_b(srcb_new_operand, site);
}

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_tile_shape(
    const uint32_t icb0_new_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb0_new_operand;
    (void)icb1_new_operand;
    (void)site;
}

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_tile_shape(
    const uint32_t icb0_old_operand, const uint32_t icb0_new_operand, const uint32_t icb1_old_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb0_old_operand;
    (void)icb0_new_operand;
    (void)icb1_old_operand;
    (void)icb1_new_operand;
    (void)site;
}

inline void reconfig_tile_shape_srca(
    const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srca_new_operand;
    (void)site;
}

inline void reconfig_tile_shape_srca(
    const uint32_t srca_old_operand, const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srca_old_operand;
    (void)srca_new_operand;
    (void)site;
}

inline void reconfig_tile_shape_srcb(
    const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srcb_new_operand;
    (void)site;
}

inline void reconfig_tile_shape_srcb(
    const uint32_t srcb_old_operand, const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srcb_old_operand;
    (void)srcb_new_operand;
    (void)site;
}

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_data_format_skip_int8(
    const uint32_t icb0_new_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    constexpr bool reverse = src_order == SrcOrder::Reverse;
    tilesmith::device::reconfig_source_a(reverse ? icb1_new_operand : icb0_new_operand, site);
    tilesmith::device::reconfig_source_b(reverse ? icb0_new_operand : icb1_new_operand, site);
}

template <SrcOrder src_order = SrcOrder::Regular>
inline void reconfig_data_format_skip_int8(
    const uint32_t icb0_old_operand, const uint32_t icb0_new_operand, const uint32_t icb1_old_operand, const uint32_t icb1_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb0_old_operand;
    (void)icb1_old_operand;
    constexpr bool reverse = src_order == SrcOrder::Reverse;
    tilesmith::device::reconfig_source_a(reverse ? icb1_new_operand : icb0_new_operand, site);
    tilesmith::device::reconfig_source_b(reverse ? icb0_new_operand : icb1_new_operand, site);
}

inline void reconfig_data_format_srca_skip_int8(
    const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reconfig_source_a(srca_new_operand, site);
}

inline void reconfig_data_format_srca_skip_int8(
    const uint32_t srca_old_operand, const uint32_t srca_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srca_old_operand;
    tilesmith::device::reconfig_source_a(srca_new_operand, site);
}

inline void reconfig_data_format_srcb_skip_int8(
    const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reconfig_source_b(srcb_new_operand, site);
}

inline void reconfig_data_format_srcb_skip_int8(
    const uint32_t srcb_old_operand, const uint32_t srcb_new_operand,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)srcb_old_operand;
    tilesmith::device::reconfig_source_b(srcb_new_operand, site);
}

template <bool is_tile_dim_reconfig_en = false>
inline void pack_reconfig_data_format(
    const uint32_t new_cb_id,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reconfig_pack(new_cb_id, site);
}

template <bool is_tile_dim_reconfig_en = false>
inline void pack_reconfig_data_format(
    const uint32_t old_cb_id, const uint32_t new_cb_id,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)old_cb_id;
    tilesmith::device::reconfig_pack(new_cb_id, site);
}

}  // namespace ckernel
