# Writes the include paths of earlier releases into an installed tree: for those before 0.70 compute_kernel_api/X.h
# for each api/compute/X.h, and for all the headers whose names have changed since. Run as
# `cmake -DDEVICE=<prefix>/device -P`.
set(text "#pragma once\n#include \"tilesmith/older_generation.h\"\n")
file(GLOB_RECURSE names RELATIVE ${DEVICE}/api/compute ${DEVICE}/api/compute/*.h)
list(FILTER names EXCLUDE REGEX "^detail/|^all\\.h$|^after_defines\\.h$")
# Until after 0.73.
set(renamed transpose_wh.h transpose_wh_dest.h eltwise_unary/bitwise_and.h eltwise_unary/bitwise_or.h
    eltwise_unary/bitwise_xor.h eltwise_unary/left_shift.h eltwise_unary/right_shift.h)
foreach(name IN LISTS renamed)
    file(WRITE ${DEVICE}/api/compute/${name} "#pragma once\n#include \"prelude.h\"\n")
endforeach()
list(APPEND names ${renamed} mul_int32_sfpu.h eltwise_unary/logical_not_noti.h eltwise_unary/max.h eltwise_unary/min.h)
foreach(name IN LISTS names)
    file(WRITE ${DEVICE}/compute_kernel_api/${name} "${text}")
endforeach()
file(WRITE ${DEVICE}/compute_kernel_api.h "${text}")
