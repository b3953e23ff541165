// Log lines of host programs go to stderr; trace and debug are dropped unless TT_LOGGER_LEVEL asks for them.
#pragma once

#include <string>

#include <fmt/base.h>

namespace tt {

enum LogType : unsigned {
    LogAlways, LogDevice, LogOp, LogTest, LogMetal, LogBuildKernels, LogVerif, LogDispatch, LogModel, LogMetalTrace,
    LogDistributed, LogFabric, LogEmulated, LogInspector,
};

namespace logging {
enum class Level : unsigned { trace, debug, info, warning, error, critical };
void write(Level level, const std::string& text);

template <typename... T>
void line(Level level, LogType, fmt::format_string<T...> format, T&&... values) {
    write(level, fmt::format<T...>(format, std::forward<T>(values)...));
}
template <typename... T>
void line(Level level, fmt::format_string<T...> format, T&&... values) {
    write(level, fmt::format<T...>(format, std::forward<T>(values)...));
}
}  // namespace logging

}  // namespace tt

#define log_trace(...) ::tt::logging::line(::tt::logging::Level::trace, __VA_ARGS__)
#define log_debug(...) ::tt::logging::line(::tt::logging::Level::debug, __VA_ARGS__)
#define log_info(...) ::tt::logging::line(::tt::logging::Level::info, __VA_ARGS__)
#define log_warning(...) ::tt::logging::line(::tt::logging::Level::warning, __VA_ARGS__)
#define log_error(...) ::tt::logging::line(::tt::logging::Level::error, __VA_ARGS__)
#define log_critical(...) ::tt::logging::line(::tt::logging::Level::critical, __VA_ARGS__)
#define log_fatal(...) ::tt::logging::line(::tt::logging::Level::critical, __VA_ARGS__)
