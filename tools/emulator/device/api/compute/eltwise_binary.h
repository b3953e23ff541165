// Element-wise operations of two tiles in the matrix unit: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool full_init, EltwiseBinaryType eltwise_binary_type>
inline void binary_tiles_init(
    uint32_t icb0, uint32_t icb1, bool acc_to_dest = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(static_cast<tilesmith::device::Eltwise>(eltwise_binary_type), tilesmith::device::Bcast::none, icb0, icb1, acc_to_dest, "binary_tiles_init", site);
}

template <EltwiseBinaryType eltwise_binary_type, EltwiseBinaryReuseDestType reuse_dest>
inline void binary_reuse_dest_init(uint32_t icb0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_init(static_cast<tilesmith::device::Eltwise>(eltwise_binary_type), static_cast<tilesmith::device::Reuse>(reuse_dest), icb0, "binary_reuse_dest_init", site);
}

inline void add_init(
    uint32_t icb0, uint32_t icb1, bool acc_to_dest = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::none, icb0, icb1, acc_to_dest, "add_init", site);
}

template <EltwiseBinaryReuseDestType reuse_dest>
inline void add_reuse_dest_init(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_init(tilesmith::device::Eltwise::add, static_cast<tilesmith::device::Reuse>(reuse_dest), icb, "add_reuse_dest_init", site);
}

inline void sub_init(
    uint32_t icb0, uint32_t icb1, bool acc_to_dest = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::none, icb0, icb1, acc_to_dest, "sub_init", site);
}

template <EltwiseBinaryReuseDestType reuse_dest>
inline void sub_reuse_dest_init(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_init(tilesmith::device::Eltwise::sub, static_cast<tilesmith::device::Reuse>(reuse_dest), icb, "sub_reuse_dest_init", site);
}

inline void mul_init(
    uint32_t icb0, uint32_t icb1, bool acc_to_dest = true,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_init(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::none, icb0, icb1, acc_to_dest, "mul_init", site);
}

template <EltwiseBinaryReuseDestType reuse_dest>
inline void mul_reuse_dest_init(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_init(tilesmith::device::Eltwise::mul, static_cast<tilesmith::device::Reuse>(reuse_dest), icb, "mul_reuse_dest_init", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void mul_tiles(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::mul, tilesmith::device::Bcast::none, {icb0, icb1, itile0, itile1, idst, 0}, "mul_tiles", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void add_tiles(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::add, tilesmith::device::Bcast::none, {icb0, icb1, itile0, itile1, idst, 0}, "add_tiles", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void sub_tiles(
    uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::eltwise_tiles(tilesmith::device::Eltwise::sub, tilesmith::device::Bcast::none, {icb0, icb1, itile0, itile1, idst, 0}, "sub_tiles", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void mul_block(
    uint32_t icb0, uint32_t icb1, uint32_t start_itile0, uint32_t start_itile1, uint32_t start_idst, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    for (uint32_t i = 0; i < ntiles; ++i) {
        mul_tiles<is_fp32_dest_acc_en>(icb0, icb1, start_itile0 + i, start_itile1 + i, start_idst + i, site);
    }
}

template <bool is_fp32_dest_acc_en = false>
inline void add_block(
    uint32_t icb0, uint32_t icb1, uint32_t start_itile0, uint32_t start_itile1, uint32_t start_idst, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    for (uint32_t i = 0; i < ntiles; ++i) {
        add_tiles<is_fp32_dest_acc_en>(icb0, icb1, start_itile0 + i, start_itile1 + i, start_idst + i, site);
    }
}

template <bool is_fp32_dest_acc_en = false>
inline void sub_block(
    uint32_t icb0, uint32_t icb1, uint32_t start_itile0, uint32_t start_itile1, uint32_t start_idst, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    for (uint32_t i = 0; i < ntiles; ++i) {
        sub_tiles<is_fp32_dest_acc_en>(icb0, icb1, start_itile0 + i, start_itile1 + i, start_idst + i, site);
    }
}

template <EltwiseBinaryType eltwise_binary_type, EltwiseBinaryReuseDestType reuse_dest, bool is_fp32_dest_acc_en = false>
inline void binary_reuse_dest_tiles(
    uint32_t in_cb_id, uint32_t in_tile_index, uint32_t dst_tile_index,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_tiles(static_cast<tilesmith::device::Eltwise>(eltwise_binary_type), static_cast<tilesmith::device::Reuse>(reuse_dest), in_cb_id, in_tile_index, dst_tile_index, "binary_reuse_dest_tiles", site);
}

template <EltwiseBinaryReuseDestType reuse_dest, bool is_fp32_dest_acc_en = false>
inline void add_reuse_dest_tiles(
    uint32_t in_cb_id, uint32_t in_tile_index, uint32_t dst_tile_index,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_tiles(tilesmith::device::Eltwise::add, static_cast<tilesmith::device::Reuse>(reuse_dest), in_cb_id, in_tile_index, dst_tile_index, "add_reuse_dest_tiles", site);
}

template <EltwiseBinaryReuseDestType reuse_dest, bool is_fp32_dest_acc_en = false>
inline void sub_reuse_dest_tiles(
    uint32_t in_cb_id, uint32_t in_tile_index, uint32_t dst_tile_index,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_tiles(tilesmith::device::Eltwise::sub, static_cast<tilesmith::device::Reuse>(reuse_dest), in_cb_id, in_tile_index, dst_tile_index, "sub_reuse_dest_tiles", site);
}

template <EltwiseBinaryReuseDestType reuse_dest, bool is_fp32_dest_acc_en = false>
inline void mul_reuse_dest_tiles(
    uint32_t in_cb_id, uint32_t in_tile_index, uint32_t dst_tile_index,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reuse_tiles(tilesmith::device::Eltwise::mul, static_cast<tilesmith::device::Reuse>(reuse_dest), in_cb_id, in_tile_index, dst_tile_index, "mul_reuse_dest_tiles", site);
}

}  // namespace ckernel
