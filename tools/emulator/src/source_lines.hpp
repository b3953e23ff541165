// From an address of compiled code to the line it came from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "call_site.hpp"

namespace tilesmith {

/// Asks addr2line, which comes with the assembler that every compiler needs. Answers are kept: the sites point to them.
class SourceLines {
public:
    /// Frames of functions from below `headers`, and of the unit that was compiled beside `object`, are passed over.
    SourceLines(std::filesystem::path object, std::filesystem::path headers)
        : object_(std::move(object)), headers_(std::move(headers)) {}

    std::optional<CallSite> find(uintptr_t offset);

private:
    std::pair<std::string, uint32_t> look_up(uintptr_t offset) const;

    std::filesystem::path object_, headers_;
    std::map<uintptr_t, std::pair<std::string, uint32_t>> known_;
};

}  // namespace tilesmith
