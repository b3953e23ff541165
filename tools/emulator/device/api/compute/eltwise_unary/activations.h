// Vector unit, activations: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void hardsigmoid_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::hardsigmoid, idst),
        {"hardsigmoid_tile", "hardsigmoid_tile_init|hardsigmoid_tile_init_pack"}, site);
}

inline void hardsigmoid_tile_pack(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::unary(tilesmith::device::SfpuOp::hardsigmoid, idst),
        {"hardsigmoid_tile_pack", "hardsigmoid_tile_init|hardsigmoid_tile_init_pack"}, site);
}

inline void hardsigmoid_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::hardsigmoid, "hardsigmoid_tile_init", false, site);
}

inline void hardsigmoid_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::hardsigmoid, "hardsigmoid_tile_init_pack", false, site);
}

inline void softsign_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::softsign, idst),
        {"softsign_tile", "softsign_tile_init"}, site);
}

inline void softsign_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::softsign, "softsign_tile_init", false, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void celu_tile(
    uint32_t idst, uint32_t alpha, uint32_t alpha_recip,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::celu, idst), alpha, alpha_recip),
        {"celu_tile", "celu_tile_init"}, site);
}

inline void celu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::celu, "celu_tile_init", false, site);
}

inline void softshrink_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::softshrink, idst), param0),
        {"softshrink_tile", "softshrink_tile_init"}, site);
}

inline void softshrink_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::softshrink, "softshrink_tile_init", false, site);
}

inline void hardshrink_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::hardshrink, idst), param0),
        {"hardshrink_tile", "hardshrink_tile_init"}, site);
}

inline void hardshrink_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::hardshrink, "hardshrink_tile_init", false, site);
}

}  // namespace ckernel
