#include "report.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace tilesmith {

const char* name_of(Status status) {
    switch (status) {
        case Status::ok: return "ok";
        case Status::hang: return "hang";
        case Status::fault: return "fault";
        case Status::unsupported: return "unsupported";
        case Status::compile_error: return "compile_error";
    }
    return "";
}

const char* name_of(Severity severity) {
    switch (severity) {
        case Severity::info: return "info";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return "";
}

Report::Report(const Settings& settings) : settings_(settings) {}

void Report::add(Finding finding) {
    // Where something else has gone wrong before, missing data is what follows from it.
    if (finding.check == Check("uninitialised_data") && has_other_errors(finding.check)) {
        finding.severity = Severity::info;
    }
    // Loops and cores repeat the same mistake: one entry a line, with a count.
    for (Finding& known : findings_) {
        if (known.check == finding.check && known.place.line == finding.place.line &&
            known.place.file == finding.place.file && known.place.kernel == finding.place.kernel) {
            // The worst of them is told: what began as careless may have become wrong.
            const uint32_t count = known.count + 1;
            if (finding.severity > known.severity) {
                known = std::move(finding);
            }
            known.count = count;
            return;
        }
    }
    append(std::move(finding));
}

void Report::append(Finding finding) {
    if (!settled_) {
        findings_.push_back(std::move(finding));
    } else if (finding.check == settled_->cause) {
        findings_.insert(findings_.begin() + settled_->causes++, std::move(finding));
    }
}

void Report::add_launch_error(std::string_view message) {
    struct Known {
        std::string_view words;
        Check check;
        const char* expected;
        const char* hint;
    };
    static constexpr Known known[] = {
        {"beyond max L1 size", "cb_l1_overflow", "circular buffers that fit in the L1 of their cores",
         "use fewer or smaller pages: all circular buffers of a core share its L1"},
        {"clash with L1 buffers", "cb_l1_overflow", "circular buffers that end below the L1 buffers",
         "use smaller circular buffers or fewer L1 buffers"},
        {"Core Overlap", "kernel_overlap", "one kernel for each processor of a core", "put one kernel on riscv_0 and the other on riscv_1"},
        {"Out of Memory", "out_of_memory", "buffers that fit in the memory of the device", "use smaller buffers or free those that are not needed"},
    };
    Finding finding{"launch_refused", Severity::error, {}, std::string(message), "a program that TT-Metalium accepts",
                    "see what the message says about the program that the host describes", 1};
    for (const Known& entry : known) {
        if (message.find(entry.words) != std::string_view::npos) {
            finding.check = entry.check;
            finding.expected = entry.expected;
            finding.hint = entry.hint;
        }
    }
    add(std::move(finding));
}

void Report::note_host_error(std::string_view file, uint32_t line, std::string_view message, std::string_view condition) {
    Place place;
    place.file = file;
    place.line = line;
    host_error_ = Finding{"host_error", Severity::error, std::move(place), std::string(message), std::string(condition),
                          "the host program was stopped by this check of the host API", 1};
}

void Report::count(std::string_view name, uint64_t amount) {
    if (const auto it = counters_.find(name); it != counters_.end()) {
        it->second += amount;
    } else {
        counters_.emplace(name, amount);
    }
}

void Report::count(Core core, std::string_view name, uint64_t amount) {
    count(name, amount);
    auto& counters = core_counters_[core];
    if (const auto it = counters.find(name); it != counters.end()) {
        it->second += amount;
    } else {
        counters.emplace(name, amount);
    }
}

void Report::time(std::string_view what, double seconds) {
    if (const auto it = timing_.find(what); it != timing_.end()) {
        it->second += seconds;
    } else {
        timing_.emplace(what, seconds);
    }
}

bool Report::has_other_errors(Check check) const {
    return std::any_of(findings_.begin(), findings_.end(), [check](const Finding& finding) {
        return finding.severity == Severity::error && finding.check != check;
    });
}

bool Report::has_errors() const {
    return std::any_of(findings_.begin(), findings_.end(),
                       [](const Finding& finding) { return finding.severity == Severity::error; });
}

namespace {

JsonObject place_json(const Place& place) {
    Json core(nullptr);
    if (place.core) {
        core = JsonArray{Json(place.core->x), Json(place.core->y)};
    }
    return {{"core", std::move(core)},
            {"kernel", place.kernel},
            {"processor", place.processor},
            {"file", place.file},
            {"line", place.line}};
}

JsonObject finding_json(const Finding& finding) {
    JsonObject out{{"check", finding.check.name()}, {"area", finding.check.area()}, {"severity", name_of(finding.severity)}};
    for (auto& member : place_json(finding.place)) {
        out.push_back(std::move(member));
    }
    out.emplace_back("message", finding.message);
    out.emplace_back("expected", finding.expected);
    out.emplace_back("hint", finding.hint);
    out.emplace_back("count", finding.count);
    return out;
}

template <class Map>
JsonObject map_json(const Map& map) {
    JsonObject out;
    for (const auto& [name, value] : map) {
        out.emplace_back(name, Json(value));
    }
    return out;
}

std::string where(const Place& place) {
    std::string text;
    if (place.core) {
        text += "core (" + std::to_string(place.core->x) + "," + std::to_string(place.core->y) + ") ";
    }
    if (!place.processor.empty()) {
        text += place.processor + " ";
    }
    text += place.file.empty() ? place.kernel : place.file;
    return place.line == 0 ? text : text + ":" + std::to_string(place.line);
}

}  // namespace

Json Report::counters_json() const {
    JsonObject out = map_json(counters_);
    JsonArray cores;
    for (const auto& [core, counters] : core_counters_) {
        cores.push_back(JsonObject{{"core", JsonArray{Json(core.x), Json(core.y)}}, {"counters", map_json(counters)}});
    }
    out.emplace_back("by_core", std::move(cores));
    return out;
}

Json Report::json(Status status, int exit_code) {
    time("total", std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count());
    JsonArray findings, stuck, builds;
    for (const Finding& finding : findings_) {
        findings.push_back(finding_json(finding));
    }
    for (const Stuck& fiber : stuck_) {
        JsonObject entry = place_json(fiber.place);
        entry.emplace_back("waiting_for", fiber.waiting_for);
        stuck.push_back(std::move(entry));
    }
    for (const KernelBuild& build : builds_) {
        builds.push_back(JsonObject{{"kernel", build.kernel},
                                    {"ok", build.ok},
                                    {"log", build.log},
                                    {"seconds", build.seconds},
                                    {"cached", build.cached}});
    }
    return JsonObject{{"status", name_of(status)},
                      {"arch", arch_info(settings_.arch).name},
                      {"exit_code", exit_code},
                      {"programs", programs_},
                      {"findings", std::move(findings)},
                      {"stuck", std::move(stuck)},
                      {"kernel_compile", std::move(builds)},
                      {"counters", counters_json()},
                      {"timing", map_json(timing_)}};
}

void Report::clear() {
    findings_.clear();
    stuck_.clear();
    builds_.clear();
    counters_.clear();
    core_counters_.clear();
    timing_.clear();
    start_ = std::chrono::steady_clock::now();
    programs_ = 0;
    host_error_.reset();
    settled_.reset();
}

void Report::write(Status status, int exit_code) {
    written_ = true;
    if (settings_.report.empty()) {
        return;
    }
    std::ofstream out(settings_.report, std::ios::binary);
    out << json(status, exit_code).dump();
    if (!out.flush()) {
        std::fprintf(stderr, "tilesmith: cannot write the report to %s\n", settings_.report.c_str());
    }
}

void Report::print(Status status, std::string_view headline) const {
    std::fprintf(stderr, "tilesmith: %s: %.*s\n", name_of(status), static_cast<int>(headline.size()), headline.data());
    for (const KernelBuild& build : builds_) {
        if (!build.ok) {
            std::fprintf(stderr, "  %s does not compile:\n%s\n", build.kernel.c_str(), build.log.c_str());
        }
    }
    for (const Stuck& fiber : stuck_) {
        std::fprintf(stderr, "  stuck: %s: %s\n", where(fiber.place).c_str(), fiber.waiting_for.c_str());
    }
    for (const Finding& finding : findings_) {
        std::fprintf(stderr, "  %s [%s] %s: %s\n", name_of(finding.severity), finding.check.name().data(),
                     where(finding.place).c_str(), finding.message.c_str());
        if (!finding.expected.empty()) {
            std::fprintf(stderr, "      expected: %s\n", finding.expected.c_str());
        }
        if (!finding.hint.empty()) {
            std::fprintf(stderr, "      hint: %s\n", finding.hint.c_str());
        }
    }
}

void Report::end_run(Status status, std::string_view headline) {
    if (settled_) {
        status = settled_->status;
    }
    std::fflush(stdout);
    print(status, headline);
    write(status, kExitCode);
    std::fflush(nullptr);
    _exit(kExitCode);
}

void Report::finish_by_exception() {
    if (host_error_) {
        add(*std::move(host_error_));
    }
    print(Status::fault, "the host program ended by an exception");
    write(Status::fault, 128 + 6);
}

int Report::finish(int exit_code) {
    if (exit_code != 0 && host_error_) {
        add(*std::move(host_error_));
    }
    const bool refuse = settings_.strict && has_errors();
    const int code = refuse ? kExitCode : exit_code;
    const bool worth_saying = std::any_of(findings_.begin(), findings_.end(),
                                          [](const Finding& finding) { return finding.severity != Severity::info; });
    if (worth_saying) {
        print(Status::ok, refuse ? "the run finished, but with findings (strict)" : "the run finished with findings");
    }
    write(Status::ok, code);
    return code;
}

}  // namespace tilesmith
