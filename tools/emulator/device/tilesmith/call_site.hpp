// Where in a kernel a call was made. Shared by the library and the device headers, hence C++17 and nothing else.
#pragma once

#include <cstdint>

namespace tilesmith {

/// File and line of a call. As the last, defaulted parameter of a device function it names the caller's line:
///     void cb_wait_front(uint32_t cb, uint32_t pages, tilesmith::CallSite site = tilesmith::CallSite::here());
struct CallSite {
    const char* file = "";
    uint32_t line = 0;

    static constexpr CallSite here(const char* file = __builtin_FILE(), uint32_t line = __builtin_LINE()) {
        return CallSite{file, line};
    }
};

}  // namespace tilesmith
