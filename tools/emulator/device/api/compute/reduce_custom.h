// Vector unit, reduce custom: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <uint32_t block_ct_dim, bool respect_trigger = false, bool is_fp32_dest_acc_en = false>
inline void reduce_block_max_row_init(
    const ckernel::TensorShape& tensor_shape, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_init", site);
}

template <uint32_t block_ct_dim, bool respect_trigger = false, uint32_t num_faces = 4>
inline void reduce_block_max_row_init(uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_init", site);
}

template <uint32_t block_ct_dim, bool respect_trigger = false, bool is_fp32_dest_acc_en = false>
inline void reduce_block_max_row(
    const ckernel::TensorShape& tensor_shape, uint32_t icb, uint32_t icb_scaler, uint32_t row_start_index, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    tilesmith::device::reduce_block_max(icb, icb_scaler, row_start_index, idst, "reduce_block_max_row", site);
}

template <uint32_t block_ct_dim, bool respect_trigger = false, uint32_t num_faces = 4>
inline void reduce_block_max_row(
    uint32_t icb, uint32_t icb_scaler, uint32_t row_start_index, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_block_max(icb, icb_scaler, row_start_index, idst, "reduce_block_max_row", site);
}

template <bool respect_trigger = false>
inline void reduce_block_max_row_uninit(uint32_t icb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb;
    tilesmith::device::reduce_uninit(site);
}

inline void reduce_block_max_row_init_runtime(
    const ckernel::TensorShape& tensor_shape, uint32_t ocb, uint32_t block_ct_dim, uint32_t icb, uint32_t icb_scaler, bool respect_trigger = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    (void)icb;
    (void)icb_scaler;
    (void)respect_trigger;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_init_runtime", site);
}

inline void reduce_block_max_row_init_runtime(
    uint32_t ocb, uint32_t block_ct_dim, uint32_t icb, uint32_t icb_scaler, bool respect_trigger = false, uint32_t num_faces = 4,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb;
    (void)icb_scaler;
    (void)respect_trigger;
    (void)num_faces;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_init_runtime", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void reduce_block_max_row_runtime(
    const ckernel::TensorShape& tensor_shape, uint32_t icb, uint32_t icb_scaler, uint32_t row_start_index, uint32_t idst, bool respect_trigger = false, bool overlap_first_half = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    (void)respect_trigger;
    (void)overlap_first_half;
    tilesmith::device::reduce_block_max(icb, icb_scaler, row_start_index, idst, "reduce_block_max_row_runtime", site);
}

inline void reduce_block_max_row_runtime(
    uint32_t icb, uint32_t icb_scaler, uint32_t row_start_index, uint32_t idst, bool respect_trigger = false, bool overlap_first_half = false, uint32_t num_faces = 4,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)respect_trigger;
    (void)overlap_first_half;
    (void)num_faces;
    tilesmith::device::reduce_block_max(icb, icb_scaler, row_start_index, idst, "reduce_block_max_row_runtime", site);
}

inline void reduce_block_max_row_uninit_runtime(
    uint32_t icb, bool respect_trigger = false, bool overlap_first_half = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb;
    (void)respect_trigger;
    (void)overlap_first_half;
    tilesmith::device::reduce_uninit(site);
}

// Blackhole's short ways back to this reduction after another operation of the matrix unit; here, inits like any other.
template <uint32_t block_ct_dim, bool respect_trigger = false, bool is_fp32_dest_acc_en = false>
inline void reduce_block_max_row_reinit_short(
    const ckernel::TensorShape& tensor_shape, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_short", site);
}

template <uint32_t block_ct_dim, bool respect_trigger = false, uint32_t num_faces = 4>
inline void reduce_block_max_row_reinit_short(uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_short", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void reduce_block_max_row_reinit_short_runtime(
    const ckernel::TensorShape& tensor_shape, uint32_t ocb, uint32_t block_ct_dim, bool respect_trigger = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    (void)respect_trigger;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_short_runtime", site);
}

inline void reduce_block_max_row_reinit_short_runtime(
    uint32_t ocb, uint32_t block_ct_dim, bool respect_trigger = false, uint32_t num_faces = 4,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)respect_trigger;
    (void)num_faces;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_short_runtime", site);
}

template <uint32_t block_ct_dim, bool respect_trigger = false, bool is_fp32_dest_acc_en = false>
inline void reduce_block_max_row_reinit_minimal(
    const ckernel::TensorShape& tensor_shape, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_minimal", site);
}

template <uint32_t block_ct_dim, bool respect_trigger = false, uint32_t num_faces = 4>
inline void reduce_block_max_row_reinit_minimal(uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_minimal", site);
}

template <bool is_fp32_dest_acc_en = false>
inline void reduce_block_max_row_reinit_minimal_runtime(
    const ckernel::TensorShape& tensor_shape, uint32_t ocb, uint32_t block_ct_dim, bool respect_trigger = false,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)tensor_shape;
    (void)respect_trigger;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_minimal_runtime", site);
}

inline void reduce_block_max_row_reinit_minimal_runtime(
    uint32_t ocb, uint32_t block_ct_dim, bool respect_trigger = false, uint32_t num_faces = 4,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)respect_trigger;
    (void)num_faces;
    tilesmith::device::reduce_block_init(block_ct_dim, ocb, "reduce_block_max_row_reinit_minimal_runtime", site);
}


}  // namespace ckernel
