// What a compiler says about a kernel, as a finding.
#pragma once

#include <string>

#include "program.hpp"
#include "report.hpp"

namespace tilesmith {

/// The first error of `log`, with its line if it has one.
Finding compile_error(const KernelSpec& kernel, const std::string& log);

}  // namespace tilesmith
