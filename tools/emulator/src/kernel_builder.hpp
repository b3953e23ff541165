// Compiles kernels to shared objects, with a cache by content, and loads them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "loaded_kernel.hpp"
#include "program.hpp"
#include "report.hpp"
#include "settings.hpp"

namespace tilesmith {

/// A kernel and the circular buffers it can see (of all its cores; their formats are compile-time constants).
struct KernelRequest {
    const KernelSpec* kernel = nullptr;
    std::vector<CbIndexSpec> circular_buffers;
};

class KernelBuilder {
public:
    KernelBuilder(const Settings& settings, Report& report) : settings_(settings), report_(report) {}

    /// One loaded kernel for each request, in order. Compiles what is missing, all at once. A kernel that does not
    /// compile ends the run with status compile_error.
    std::vector<LoadedKernel*> build(const std::vector<KernelRequest>& requests);

private:
    struct Job;
    void prepare();
    Job job_for(const KernelRequest& request);
    bool is_cached(const Job& job) const;
    void compile(std::vector<Job>& jobs);
    void keep(Job& job);
    LoadedKernel* load(const Job& job);
    std::vector<std::string> compiler_command(const Job& job) const;

    const Settings& settings_;
    Report& report_;
    std::filesystem::path cache_;         ///< where objects are kept; empty until the first build
    std::filesystem::path headers_;       ///< the device headers that belong to this library
    std::string stamp_;                   ///< identifies compiler, flags and headers
    std::map<std::string, std::unique_ptr<LoadedKernel>> loaded_;
};

/// The text that is compiled for a kernel: its constants, then its own source.
std::string kernel_translation_unit(const KernelRequest& request, Arch arch);

}  // namespace tilesmith
