// Vector unit, rsqrt: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void rsqrt_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::rsqrt, "rsqrt_tile_init", false, site);
}

template <RsqrtMode mode = RsqrtMode::Default, bool is_fp32_dest_acc_en = false>
inline void rsqrt_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::rsqrt, idst), mode == RsqrtMode::Fast ? 1u : 0u),
        {"rsqrt_tile", "rsqrt_tile_init"}, site);
}

}  // namespace ckernel
