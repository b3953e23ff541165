#include "deferred_constructors.hpp"

#include <elf.h>
#include <link.h>

#include <fstream>
#include <iterator>
#include <vector>

namespace tilesmith {

namespace {

// Entries of the dynamic section that no loader knows, and therefore skips (the tags below DT_LOOS are the standard's).
constexpr ElfW(Sxword) kConstructors = 0x60000001;
constexpr ElfW(Sxword) kConstructorBytes = 0x60000002;
constexpr ElfW(Sxword) kDestructors = 0x60000003;
constexpr ElfW(Sxword) kDestructorBytes = 0x60000004;

ElfW(Sxword) hidden(ElfW(Sxword) tag) {
    switch (tag) {
        case DT_INIT_ARRAY: return kConstructors;
        case DT_INIT_ARRAYSZ: return kConstructorBytes;
        case DT_FINI_ARRAY: return kDestructors;
        case DT_FINI_ARRAYSZ: return kDestructorBytes;
        default: return tag;
    }
}

template <typename T>
std::vector<T> read_at(std::fstream& file, uint64_t offset, size_t count) {
    std::vector<T> values(count);
    file.seekg(static_cast<std::streamoff>(offset));
    file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(count * sizeof(T)));
    return values;
}

}  // namespace

void defer_constructors(const std::filesystem::path& object) {
    std::fstream file(object, std::ios::in | std::ios::out | std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    const ElfW(Ehdr) header = read_at<ElfW(Ehdr)>(file, 0, 1).front();
    for (const ElfW(Phdr)& part : read_at<ElfW(Phdr)>(file, header.e_phoff, header.e_phnum)) {
        if (part.p_type != PT_DYNAMIC) continue;
        auto entries = read_at<ElfW(Dyn)>(file, part.p_offset, part.p_filesz / sizeof(ElfW(Dyn)));
        for (ElfW(Dyn)& entry : entries) entry.d_tag = hidden(entry.d_tag);
        file.seekp(static_cast<std::streamoff>(part.p_offset));
        file.write(reinterpret_cast<const char*>(entries.data()), static_cast<std::streamsize>(part.p_filesz));
    }
}

std::span<void (*const)()> deferred_constructors(const link_map& object) {
    const void* first = nullptr;
    size_t bytes = 0;
    for (const ElfW(Dyn)* entry = object.l_ld; entry->d_tag != DT_NULL; ++entry) {
        if (entry->d_tag == kConstructors) first = reinterpret_cast<const void*>(object.l_addr + entry->d_un.d_ptr);
        if (entry->d_tag == kConstructorBytes) bytes = entry->d_un.d_val;
    }
    return {static_cast<void (*const*)()>(first), bytes / sizeof(void (*)())};
}

}  // namespace tilesmith
