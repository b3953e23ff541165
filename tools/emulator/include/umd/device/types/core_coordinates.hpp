#pragma once

#include <cstdint>

namespace tt {

enum class CoreType : uint8_t { ARC, DRAM, ACTIVE_ETH, IDLE_ETH, PCIE, TENSIX, ROUTER_ONLY, SECURITY, L2CPU, HARVESTED, ETH, WORKER };

}  // namespace tt

using tt::CoreType;
