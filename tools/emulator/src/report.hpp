// What a run has to say: findings, stuck fibers, kernel builds, counters; written as JSON at exit and to stderr when the
// emulator itself ends the run.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check.hpp"
#include "json/json.hpp"
#include "program.hpp"
#include "settings.hpp"

namespace tilesmith {

/// Where in the running program something was seen.
struct Place {
    std::optional<Core> core;
    std::string kernel;     ///< path of the kernel as the host gave it
    std::string processor;
    std::string file;
    uint32_t line = 0;
};

struct Finding {
    Check check;
    Severity severity = Severity::error;
    Place place;
    std::string message, expected, hint;
    uint32_t count = 1;      ///< occurrences at the same line of the same kernel, on all cores
};

struct Stuck {
    Place place;
    std::string waiting_for;
};

struct KernelBuild {
    std::string kernel;
    bool ok = false;
    std::string log;
    double seconds = 0;
    bool cached = false;
};

enum class Status : uint8_t { ok, hang, fault, unsupported, compile_error };
const char* name_of(Status status);
const char* name_of(Severity severity);

class Report {
public:
    explicit Report(const Settings& settings);

    void add(Finding finding);
    void add(Stuck stuck) { stuck_.push_back(std::move(stuck)); }
    void add(KernelBuild build) { builds_.push_back(std::move(build)); }
    /// A finding about a program that the host API refused to launch; `message` is worded as tt-metal words it.
    void add_launch_error(std::string_view message);
    /// A TT_FATAL or TT_THROW of the host program: reported if the process ends with an error after it.
    void note_host_error(std::string_view file, uint32_t line, std::string_view message, std::string_view condition);
    void count(std::string_view name, uint64_t amount);
    void count(Core core, std::string_view name, uint64_t amount);
    void time(std::string_view what, double seconds);
    void ran_program() { ++programs_; }

    const std::map<std::string, uint64_t, std::less<>>& counters() const { return counters_; }
    const std::vector<KernelBuild>& builds() const { return builds_; }
    const std::vector<Finding>& findings() const { return findings_; }
    bool has_errors() const;

    /// Writes the JSON report if one was asked for. Called at exit, or by `end_run`.
    void write(Status status, int exit_code);
    bool written() const { return written_; }

    /// Prints what happened on stderr, writes the report, and ends the process with code 86.
    [[noreturn]] void end_run(Status status, std::string_view headline);

    /// The run is to end with `status`. What is still looked into adds findings of the check `cause` only, and these come
    /// first: the others are what follows from them.
    void settle(Status status, Check cause) { settled_ = Settled{status, cause}; }

    /// At the regular end of the process: writes the report; with strict settings and errors, returns 86.
    int finish(int exit_code);

    /// The host program ends by an exception: writes the report with status "fault".
    void finish_by_exception();

    /// All that was said since the start, or since the last `clear`.
    Json json(Status status, int exit_code);
    void clear();

    Json counters_json() const;

private:
    struct Settled {
        Status status;
        Check cause;
        ptrdiff_t causes = 0;   ///< that were found
    };

    void append(Finding finding);
    bool has_other_errors(Check check) const;
    void print(Status status, std::string_view headline) const;

    const Settings& settings_;
    std::vector<Finding> findings_;
    std::vector<Stuck> stuck_;
    std::vector<KernelBuild> builds_;
    std::map<std::string, uint64_t, std::less<>> counters_;
    std::map<Core, std::map<std::string, uint64_t, std::less<>>> core_counters_;
    std::map<std::string, double, std::less<>> timing_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    uint32_t programs_ = 0;
    std::optional<Finding> host_error_;
    std::optional<Settled> settled_;
    bool written_ = false;
};

}  // namespace tilesmith
