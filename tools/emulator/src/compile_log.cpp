#include "compile_log.hpp"

#include <charconv>
#include <optional>
#include <sstream>

namespace tilesmith {

namespace {

struct Message {
    std::string file;
    uint32_t line = 0;
    std::string words;
};

/// "path:12:5: error: words", also "fatal error".
std::optional<Message> parse(const std::string& row) {
    const size_t mark = row.find("error: ");
    if (mark == std::string::npos) {
        return std::nullopt;
    }
    Message message{"", 0, row.substr(mark + 7)};
    const size_t first = row.find(':');
    if (first < mark) {
        message.file = row.substr(0, first);
        std::from_chars(row.data() + first + 1, row.data() + row.size(), message.line);
    }
    return message;
}

/// The first error in the kernel's own file, else the first at all, else the last line (what a linker says).
Message first_error(const std::string& log, const std::string& own_file) {
    std::istringstream rows(log);
    Message found;
    for (std::string row; std::getline(rows, row);) {
        const auto message = parse(row);
        if (message && message->file == own_file) {
            return *message;
        }
        if (message && found.line == 0) {
            found = *message;
        } else if (found.line == 0 && !row.empty()) {
            found.words = row;
        }
    }
    return found;
}

}  // namespace

Finding compile_error(const KernelSpec& kernel, const std::string& log) {
    const Message message = first_error(log, kernel.file.string());
    Place place;
    place.kernel = kernel.source;
    place.processor = name_of(kernel.processor);
    place.file = message.file == kernel.file.string() || message.file.empty() ? kernel.source : message.file;
    place.line = message.line;
    return {"kernel_compile_error", Severity::error, std::move(place), "the kernel does not compile: " + message.words,
            "names and signatures of this release's device API", "see the compiler's log in kernel_compile", 1};
}

}  // namespace tilesmith
