// Everything a kernel may use. Precompiled when the emulator is installed, and included in front of every kernel; the
// headers that kernels include by name only lead here.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <tuple>
#include <type_traits>
#include <utility>

// tt::CBIndex and tt::constants: the same names on host and device.
#include "../include/hostdevcommon/kernel_structs.h"
#include "../include/tt-metalium/constants.hpp"

#include "tilesmith/attributes.h"
#include "tilesmith/runtime.h"

#include "tilesmith/data_format.h"

#include "tilesmith/arguments.h"
#include "tilesmith/circular_buffers.h"
#include "tilesmith/debug.h"
#include "tilesmith/experimental_names.h"
#include "tilesmith/noc_addresses.h"
#include "tilesmith/host_memory.h"
#include "tilesmith/noc_endpoints.h"
#include "tilesmith/noc_object.h"
#include "tilesmith/noc_state.h"
#include "tilesmith/noc_transfers.h"
#include "tilesmith/semaphore_object.h"
#include "tilesmith/semaphores.h"
#include "tilesmith/tensor_accessor.h"
#include "tilesmith/tensor_views.h"

#if __has_include("api/compute/all.h")
#include "api/compute/all.h"
#endif

// Not inlined, so that each of its lines is known as its own.
__attribute__((noinline)) void kernel_main();
