// The record of a launched program: program.json with everything the host asked for.
#pragma once

#include "machine.hpp"

namespace tilesmith {

/// Writes <settings.record>/<n>/program.json (n counts launches from 0); nothing when no folder was asked for.
void record_program(Machine& machine, const Program& program, bool ran);

}  // namespace tilesmith
