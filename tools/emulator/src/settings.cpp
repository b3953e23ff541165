#include "settings.hpp"

#include <cstdlib>
#include <stdexcept>

#include "arch.hpp"

namespace tilesmith {

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::filesystem::path default_cache() {
    if (const std::string xdg = variable("XDG_CACHE_HOME"); !xdg.empty()) {
        return std::filesystem::path(xdg) / "tilesmith" / "kernels";
    }
    if (const std::string home = variable("HOME"); !home.empty()) {
        return std::filesystem::path(home) / ".cache" / "tilesmith" / "kernels";
    }
    return std::filesystem::temp_directory_path() / "tilesmith-kernels";
}

uint64_t number(const char* name, const std::string& text) {
    size_t used = 0;
    uint64_t value = 0;
    try {
        value = std::stoull(text, &used, 0);
    } catch (const std::exception&) {
        used = 0;
    }
    if (used == 0 || used != text.size()) {
        throw std::runtime_error(std::string(name) + " must be a whole number, not \"" + text + "\".");
    }
    return value;
}

}  // namespace

Settings Settings::from_environment() {
    Settings settings;
    if (const std::string arch = variable("TILESMITH_ARCH"); !arch.empty()) {
        const auto named = arch_named(arch);
        if (!named) {
            throw std::runtime_error("TILESMITH_ARCH must be wormhole_b0 or blackhole, not \"" + arch + "\".");
        }
        settings.arch = *named;
    }
    if (const std::string mode = variable("TILESMITH_MODE"); !mode.empty()) {
        if (mode != "run" && mode != "describe") {
            throw std::runtime_error("TILESMITH_MODE must be run or describe, not \"" + mode + "\".");
        }
        settings.describe = mode == "describe";
    }
    if (const std::string seed = variable("TILESMITH_SCHEDULE_SEED"); !seed.empty()) {
        settings.schedule_seed = number("TILESMITH_SCHEDULE_SEED", seed);
    }
    if (const std::string gap = variable("TILESMITH_DRAM_GAP"); !gap.empty()) {
        settings.dram_gap = number("TILESMITH_DRAM_GAP", gap);
    }
    if (const std::string socket = variable("TILESMITH_DEVICE"); !socket.empty()) {
        settings.device_socket = static_cast<int>(number("TILESMITH_DEVICE", socket));
    }
    settings.report = variable("TILESMITH_REPORT");
    settings.record = variable("TILESMITH_RECORD");
    settings.strict = variable("TILESMITH_STRICT") == "1";
    const std::string cache = variable("TILESMITH_KERNEL_CACHE");
    settings.kernel_cache = cache.empty() ? default_cache() : std::filesystem::path(cache);
    if (const std::string compiler = variable("TILESMITH_CXX"); !compiler.empty()) {
        settings.compiler = compiler;
    }
    return settings;
}

}  // namespace tilesmith
