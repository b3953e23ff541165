#include "source_lines.hpp"

#include <unistd.h>

#include <charconv>
#include <fstream>

#include "subprocess.hpp"
#include "text.hpp"

namespace tilesmith {

std::optional<CallSite> SourceLines::find(uintptr_t offset) {
    const auto [entry, is_new] = known_.try_emplace(offset);
    if (is_new) {
        entry->second = look_up(offset);
    }
    const auto& [file, line] = entry->second;
    return line == 0 ? std::nullopt : std::optional(CallSite{file.c_str(), line});
}

std::pair<std::string, uint32_t> SourceLines::look_up(uintptr_t offset) const {
    const std::filesystem::path answer = object_.string() + text(".", getpid(), ".line");
    std::vector<Command> commands{
        Command{{"addr2line", "-i", "-e", object_.string(), hex(offset)}, answer, -1, 0}};
    run_all(commands);
    std::pair<std::string, uint32_t> found;
    std::ifstream in(answer);
    // Innermost first: "path:12" or "path:12 (discriminator 3)".
    for (std::string row; found.second == 0 && std::getline(in, row);) {
        const size_t colon = row.rfind(':', row.find(" ("));
        const bool ours = row.starts_with(headers_.string()) || row.starts_with(object_.parent_path().string());
        if (colon == std::string::npos || ours) {
            continue;
        }
        std::from_chars(row.data() + colon + 1, row.data() + row.size(), found.second);
        found.first = row.substr(0, colon);
    }
    std::error_code ignored;
    std::filesystem::remove(answer, ignored);
    return found;
}

}  // namespace tilesmith
