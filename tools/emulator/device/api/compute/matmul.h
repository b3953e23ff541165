// Matrix products: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void matmul_init(
    uint32_t in0_cb_id, uint32_t in1_cb_id, const uint32_t transpose = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, false, "matmul_init", site);
}

inline void mm_uninit(uint32_t in0_cb_id, uint32_t in1_cb_id, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)in0_cb_id;
    (void)in1_cb_id;
    (void)site;
}

inline void matmul_tiles(
    uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t in0_tile_index, uint32_t in1_tile_index, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::matmul({in0_cb_id, in1_cb_id, in0_tile_index, in1_tile_index, idst, 1, 1, 1}, false, "matmul_tiles", site);
}

inline void matmul_block_init(
    uint32_t in0_cb_id, uint32_t in1_cb_id, const uint32_t transpose = 0, uint32_t ct_dim = 1, uint32_t rt_dim = 1, uint32_t kt_dim = 1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ct_dim;
    (void)rt_dim;
    (void)kt_dim;
    tilesmith::device::matmul_init(in0_cb_id, in1_cb_id, transpose != 0, true, "matmul_block_init", site);
}

inline void matmul_block(
    uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t in0_tile_index, uint32_t in1_tile_index, uint32_t idst, const uint32_t transpose, uint32_t ct_dim, uint32_t rt_dim, uint32_t kt_dim,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)transpose;
    tilesmith::device::matmul({in0_cb_id, in1_cb_id, in0_tile_index, in1_tile_index, idst, ct_dim, rt_dim, kt_dim}, true, "matmul_block", site);
}

// The second half of matmul_block, for a clock that the firmware throttles.
inline void matmul_block_math_dynamic_throttle(
    uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t idst, const uint32_t transpose, uint32_t ct_dim, uint32_t rt_dim,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)in0_cb_id;
    (void)in1_cb_id;
    (void)idst;
    (void)transpose;
    (void)ct_dim;
    (void)rt_dim;
    tilesmith::device::lacks("matmul_block_math_dynamic_throttle", site);
}

}  // namespace ckernel
