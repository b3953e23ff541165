// What the headers of SFPI C++ call: DST, vector by vector. The emulator's library includes this file too.
#pragma once

#include <cstdint>

#include "../call_site.hpp"

namespace tilesmith::device {

/// How many vectors a tile of DST has. Vector `2 n` holds the even columns of the rows `4 n` to `4 n + 3` of all faces
/// one after the other, `2 n + 1` the odd ones (tt-isa-documentation, SFPLOAD).
constexpr uint32_t kSfpiVectorsOfTile = 32;

void sfpi_load(uint32_t vector, uint32_t* lanes, CallSite site);
/// Stores the lanes whose word in `active` is not zero. `is_float`: a 16-bit DST keeps the upper half of each word.
void sfpi_store(uint32_t vector, const uint32_t* lanes, const int32_t* active, bool is_float, CallSite site);
/// Counts a call of the function `name` on vectors.
void sfpi_call(const char* name, CallSite site);
/// Whether right shifts of signed vectors keep the sign: Blackhole.
bool sfpi_shifts_signed();
/// For what is not modelled: ends the run, naming `what`.
[[noreturn]] void lacks(const char* what, CallSite site);

}  // namespace tilesmith::device
