// Vector unit, transpose dest: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool is_32bit = false, bool transpose_of_faces = true>
inline void transpose_dest_init(uint32_t operand = 0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)operand;
    (void)site;
}

template <bool is_32bit = false, bool transpose_of_faces = true>
inline void transpose_dest(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::transpose_dest(idst, transpose_of_faces, site);
}

}  // namespace ckernel
