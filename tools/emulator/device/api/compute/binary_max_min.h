// Vector unit, binary max min: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void binary_max_int32_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::max_int, idst0, idst1, odst),
        {"binary_max_int32_tile", "binary_max_int32_tile_init"}, site);
}

inline void binary_max_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::max_int, "binary_max_int32_tile_init", false, site);
}

inline void binary_max_uint32_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::max_uint, idst0, idst1, odst),
        {"binary_max_uint32_tile", "binary_max_uint32_tile_init"}, site);
}

inline void binary_max_uint32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::max_uint, "binary_max_uint32_tile_init", false, site);
}

inline void binary_max_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst, VectorMode vector_mode = VectorMode::RC,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_faces(detail::binary(tilesmith::device::SfpuOp::max, idst0, idst1, odst), vector_mode),
        {"binary_max_tile", "binary_max_tile_init"}, site);
}

inline void binary_max_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::max, "binary_max_tile_init", false, site);
}

inline void binary_min_int32_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::min_int, idst0, idst1, odst),
        {"binary_min_int32_tile", "binary_min_int32_tile_init"}, site);
}

inline void binary_min_int32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::min_int, "binary_min_int32_tile_init", false, site);
}

inline void binary_min_uint32_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::min_uint, idst0, idst1, odst),
        {"binary_min_uint32_tile", "binary_min_uint32_tile_init"}, site);
}

inline void binary_min_uint32_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::min_uint, "binary_min_uint32_tile_init", false, site);
}

inline void binary_min_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst, VectorMode vector_mode = VectorMode::RC,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_faces(detail::binary(tilesmith::device::SfpuOp::min, idst0, idst1, odst), vector_mode),
        {"binary_min_tile", "binary_min_tile_init"}, site);
}

inline void binary_min_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::min, "binary_min_tile_init", false, site);
}

}  // namespace ckernel
