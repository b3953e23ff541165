// Vector unit, isinf isnan: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void isinf_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::isinf, idst),
        {"isinf_tile", "isinf_tile_init"}, site);
}

inline void isinf_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::isinf, "isinf_tile_init", false, site);
}

inline void isposinf_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::isposinf, idst),
        {"isposinf_tile", "isposinf_tile_init"}, site);
}

inline void isposinf_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::isposinf, "isposinf_tile_init", false, site);
}

inline void isneginf_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::isneginf, idst),
        {"isneginf_tile", "isneginf_tile_init"}, site);
}

inline void isneginf_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::isneginf, "isneginf_tile_init", false, site);
}

inline void isnan_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::isnan, idst),
        {"isnan_tile", "isnan_tile_init"}, site);
}

inline void isnan_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::isnan, "isnan_tile_init", false, site);
}

inline void isfinite_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::isfinite, idst),
        {"isfinite_tile", "isfinite_tile_init"}, site);
}

inline void isfinite_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::isfinite, "isfinite_tile_init", false, site);
}

}  // namespace ckernel
