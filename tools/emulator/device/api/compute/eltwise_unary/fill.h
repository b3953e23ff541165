// Vector unit, fill: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void fill_tile(uint32_t idst, float param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::write_only(detail::with_params(detail::unary(tilesmith::device::SfpuOp::fill, idst), detail::bits_of(param0))),
        {"fill_tile", "fill_tile_init"}, site);
}

template <DataFormat DATA_FORMAT>
inline void fill_tile_int(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::write_only(detail::with_params(detail::unary(tilesmith::device::SfpuOp::fill_int, idst), param0, static_cast<uint32_t>(DATA_FORMAT))),
        {"fill_tile_int", "fill_tile_init"}, site);
}

inline void fill_tile_bitcast(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::write_only(detail::with_params(detail::unary(tilesmith::device::SfpuOp::fill, idst), param0)),
        {"fill_tile_bitcast", "fill_tile_init"}, site);
}

inline void fill_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::fill, "fill_tile_init", false, site);
}

}  // namespace ckernel
