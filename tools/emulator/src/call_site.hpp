// The type lives with the device headers, which are installed on their own.
#pragma once

#include "../device/tilesmith/call_site.hpp"
