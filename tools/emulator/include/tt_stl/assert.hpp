// TT_FATAL, TT_ASSERT and TT_THROW: they throw std::runtime_error with the words of tt-metal.
#pragma once

#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/base.h>

namespace tt::assert::detail {

[[noreturn]] void throw_error(const char* file, int line, const char* type, const char* condition,
                              const std::string& info);

[[noreturn]] inline void tt_throw(const char* file, int line, const char* type, const char* condition) {
    throw_error(file, line, type, condition, "");
}
template <typename... Args>
[[noreturn]] void tt_throw(const char* file, int line, const char* type, const char* condition,
                           fmt::format_string<const Args&...> format, const Args&... args) {
    throw_error(file, line, type, condition, fmt::format<const Args&...>(format, args...));
}

}  // namespace tt::assert::detail

#ifdef DEBUG
#define TT_ASSERT(condition, ...)                                                                                      \
    do {                                                                                                               \
        if (not(condition)) [[unlikely]]                                                                               \
            tt::assert::detail::tt_throw(__FILE__, __LINE__, "TT_ASSERT", #condition __VA_OPT__(, ) __VA_ARGS__);      \
    } while (0)
#else
#define TT_ASSERT(condition, ...) \
    do {                          \
        (void)(condition);        \
    } while (0)
#endif

#define TT_THROW(...) tt::assert::detail::tt_throw(__FILE__, __LINE__, "TT_THROW", "tt::exception" __VA_OPT__(, ) __VA_ARGS__)

#define TT_FATAL(condition, message, ...)                                                                              \
    do {                                                                                                               \
        if (not(condition)) [[unlikely]] {                                                                             \
            tt::assert::detail::tt_throw(__FILE__, __LINE__, "TT_FATAL", #condition, message __VA_OPT__(, ) __VA_ARGS__); \
            __builtin_unreachable();                                                                                   \
        }                                                                                                              \
    } while (0)
