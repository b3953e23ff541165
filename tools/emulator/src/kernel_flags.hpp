// Flags with which kernels are compiled, and with which the prelude was precompiled: they must be the same.
#pragma once

// TILESMITH_KERNEL_FLAGS comes from CMakeLists.txt, which also uses it to precompile the prelude.
#ifndef TILESMITH_KERNEL_FLAGS
#error "build with CMake: it passes the flags of kernels"
#endif
