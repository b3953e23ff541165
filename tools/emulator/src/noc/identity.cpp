#include "noc/noc.hpp"

// What kernels see as their own NoC coordinates, one entry a NoC (virtual coordinates: the same on both).
uint8_t my_x[2];
uint8_t my_y[2];
uint8_t noc_index;

namespace tilesmith::noc {

void show_identity(const Fiber& fiber) {
    const CoreState& core = *fiber.core;
    noc_index = fiber.noc;
    my_x[0] = my_x[1] = static_cast<uint8_t>(core.noc.x);
    my_y[0] = my_y[1] = static_cast<uint8_t>(core.noc.y);
}

}  // namespace tilesmith::noc
