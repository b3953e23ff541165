// Vector unit, sub int sfpu: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat data_format>
inline void sub_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::sub_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"sub_int_tile", "sub_int_tile_init"}, site);
}

template <DataFormat data_format>
inline void rsub_int_tile(
    uint32_t idst0, uint32_t idst1, uint32_t odst,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::rsub_int, idst0, idst1, odst, static_cast<uint32_t>(data_format)),
        {"rsub_int_tile", "rsub_int_tile_init"}, site);
}

inline void sub_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sub_int, "sub_int_tile_init", false, site);
}

inline void rsub_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::rsub_int, "rsub_int_tile_init", false, site);
}

}  // namespace ckernel
