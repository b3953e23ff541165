// Vector unit, sfpu int sum: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void sfpu_sum_int_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sum_int_col, "sfpu_sum_int_init", false, site);
}

inline void sfpu_sum_int_col(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::sum_int_col, idst),
        {"sfpu_sum_int_col", "sfpu_sum_int_init"}, site);
}

inline void sfpu_sum_int_row(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::sum_int_row, idst),
        {"sfpu_sum_int_row", "sfpu_sum_int_init"}, site);
}

inline void sfpu_add_int(
    uint32_t idst, uint32_t dst_offset = 2, int32_t iterations = 8,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)dst_offset;
    (void)iterations;
    tilesmith::device::sfpu(detail::binary(tilesmith::device::SfpuOp::add_int, idst, idst + 1, idst, static_cast<uint32_t>(DataFormat::Int32)), {"sfpu_add_int", "sfpu_sum_int_init"}, site);
}

}  // namespace ckernel
