// TT_FATAL and friends, and log lines.
#include <tt-logger/tt-logger.hpp>
#include <tt_stl/assert.hpp>

#include <cstdio>
#include <cstdlib>

#include "machine.hpp"

namespace tt::assert::detail {

void throw_error(const char* file, int line, const char* type, const char* condition, const std::string& info) {
    std::string message = std::string(type) + " @ " + file + ":" + std::to_string(line) + ": " + condition;
    if (!info.empty()) {
        message += "\ninfo:\n" + info;
    }
    // Kept for the report: if nobody catches the exception, it is why the program ended.
    tilesmith::Machine::instance().report.note_host_error(file, static_cast<uint32_t>(line), info.empty() ? condition : info, condition);
    throw std::runtime_error(message);
}

}  // namespace tt::assert::detail

namespace tt::logging {

void write(Level level, const std::string& text) {
    static constexpr const char* names[] = {"trace", "debug", "info", "warning", "error", "critical"};
    const char* wanted = std::getenv("TT_LOGGER_LEVEL");
    const bool everything = wanted != nullptr && (std::string(wanted) == "trace" || std::string(wanted) == "debug");
    if (level >= Level::info || everything) {
        std::fprintf(stderr, "%s | %s\n", names[static_cast<unsigned>(level)], text.c_str());
    }
}

}  // namespace tt::logging
