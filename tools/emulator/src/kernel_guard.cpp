#include "kernel_guard.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <elf.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "text.hpp"

namespace tilesmith {
namespace {

constexpr std::string_view kDeviceApi[] = {"_ZN9tilesmith6device", "__tsan_", "__wrap_mem"};
constexpr std::string_view kDeviceNames[] = {"noc_index", "my_x", "my_y", "memcmp", "strlen"};
// Where the compiler itself puts code and data.
constexpr std::string_view kSections[] = {".text.", ".text,", ".text\n", ".rodata", ".data", ".bss", ".debug", ".note",
                                          ".init_array", ".fini_array", ".eh_frame", ".tbss", ".tdata", ".gnu.linkonce"};

bool is_of_math_library(const std::string& name) {
    Dl_info info{};
    const void* found = dlsym(RTLD_DEFAULT, name.c_str());
    return found != nullptr && dladdr(found, &info) != 0 && std::strstr(info.dli_fname, "/libm") != nullptr;
}

bool may_be_called(const std::string& name) {
    const auto begins = [&](std::string_view prefix) { return name.starts_with(prefix); };
    return std::any_of(std::begin(kDeviceApi), std::end(kDeviceApi), begins) ||
           std::find(std::begin(kDeviceNames), std::end(kDeviceNames), name) != std::end(kDeviceNames) ||
           is_of_math_library(name);
}

/// Names that the shared object expects others to define.
std::vector<std::string> undefined_names(const std::vector<char>& object) {
    std::vector<std::string> names;
    const auto at = [&]<typename T>(uint64_t offset, T) {
        T value{};
        if (offset + sizeof value <= object.size()) std::memcpy(&value, object.data() + offset, sizeof value);
        return value;
    };
    const auto head = at(0, Elf64_Ehdr{});
    for (unsigned i = 0; i < head.e_shnum; ++i) {
        const auto section = at(head.e_shoff + i * sizeof(Elf64_Shdr), Elf64_Shdr{});
        if (section.sh_type != SHT_DYNSYM) continue;
        const auto strings = at(head.e_shoff + section.sh_link * sizeof(Elf64_Shdr), Elf64_Shdr{});
        for (uint64_t entry = sizeof(Elf64_Sym); entry < section.sh_size; entry += sizeof(Elf64_Sym)) {
            const auto symbol = at(section.sh_offset + entry, Elf64_Sym{});
            const uint64_t name = strings.sh_offset + symbol.st_name;
            if (symbol.st_shndx == SHN_UNDEF && name < object.size()) names.emplace_back(object.data() + name);
        }
    }
    return names;
}

/// As the kernel wrote it.
std::string demangled(const std::string& name) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> plain(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), std::free);
    return status == 0 ? plain.get() : name;
}

/// The source of a line of the assembler's listing: what follows its number, address and bytes.
std::string_view listed(std::string_view line) {
    const size_t tab = line.find('\t');
    return tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
}

/// A line number or a label for the debugger, which the compiler puts between two instructions of the kernel.
bool of_debugger(std::string_view word) {
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || std::string_view(" \t._-:").find(c) != std::string_view::npos;
    });
    return plain && (word.starts_with(".loc ") || (word.starts_with(".L") && word.find(':') == word.size() - 1));
}

/// The first instruction that the kernel gives by itself, or the first section of its own; empty: none.
std::string own_assembly(std::istream& listing) {
    bool inside = false;
    int32_t open = 0;
    for (std::string line; std::getline(listing, line);) {
        const std::string_view text = listed(line);
        if (text.starts_with("#APP")) {
            inside = true;
            ++open;
        } else if (text.starts_with("#NO_APP")) {
            inside = false;
            if (--open < 0) return "#NO_APP";
        } else if (inside && !text.empty() && !text.starts_with("#") && text.find_first_not_of("\t ") != text.npos) {
            const std::string_view word = text.substr(text.find_first_not_of("\t "));
            if (word != "nop" && !of_debugger(word)) return std::string(word);
        } else if (const size_t named = text.find(".section\t"); named != text.npos) {
            const std::string name = std::string(text.substr(named + 9)) + "\n";
            const auto begins = [&](std::string_view usual) { return name.starts_with(usual); };
            if (name.find('#') != name.npos || !std::any_of(std::begin(kSections), std::end(kSections), begins)) {
                return std::string(text.substr(named));
            }
        }
    }
    return "";
}

}  // namespace

std::string forbidden_in_kernel(const std::filesystem::path& object, const std::filesystem::path& listing,
                                const std::filesystem::path& source) {
    std::ifstream in(object, std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (const std::string& name : undefined_names(bytes)) {
        if (!may_be_called(name)) {
            return text(source.string(), ": error: undefined reference to `", demangled(name),
                        "': a kernel has the device API alone, no C library and no operating system\n");
        }
    }
    std::ifstream lines(listing);
    const std::string own = own_assembly(lines);
    if (own.empty()) return "";
    return text(source.string(), ":1:1: error: assembly in a kernel: '", own, "': the emulator runs C++ only\n");
}

}  // namespace tilesmith
