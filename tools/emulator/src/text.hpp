// Putting messages together.
#pragma once

#include <cstdint>
#include <sstream>
#include <string>

#include "arch.hpp"

namespace tilesmith {

template <class... Parts>
std::string text(const Parts&... parts) {
    std::ostringstream out;
    (out << ... << parts);
    return out.str();
}

inline std::string hex(uint64_t value) {
    std::ostringstream out;
    out << "0x" << std::hex << value;
    return out.str();
}

inline std::string name_of(Core core) { return text("core (", core.x, ",", core.y, ")"); }

inline std::string pages(uint64_t count) { return text(count, count == 1 ? " page" : " pages"); }

}  // namespace tilesmith
