// Reductions in the matrix unit: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <PoolType reduce_type, ReduceDim reduce_dim, bool is_fp32_dest_acc_en = false>
inline void reduce_init(
    uint32_t icb, uint32_t icb_scaler, uint32_t ocb,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_init(static_cast<tilesmith::device::Pool>(reduce_type), static_cast<tilesmith::device::Reduce>(reduce_dim), icb, icb_scaler, ocb, site);
}

inline void reduce_uninit(uint32_t icb = 0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)icb;
    tilesmith::device::reduce_uninit(site);
}

template <PoolType reduce_type, ReduceDim reduce_dim, bool is_fp32_dest_acc_en = false>
inline void reduce_tile(
    uint32_t icb, uint32_t icb_scaler, uint32_t itile, uint32_t itile_scaler, uint32_t idst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_tile(static_cast<tilesmith::device::Pool>(reduce_type), static_cast<tilesmith::device::Reduce>(reduce_dim), icb, icb_scaler, itile, itile_scaler, idst, site);
}

template <PoolType reduce_type, ReduceDim reduce_dim, bool is_fp32_dest_acc_en = false>
inline void reduce_block(
    uint32_t icb, uint32_t icb_scaler, uint32_t start_itile, uint32_t itile_scaler, uint32_t start_idst, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    for (uint32_t i = 0; i < ntiles; ++i) {
        tilesmith::device::reduce_tile(static_cast<tilesmith::device::Pool>(reduce_type), static_cast<tilesmith::device::Reduce>(reduce_dim), icb, icb_scaler, start_itile + i, itile_scaler, start_idst + i, site);
    }
}

template <PoolType reduce_type, ReduceDim reduce_dim, bool is_fp32_dest_acc_en = false>
inline void reduce_tile_math(
    uint32_t idst, uint32_t num_faces = 4,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)num_faces;
    tilesmith::device::lacks("reduce_tile_math", site);
}

template <PoolType reduce_type, ReduceDim reduce_dim, bool is_fp32_dest_acc_en = false>
inline void reduce_tile_math(
    uint32_t idst, const ckernel::TensorShape& tensor_shape,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)idst;
    (void)tensor_shape;
    tilesmith::device::lacks("reduce_tile_math", site);
}

}  // namespace ckernel
