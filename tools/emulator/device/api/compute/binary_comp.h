// Vector unit, binary comp: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void eq_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::eq_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"eq_int_tile", "eq_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void ne_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::ne_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"ne_int_tile", "ne_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void lt_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::lt_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"lt_int_tile", "lt_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void gt_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::gt_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"gt_int_tile", "gt_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void le_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::le_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"le_int_tile", "le_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void ge_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::ge_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"ge_int_tile", "ge_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void eq_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::eq_int, "eq_int_tile_init", false, site);
}

template <DataFormat data_format>
inline void ne_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ne_int, "ne_int_tile_init", false, site);
}

template <DataFormat data_format>
inline void lt_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::lt_int, "lt_int_tile_init", false, site);
}

template <DataFormat data_format>
inline void gt_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::gt_int, "gt_int_tile_init", false, site);
}

template <DataFormat data_format>
inline void le_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::le_int, "le_int_tile_init", false, site);
}

template <DataFormat data_format>
inline void ge_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::ge_int, "ge_int_tile_init", false, site);
}

}  // namespace ckernel
