// Vector unit, selu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void selu_tile(
    uint32_t idst, uint32_t scale, uint32_t alpha,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::selu, idst), scale, alpha),
        {"selu_tile", "selu_tile_init|selu_tile_init_pack"}, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void selu_tile_pack(
    uint32_t idst, uint32_t scale, uint32_t alpha,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_pack(detail::with_params(detail::unary(tilesmith::device::SfpuOp::selu, idst), scale, alpha),
        {"selu_tile_pack", "selu_tile_init|selu_tile_init_pack"}, site);
}

inline void selu_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::selu, "selu_tile_init", false, site);
}

inline void selu_tile_init_pack(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::selu, "selu_tile_init_pack", false, site);
}

}  // namespace ckernel
