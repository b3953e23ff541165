#include "kernel_builder.hpp"

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "compile_log.hpp"
#include "deferred_constructors.hpp"
#include "kernel_flags.hpp"
#include "kernel_guard.hpp"
#include "subprocess.hpp"
#include "text.hpp"

namespace fs = std::filesystem;

namespace tilesmith {

namespace {

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return std::nullopt;
    }
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

void write_file(const fs::path& path, std::string_view content) {
    std::ofstream out(path, std::ios::binary);
    out << content;
    if (!out.flush()) {
        throw std::runtime_error("The emulator cannot write " + path.string() + ".");
    }
}

/// 128 bits of FNV-1a with two different offsets: enough to tell files apart, quick, and stable.
std::string digest(std::string_view content) {
    uint64_t a = 0xcbf29ce484222325ull, b = 0x9ae16a3b2f90404full;
    for (const char c : content) {
        a = (a ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
        b = (b ^ static_cast<unsigned char>(c)) * 0x100000001b3ull + 0x9e3779b97f4a7c15ull;
    }
    return hex(a).substr(2) + hex(b).substr(2);
}

std::string file_stamp(const fs::path& path) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) {
        return path.string() + " missing;";
    }
    return text(path.string(), " ", info.st_size, " ", info.st_mtim.tv_sec, ".", info.st_mtim.tv_nsec, ";");
}

fs::path find_program(const std::string& name) {
    if (name.find('/') != std::string::npos) {
        return name;
    }
    std::istringstream path(std::getenv("PATH") != nullptr ? std::getenv("PATH") : "");
    for (std::string folder; std::getline(path, folder, ':');) {
        if (access((fs::path(folder) / name).c_str(), X_OK) == 0) {
            return fs::path(folder) / name;
        }
    }
    return name;
}

fs::path own_library() {
    Dl_info info{};
    dladdr(reinterpret_cast<const void*>(&own_library), &info);
    return fs::canonical(info.dli_fname);
}

fs::path usable_cache(const fs::path& wanted) {
    std::error_code error;
    fs::create_directories(wanted, error);
    if (!error && access(wanted.c_str(), W_OK) == 0) {
        return wanted;
    }
    // A read-only or missing home folder is normal inside a sandbox: then kernels are compiled anew each time.
    std::string pattern = (fs::temp_directory_path() / "tilesmith-kernels-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("The emulator finds no folder for compiled kernels: set TILESMITH_KERNEL_CACHE.");
    }
    return pattern;
}

/// Files named in a make rule "target: a b \<newline> c".
std::vector<std::string> rule_files(const std::string& rule) {
    std::istringstream in(rule.substr(std::min(rule.size(), rule.find(':') + 1)));
    std::vector<std::string> files;
    for (std::string word; in >> word;) {
        if (word != "\\") {
            files.push_back(word);
        }
    }
    return files;
}

}  // namespace

struct KernelBuilder::Job {
    const KernelSpec* kernel = nullptr;
    std::string unit;     ///< the text that is compiled
    std::string key;
    fs::path object, dependencies;          ///< in the cache
    fs::path work_source, work_object, work_rule, work_log, work_listing;
    bool cached = false;
};

void KernelBuilder::prepare() {
    if (!cache_.empty()) {
        return;
    }
    cache_ = usable_cache(settings_.kernel_cache);
    headers_ = own_library().parent_path().parent_path() / "device";
    stamp_ = file_stamp(find_program(settings_.compiler)) + file_stamp(own_library()) +
             file_stamp(headers_ / "prelude.h.gch") + TILESMITH_KERNEL_FLAGS;
}

KernelBuilder::Job KernelBuilder::job_for(const KernelRequest& request) {
    Job job;
    job.kernel = request.kernel;
    const auto source = read_file(request.kernel->file);
    job.unit = kernel_translation_unit(request, settings_.arch);
    job.key = digest(stamp_ + job.unit + source.value_or("(cannot be read)"));
    job.object = cache_ / (job.key + ".so");
    job.dependencies = cache_ / (job.key + ".deps");
    const std::string work = text(job.key, ".", getpid());
    job.work_source = cache_ / (work + ".cpp");
    job.work_object = cache_ / (work + ".so");
    job.work_rule = cache_ / (work + ".d");
    job.work_log = cache_ / (work + ".log");
    job.work_listing = cache_ / (work + ".lst");
    return job;
}

bool KernelBuilder::is_cached(const Job& job) const {
    const auto recorded = read_file(job.dependencies);
    if (!recorded || access(job.object.c_str(), R_OK) != 0) {
        return false;
    }
    std::istringstream lines(*recorded);
    std::string wanted, path;
    while (lines >> wanted && std::getline(lines >> std::ws, path)) {
        const auto content = read_file(path);
        if (!content || digest(*content) != wanted) {
            return false;
        }
    }
    return true;
}

std::vector<std::string> KernelBuilder::compiler_command(const Job& job) const {
    std::vector<std::string> command{settings_.compiler};
    std::istringstream flags(TILESMITH_KERNEL_FLAGS);
    for (std::string flag; flags >> flag;) {
        command.push_back(flag);
    }
    command.insert(command.end(), {"-include", (headers_ / "prelude.h").string()});
    command.insert(command.end(), {"-isystem", headers_.string()});
    if (const char* home = std::getenv("TT_METAL_HOME")) {
        command.insert(command.end(), {"-isystem", home});
    }
    command.insert(command.end(), {"-MMD", "-MF", job.work_rule.string()});
    command.insert(command.end(), {"-shared", "-nostdlib", "-Wl,-z,now,-z,relro,--build-id=none",
                                    "-Wl,--wrap=memcpy,--wrap=memmove,--wrap=memset"});
    command.push_back("-Wa,-aln=" + job.work_listing.string());
    command.insert(command.end(), {"-o", job.work_object.string(), job.work_source.string()});
    return command;
}

void KernelBuilder::keep(Job& job) {
    std::string dependencies;
    for (const std::string& file : rule_files(read_file(job.work_rule).value_or(""))) {
        const auto content = read_file(file);
        if (content && file != job.work_source.string() && !file.starts_with(headers_.string())) {
            dependencies += digest(*content) + " " + file + "\n";
        }
    }
    defer_constructors(job.work_object);
    // The object first: a reader that sees the list must find the object.
    fs::rename(job.work_object, job.object);
    write_file(job.work_rule, dependencies);
    fs::rename(job.work_rule, job.dependencies);
}

void KernelBuilder::compile(std::vector<Job>& jobs) {
    std::vector<Command> commands;
    std::vector<Job*> compiled;
    for (Job& job : jobs) {
        if (!job.cached) {
            write_file(job.work_source, job.unit);
            commands.push_back(Command{compiler_command(job), job.work_log, -1, 0});
            compiled.push_back(&job);
        }
    }
    run_all(commands);
    for (size_t i = 0; i < compiled.size(); ++i) {
        Job& job = *compiled[i];
        KernelBuild build{job.kernel->source, commands[i].status == 0, "", commands[i].seconds, false};
        if (build.ok) {
            build.log = forbidden_in_kernel(job.work_object, job.work_listing, job.kernel->file);
            build.ok = build.log.empty();
        } else {
            build.log = commands[i].status == 127 ? "the compiler " + settings_.compiler + " cannot be started"
                                                  : read_file(job.work_log).value_or("(no output)");
        }
        if (build.ok) {
            keep(job);
        } else {
            report_.add(compile_error(*job.kernel, build.log));
        }
        report_.add(std::move(build));
        std::error_code ignored;
        for (const fs::path& file : {job.work_source, job.work_object, job.work_rule, job.work_log, job.work_listing}) {
            fs::remove(file, ignored);
        }
    }
}

LoadedKernel* KernelBuilder::load(const Job& job) {
    auto& slot = loaded_[job.key];
    if (!slot) {
        try {
            slot = std::make_unique<LoadedKernel>(job.object, headers_);
        } catch (const std::runtime_error& error) {
            report_.add(KernelBuild{job.kernel->source, false, error.what(), 0, job.cached});
            report_.add(compile_error(*job.kernel, error.what()));
            return nullptr;
        }
    }
    return slot.get();
}

std::vector<LoadedKernel*> KernelBuilder::build(const std::vector<KernelRequest>& requests) {
    prepare();
    const auto since = std::chrono::steady_clock::now();
    std::vector<Job> jobs;
    std::map<std::string, size_t> by_key;
    std::vector<size_t> job_of_request;
    for (const KernelRequest& request : requests) {
        Job job = job_for(request);
        const auto [known, is_new] = by_key.emplace(job.key, jobs.size());
        job_of_request.push_back(known->second);
        if (is_new) {
            job.cached = loaded_.contains(job.key) || is_cached(job);
            if (job.cached) {
                report_.add(KernelBuild{job.kernel->source, true, "", 0, true});
            }
            jobs.push_back(std::move(job));
        }
    }
    compile(jobs);
    std::vector<LoadedKernel*> objects;
    bool failed = false;
    for (const Job& job : jobs) {
        objects.push_back(access(job.object.c_str(), R_OK) == 0 || loaded_.contains(job.key) ? load(job) : nullptr);
        failed |= objects.back() == nullptr;
    }
    report_.time("kernel_build", std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count());
    if (failed) {
        report_.end_run(Status::compile_error, "a kernel does not compile");
    }
    std::vector<LoadedKernel*> result;
    for (const size_t job : job_of_request) {
        result.push_back(objects[job]);
    }
    return result;
}

}  // namespace tilesmith
