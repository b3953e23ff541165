// The names under which releases before 0.70 have the objects of data movement: experimental::Noc and its kin.
#pragma once

#include "tilesmith/noc_endpoints.h"
#include "tilesmith/noc_object.h"
#include "tilesmith/semaphore_object.h"

namespace experimental {

using ::AllocatorBank;
using ::AllocatorBankType;
using ::CircularBuffer;
using ::CircularBufferView;
using ::CoreLocalMem;
using ::MulticastEndpoint;
using ::Noc;
using ::noc_traits_t;
using ::Semaphore;
using ::UnicastEndpoint;
using ::use;

}  // namespace experimental
