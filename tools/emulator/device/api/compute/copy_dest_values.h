// Vector unit, copy dest values: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <DataFormat DATA_FORMAT>
inline void copy_dest_values(
    uint32_t idst_in, uint32_t idst_out,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(detail::is_float(DATA_FORMAT) ? tilesmith::device::SfpuOp::copy : tilesmith::device::SfpuOp::copy_int, idst_in, idst_in, idst_out), {"copy_dest_values", "copy_dest_values_init"}, site);
}

inline void copy_dest_values(
    uint32_t idst_in, uint32_t idst_out,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::copy_int, idst_in, idst_in, idst_out), {"copy_dest_values", "copy_dest_values_init"}, site);
}

inline void copy_dest_values_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::copy, "copy_dest_values_init", false, site);
}

}  // namespace ckernel
