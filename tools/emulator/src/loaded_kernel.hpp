// A compiled kernel in this process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tilesmith {

class LoadedKernel {
public:
    /// Loads a shared object. Throws std::runtime_error with a linker-like message when a symbol is missing.
    explicit LoadedKernel(const std::filesystem::path& object);
    ~LoadedKernel();
    LoadedKernel(const LoadedKernel&) = delete;
    LoadedKernel& operator=(const LoadedKernel&) = delete;

    void run() const { entry_(); }

    /// True when this code address belongs to the kernel.
    bool contains(uintptr_t address) const { return address >= code_begin_ && address < code_end_; }

    /// The kernel's writable variables right after loading. Every fiber gets its own copy, since on the chip every
    /// core has its own.
    const std::vector<std::byte>& initial_globals() const { return initial_; }
    void put_globals(const std::vector<std::byte>& image) const;
    void take_globals(std::vector<std::byte>& image) const;

private:
    void find_segments();

    void* handle_ = nullptr;
    void (*entry_)() = nullptr;
    uintptr_t code_begin_ = 0, code_end_ = 0;
    std::byte* data_ = nullptr;
    size_t data_bytes_ = 0;
    std::vector<std::byte> initial_;
};

}  // namespace tilesmith
