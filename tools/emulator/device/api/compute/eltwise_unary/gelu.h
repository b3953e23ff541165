// Vector unit, gelu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool fast_and_approx = true, bool is_fp32_dest_acc_en = false>
inline void gelu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gelu, "gelu_tile_init", fast_and_approx, site);
}

template <bool fast_and_approx = true, bool is_fp32_dest_acc_en = false>
inline void gelu_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::gelu, idst), fast_and_approx),
        {"gelu_tile", "gelu_tile_init|gelu_tile_init_pack"}, site);
}

template <bool fast_and_approx = true, bool is_fp32_dest_acc_en = false>
inline void gelu_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gelu, "gelu_tile_init_pack", fast_and_approx, site);
}

template <bool fast_and_approx = true, bool is_fp32_dest_acc_en = false>
inline void gelu_tile_pack(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::gelu, idst), fast_and_approx),
        {"gelu_tile_pack", "gelu_tile_init|gelu_tile_init_pack"}, site);
}

template <bool fast = false>
inline void gelu_tanh_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gelu_tanh, "gelu_tanh_tile_init", false, site);
}

template <bool fast = false>
inline void gelu_tanh_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gelu_tanh, "gelu_tanh_tile_init_pack", false, site);
}

template <bool is_fp32_dest_acc_en = false, bool fast = false>
inline void gelu_tanh_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::gelu_tanh, idst), fast ? 1u : 0u),
        {"gelu_tanh_tile", "gelu_tanh_tile_init|gelu_tanh_tile_init_pack"}, site);
}

template <bool is_fp32_dest_acc_en = false, bool fast = false>
inline void gelu_tanh_tile_pack(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_params(detail::unary(tilesmith::device::SfpuOp::gelu_tanh, idst), fast ? 1u : 0u),
        {"gelu_tanh_tile_pack", "gelu_tanh_tile_init|gelu_tanh_tile_init_pack"}, site);
}

template <bool fast_and_approx = false>
inline void gelu_derivative_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gelu_derivative, "gelu_derivative_tile_init", false, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void gelu_derivative_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::gelu_derivative, idst), fast_and_approx),
        {"gelu_derivative_tile", "gelu_derivative_tile_init"}, site);
}

}  // namespace ckernel
