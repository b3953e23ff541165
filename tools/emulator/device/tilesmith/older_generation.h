// Reached through the include paths of releases before 0.70 (compute_kernel_api/...): there the entry of a compute kernel
// may be spelt `namespace NAMESPACE { void MAIN { ... } }`.
#pragma once

#include "prelude.h"

#define NAMESPACE chlkc_kernel
#define MAIN tilesmith_older_main()
