// A compiled kernel in this process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "source_lines.hpp"

namespace tilesmith {

class LoadedKernel {
public:
    /// Loads a shared object. Throws std::runtime_error with a linker-like message when a symbol is missing. `headers`
    /// are the device headers, whose lines are nobody's fault.
    LoadedKernel(const std::filesystem::path& object, const std::filesystem::path& headers);
    ~LoadedKernel();
    LoadedKernel(const LoadedKernel&) = delete;
    LoadedKernel& operator=(const LoadedKernel&) = delete;

    /// What runs on the core: the constructors of global objects, in this order, and after them the kernel.
    std::span<void (*const)()> constructors() const { return constructors_; }
    void (*entry() const)() { return entry_; }

    /// True when this code address belongs to the kernel.
    bool contains(uintptr_t address) const { return address >= code_begin_ && address < code_end_; }

    /// True when the kernel may store to these bytes without a pointer having gone astray: its own variables.
    bool owns_variables(uintptr_t address, size_t bytes) const {
        const auto begin = reinterpret_cast<uintptr_t>(data_);
        return lie_in(address, bytes, begin, begin + data_bytes_);
    }

    /// True when these bytes belong to the kernel's object: code, constants, variables.
    bool owns(uintptr_t address, size_t bytes) const {
        return lie_in(address, bytes, image_begin_, image_end_);
    }

    /// The line of the kernel (or of a file that it includes) that this code belongs to; nothing when it is not known.
    std::optional<CallSite> site_of(uintptr_t code);

    /// The kernel's writable variables as they are before constructors. Every fiber gets its own copy, since on the chip every
    /// core has its own.
    const std::vector<std::byte>& initial_globals() const { return initial_; }
    void put_globals(const std::vector<std::byte>& image) const;
    void take_globals(std::vector<std::byte>& image) const;

private:
    /// Without a sum, which would wrap for addresses at the end of the address space.
    static bool lie_in(uintptr_t address, size_t bytes, uintptr_t begin, uintptr_t end) {
        return address >= begin && address < end && bytes <= end - address;
    }

    void find_segments();

    void* handle_ = nullptr;
    void (*entry_)() = nullptr;
    std::span<void (*const)()> constructors_;
    uintptr_t base_ = 0;
    uintptr_t image_begin_ = 0, image_end_ = 0;
    uintptr_t code_begin_ = 0, code_end_ = 0;
    std::byte* data_ = nullptr;
    size_t data_bytes_ = 0;
    std::vector<std::byte> initial_;
    SourceLines lines_;
};

}  // namespace tilesmith
