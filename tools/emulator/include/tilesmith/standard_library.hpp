// What the emulated TT-Metalium takes from the standard library, precompiled at installation: host programs are
// compiled with this in front, which halves their time. It holds no header that <tt-metalium/host_api.hpp> and
// <tt-metalium/distributed.hpp> do not bring anyway, so that it hides no include that a program lacks.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>
