#include "loaded_kernel.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "deferred_constructors.hpp"

namespace tilesmith {

namespace {

/// Turns the loader's "file: undefined symbol: _Z3addv" into what a linker would say.
std::string readable(const std::string& error) {
    const std::string marker = "undefined symbol: ";
    const size_t at = error.find(marker);
    if (at == std::string::npos) {
        return error;
    }
    const std::string symbol = error.substr(at + marker.size());
    int status = 0;
    std::unique_ptr<char, void (*)(void*)> name(abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status),
                                                std::free);
    return "undefined reference to `" + std::string(status == 0 ? name.get() : symbol.c_str()) + "'";
}

struct Segments {
    uintptr_t base = 0;
    uintptr_t image_begin = 0, image_end = 0;
    uintptr_t code_begin = 0, code_end = 0;
    uintptr_t data_begin = 0, data_end = 0;
};

void note_segments(Segments& out, const ElfW(Phdr) * headers, size_t count) {
    uintptr_t relro_end = 0;
    for (size_t i = 0; i < count; ++i) {
        const auto& header = headers[i];
        const uintptr_t begin = out.base + header.p_vaddr;
        if (header.p_type == PT_LOAD) {
            out.image_begin = out.image_begin == 0 ? begin : std::min(out.image_begin, begin);
            out.image_end = std::max(out.image_end, begin + header.p_memsz);
        }
        if (header.p_type == PT_LOAD && (header.p_flags & PF_X) != 0) {
            out.code_begin = begin;
            out.code_end = begin + header.p_memsz;
        } else if (header.p_type == PT_LOAD && (header.p_flags & PF_W) != 0) {
            out.data_begin = begin;
            out.data_end = begin + header.p_memsz;
        } else if (header.p_type == PT_GNU_RELRO) {
            relro_end = begin + header.p_memsz;
        }
    }
    // Relocations are read-only after loading; the variables follow them.
    out.data_begin = std::min(std::max(out.data_begin, relro_end), out.data_end);
}

}  // namespace

LoadedKernel::LoadedKernel(const std::filesystem::path& object, const std::filesystem::path& headers)
    : lines_(object, headers) {
    handle_ = dlopen(object.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) {
        throw std::runtime_error(readable(dlerror()));
    }
    entry_ = reinterpret_cast<void (*)()>(dlsym(handle_, "tilesmith_kernel_entry"));
    if (entry_ == nullptr) {
        dlclose(handle_);
        throw std::runtime_error("undefined reference to `kernel_main()'");
    }
    find_segments();
    initial_.assign(data_, data_ + data_bytes_);
}

LoadedKernel::~LoadedKernel() { dlclose(handle_); }

void LoadedKernel::find_segments() {
    auto* map = static_cast<link_map*>(nullptr);
    dlinfo(handle_, RTLD_DI_LINKMAP, &map);
    Segments segments;
    segments.base = map->l_addr;
    dl_iterate_phdr(
        [](dl_phdr_info* info, size_t, void* argument) {
            auto& wanted = *static_cast<Segments*>(argument);
            if (info->dlpi_addr != wanted.base) {
                return 0;
            }
            note_segments(wanted, info->dlpi_phdr, info->dlpi_phnum);
            return 1;
        },
        &segments);
    constructors_ = deferred_constructors(*map);
    base_ = segments.base;
    image_begin_ = segments.image_begin;
    image_end_ = segments.image_end;
    code_begin_ = segments.code_begin;
    code_end_ = segments.code_end;
    data_ = reinterpret_cast<std::byte*>(segments.data_begin);
    data_bytes_ = segments.data_end - segments.data_begin;
}

std::optional<CallSite> LoadedKernel::site_of(uintptr_t code) {
    return contains(code) ? lines_.find(code - base_) : std::nullopt;
}

void LoadedKernel::put_globals(const std::vector<std::byte>& image) const {
    std::memcpy(data_, image.data(), image.size());
}

void LoadedKernel::take_globals(std::vector<std::byte>& image) const {
    std::memcpy(image.data(), data_, image.size());
}

}  // namespace tilesmith
