// Vector unit, rand: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void rand_tile(
    uint32_t idst, uint32_t from, uint32_t scale,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::write_only(detail::with_params(detail::unary(tilesmith::device::SfpuOp::rand, idst), from, scale)), {"rand_tile", "rand_tile_init"}, site);
}

inline void rand_tile_init(
    uint32_t seed = 0, uint32_t stream_id = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_seed(seed + stream_id * 0x9E3779B9u, tilesmith::device::SfpuOp::rand, "rand_tile_init", site);
}

}  // namespace ckernel
