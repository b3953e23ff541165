// Vector unit, exp: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool approx = false, uint32_t scale = 0x3F800000, InputClamping input_clamping = InputClamping::ClampToNegative, bool is_fp32_dest_acc_en = false>
inline void exp_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::exp, "exp_tile_init", approx, site);
}

template <bool approx = false, bool scale_en = false, InputClamping input_clamping = InputClamping::ClampToNegative, int iterations = 8, bool is_fp32_dest_acc_en = false>
inline void exp_tile(
    uint32_t idst, VectorMode vector_mode = VectorMode::RC, uint16_t scale = p_sfpu::kCONST_1_FP16B,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::with_faces(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::exp, idst), approx), vector_mode), scale_en ? 1u : 0u, scale, input_clamping == InputClamping::ClampToNegative ? 1u : 0u),
        {"exp_tile", "exp_tile_init"}, site);
}

template <bool approx = false, uint32_t scale = 0x3F800000, InputClamping input_clamping = InputClamping::ClampToNegative, bool is_fp32_dest_acc_en = false>
inline void exp_packthread_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::exp, "exp_packthread_tile_init", approx, site);
}

template <bool approx = false, bool scale_en = false, InputClamping input_clamping = InputClamping::ClampToNegative, int iterations = 8, bool is_fp32_dest_acc_en = false>
inline void exp_packthread_tile(
    uint32_t idst, VectorMode vector_mode = VectorMode::RC, uint16_t scale = p_sfpu::kCONST_1_FP16B,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_params(detail::with_faces(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::exp, idst), approx), vector_mode), scale_en ? 1u : 0u, scale, input_clamping == InputClamping::ClampToNegative ? 1u : 0u),
        {"exp_packthread_tile", "exp_packthread_tile_init"}, site);
}

}  // namespace ckernel
