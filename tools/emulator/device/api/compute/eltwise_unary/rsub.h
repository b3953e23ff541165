// Vector unit, rsub: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_fp32_dest_acc_en = false>
inline void rsub_tile(uint32_t idst, uint32_t scalar, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::rsub_scalar, idst), scalar),
        {"rsub_tile", "rsub_tile_init|binop_with_scalar_tile_init"}, site);
}

inline void rsub_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::add_scalar, "rsub_tile_init", false, site);
}

inline void rsub_unary_int32_tile(
    uint32_t idst, uint32_t scalar,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::rsub_int_scalar, idst), scalar),
        {"rsub_unary_int32_tile", "rsub_unary_int32_tile_init"}, site);
}

inline void rsub_unary_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::rsub_int_scalar, "rsub_unary_int32_tile_init", false, site);
}

}  // namespace ckernel
