// The environment contract: everything that can be set from outside, read once at start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "kernel_context.hpp"

namespace tilesmith {

struct Settings {
    Arch arch = Arch::wormhole_b0;
    std::filesystem::path report;        ///< TILESMITH_REPORT; empty: no report file
    std::filesystem::path record;        ///< TILESMITH_RECORD; empty: no records
    std::filesystem::path kernel_cache;  ///< TILESMITH_KERNEL_CACHE
    std::string compiler = "g++";        ///< TILESMITH_CXX
    bool describe = false;               ///< TILESMITH_MODE=describe: record the first workload and stop
    bool strict = false;                 ///< TILESMITH_STRICT=1: a finding of severity error ends with code 86
    uint64_t schedule_seed = 0;          ///< TILESMITH_SCHEDULE_SEED; 0: the natural order
    uint64_t dram_gap = 0;               ///< TILESMITH_DRAM_GAP: bytes that belong to no buffer, between those in DRAM
    int device_socket = -1;              ///< TILESMITH_DEVICE: the device is another process, at the end of this socket

    /// Throws std::runtime_error with one sentence when a variable holds something impossible.
    static Settings from_environment();
};

/// Exit code of every run that the emulator ends: hang, fault, compile error, unsupported, strict findings.
constexpr int kExitCode = 86;

}  // namespace tilesmith
