#include "buffers.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <random>
#include <stdexcept>

#include "link/device_link.hpp"
#include "poison.hpp"

namespace tilesmith {

namespace {

uint64_t align(uint64_t value, uint64_t alignment) { return (value + alignment - 1) / alignment * alignment; }

uint32_t product(const std::vector<uint32_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), 1u, std::multiplies<>());
}

}  // namespace

uint32_t ShardLayout::pages_per_shard() const { return product(shard_pages); }

uint32_t ShardLayout::shards() const {
    uint32_t count = 1;
    for (size_t i = 0; i < tensor_pages.size(); ++i) {
        count *= (tensor_pages[i] + shard_pages[i] - 1) / shard_pages[i];
    }
    return count;
}

DeviceBuffer::~DeviceBuffer() { owner_.forget(*this); }

PagePlace DeviceBuffer::place(uint32_t page) const {
    if (!shard) {
        return {units_[page % banks], address + page / banks * aligned_page_size};
    }
    uint32_t shard_id = 0, inside = 0, shard_stride = 1, page_stride = 1;
    for (size_t i = shard->tensor_pages.size(); i-- > 0;) {
        const uint32_t coordinate = page % shard->tensor_pages[i];
        page /= shard->tensor_pages[i];
        shard_id += coordinate / shard->shard_pages[i] * shard_stride;
        inside += coordinate % shard->shard_pages[i] * page_stride;
        shard_stride *= (shard->tensor_pages[i] + shard->shard_pages[i] - 1) / shard->shard_pages[i];
        page_stride *= shard->shard_pages[i];
    }
    const auto count = static_cast<uint32_t>(shard->cores.size());
    const uint64_t slot = static_cast<uint64_t>(shard_id / count) * shard->pages_per_shard() + inside;
    return {units_[shard_id % count], address + slot * aligned_page_size};
}

std::optional<uint32_t> DeviceBuffer::page_at(uint32_t unit, uint64_t at) const {
    if (at < address || at >= address + bytes_per_bank || unit >= position_.size() || position_[unit] < 0) {
        return std::nullopt;
    }
    const uint64_t slot = (at - address) / aligned_page_size;
    if (!shard) {
        const uint64_t page = slot * banks + static_cast<uint64_t>(position_[unit]);
        return page < pages ? std::optional(static_cast<uint32_t>(page)) : std::nullopt;
    }
    for (uint32_t page = 0; page < pages; ++page) {
        const PagePlace where = place(page);
        if (where.unit == unit && where.address == address + slot * aligned_page_size) {
            return page;
        }
    }
    return std::nullopt;
}

std::byte* DeviceBuffer::dram_bytes(uint32_t unit, uint64_t at) {
    if (memory_ == nullptr || at < address || at >= address + bytes_per_bank || unit >= position_.size() ||
        position_[unit] < 0) {
        return nullptr;
    }
    return memory_ + static_cast<uint64_t>(position_[unit]) * bytes_per_bank + (at - address);
}

std::string DeviceBuffer::describe() const {
    char text[160];
    std::snprintf(text, sizeof text, "%s (%s, address 0x%llx, %u pages of %llu bytes)", name.c_str(),
                  dram ? "DRAM" : "L1", static_cast<unsigned long long>(address), pages,
                  static_cast<unsigned long long>(page_size));
    return text;
}

Buffers::Buffers(const ArchInfo& arch, L1& l1, uint64_t dram_gap, link::DeviceLink* link)
    : arch_(arch),
      memory_(l1),
      link_(link),
      dram_(arch.dram_base, std::min<uint64_t>(arch.dram_bytes_per_bank, 0xFFFFFFFFull), arch.dram_alignment, dram_gap),
      // tt-metal places buffers of both kinds at multiples of the DRAM alignment.
      l1_(arch.first_cb_address, arch.l1_bytes, arch.dram_alignment),
      l1_bank_core_(arch.cores()) {
    // tt-metal deals L1 banks to the cores (row by row) in an order shuffled with a fixed seed.
    std::vector<uint32_t> bank_of_core(arch.cores());
    std::iota(bank_of_core.begin(), bank_of_core.end(), 0u);
    std::default_random_engine engine(0);
    std::shuffle(bank_of_core.begin(), bank_of_core.end(), engine);
    for (uint32_t core = 0; core < arch.cores(); ++core) {
        l1_bank_core_[bank_of_core[core]] = core;
    }
}

std::shared_ptr<DeviceBuffer> Buffers::create(const BufferRequest& request) {
    std::shared_ptr<DeviceBuffer> buffer(new DeviceBuffer(*this));
    buffer->size = request.size;
    buffer->page_size = request.page_size;
    buffer->dram = request.dram;
    buffer->shard = request.shard;
    buffer->aligned_page_size = align(request.page_size, request.dram ? arch_.dram_alignment : arch_.l1_alignment);
    buffer->pages = static_cast<uint32_t>(request.size / request.page_size);
    deal_units(*buffer, request);
    place_buffer(*buffer, request);
    buffer->id = next_id_++;
    buffer->name = "buf" + std::to_string(buffer->id);
    buffer->kernel_read.resize(buffer->pages);
    buffer->kernel_wrote.resize(buffer->pages);
    if (link_ != nullptr) {
        link_->create(*buffer);
    } else {
        back_with_memory(*buffer);
    }
    by_address_[buffer->dram][buffer->address] = buffer.get();
    live_.push_back(buffer.get());
    return buffer;
}

void Buffers::deal_units(DeviceBuffer& buffer, const BufferRequest& request) {
    uint64_t slots = 0;  // pages in each bank
    if (request.shard) {
        for (const Core core : request.shard->cores) {
            buffer.units_.push_back(request.dram ? core.x : arch_.core_index(core));
        }
        const auto banks = static_cast<uint32_t>(buffer.units_.size());
        slots = static_cast<uint64_t>((request.shard->shards() + banks - 1) / banks) * request.shard->pages_per_shard();
    } else {
        const uint32_t banks = request.dram ? arch_.dram_banks : arch_.cores();
        for (uint32_t bank = 0; bank < banks; ++bank) {
            buffer.units_.push_back(request.dram ? bank : l1_bank_core_[bank]);
        }
        slots = (buffer.pages + banks - 1) / banks;
    }
    buffer.banks = static_cast<uint32_t>(buffer.units_.size());
    buffer.bytes_per_bank = slots * buffer.aligned_page_size;
    buffer.position_.assign(*std::max_element(buffer.units_.begin(), buffer.units_.end()) + 1, -1);
    for (uint32_t position = 0; position < buffer.banks; ++position) {
        buffer.position_[buffer.units_[position]] = static_cast<int32_t>(position);
    }
}

void Buffers::place_buffer(DeviceBuffer& buffer, const BufferRequest& request) {
    BankAllocator& allocator = request.dram ? dram_ : l1_;
    if (request.address) {
        buffer.address = *request.address;
        buffer.owns_range_ = allocator.allocate_at(*request.address, buffer.bytes_per_bank);
        return;
    }
    const auto address = allocator.allocate(buffer.bytes_per_bank, request.bottom_up.value_or(request.dram));
    if (!address) {
        throw std::runtime_error("Out of Memory: Not enough space to allocate " + std::to_string(request.size) + " B " +
                                 (request.dram ? "DRAM" : "L1") + " buffer across " + std::to_string(buffer.banks) +
                                 " banks, where each bank needs to store " + std::to_string(buffer.bytes_per_bank) +
                                 " B, but bank size is only " + std::to_string(allocator.capacity()) + " B");
    }
    buffer.address = *address;
    buffer.owns_range_ = true;
}

void Buffers::back_with_memory(DeviceBuffer& buffer) {
    if (buffer.dram) {
        buffer.memory_bytes_ = std::max<size_t>(buffer.bytes_per_bank * buffer.banks, 1);
        void* memory = mmap(nullptr, buffer.memory_bytes_, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory == MAP_FAILED) {
            throw std::runtime_error("The emulator cannot get " + std::to_string(buffer.memory_bytes_) +
                                     " bytes of memory for a DRAM buffer.");
        }
        buffer.memory_ = buffer.memories_[device_] = static_cast<std::byte*>(memory);
        poison(buffer.memory_, buffer.memory_bytes_, kUnwritten);
        return;
    }
    buffer.memories_[device_] = nullptr;
    for (uint32_t page = 0; page < buffer.pages; ++page) {
        poison(page_bytes(buffer, page), buffer.aligned_page_size, kUnwritten);
    }
}

void Buffers::use_device(uint32_t number) {
    device_ = number;
    for (DeviceBuffer* buffer : live_) {
        if (const auto known = buffer->memories_.find(number); known != buffer->memories_.end()) {
            buffer->memory_ = known->second;
        } else {
            back_with_memory(*buffer);
        }
    }
}

void Buffers::forget(DeviceBuffer& buffer) {
    if (link_ != nullptr) {
        link_->free(buffer);
    }
    for (const auto& [device, memory] : buffer.memories_) {
        if (memory != nullptr) {
            munmap(memory, buffer.memory_bytes_);
        }
    }
    if (buffer.owns_range_) {
        (buffer.dram ? dram_ : l1_).release(buffer.address);
    }
    auto& index = by_address_[buffer.dram];
    if (const auto it = index.find(buffer.address); it != index.end() && it->second == &buffer) {
        index.erase(it);
    }
    std::erase(live_, &buffer);
}

DeviceBuffer* Buffers::find(bool dram, uint64_t address) const {
    const auto& index = by_address_[dram];
    auto after = index.upper_bound(address);
    if (after == index.begin()) {
        return nullptr;
    }
    DeviceBuffer* buffer = std::prev(after)->second;
    return address < buffer->address + buffer->bytes_per_bank ? buffer : nullptr;
}

std::byte* Buffers::page_bytes(DeviceBuffer& buffer, uint32_t page) {
    const PagePlace where = buffer.place(page);
    return buffer.dram ? buffer.dram_bytes(where.unit, where.address) : memory_.core(where.unit) + where.address;
}

void Buffers::note_access(bool dram, uint32_t unit, uint64_t address, bool write) {
    DeviceBuffer* buffer = find(dram, address);
    const auto page = buffer == nullptr ? std::nullopt : buffer->page_at(unit, address);
    if (page) {
        (write ? buffer->kernel_wrote : buffer->kernel_read)[*page] = true;
    }
}

namespace {

/// Calls `copy(page, offset inside the page, position in the host data, bytes)` for a range of the buffer.
template <class Copy>
void for_each_piece(const DeviceBuffer& buffer, uint64_t bytes, uint64_t offset, Copy&& copy) {
    for (uint64_t done = 0; done < bytes;) {
        const uint64_t at = offset + done;
        const uint64_t inside = at % buffer.page_size;
        const uint64_t piece = std::min(buffer.page_size - inside, bytes - done);
        copy(static_cast<uint32_t>(at / buffer.page_size), inside, done, piece);
        done += piece;
    }
}

}  // namespace

void Buffers::write(DeviceBuffer& buffer, const std::byte* data, uint64_t bytes, uint64_t offset) {
    if (link_ != nullptr) {
        link_->write(buffer, {data, bytes}, offset);
        return;
    }
    for_each_piece(buffer, bytes, offset, [&](uint32_t page, uint64_t inside, uint64_t at, uint64_t piece) {
        std::memcpy(page_bytes(buffer, page) + inside, data + at, piece);
    });
}

void Buffers::read(DeviceBuffer& buffer, std::byte* data, uint64_t bytes, uint64_t offset) {
    if (link_ != nullptr) {
        link_->read(buffer, {data, bytes}, offset);
        return;
    }
    for_each_piece(buffer, bytes, offset, [&](uint32_t page, uint64_t inside, uint64_t at, uint64_t piece) {
        std::memcpy(data + at, page_bytes(buffer, page) + inside, piece);
    });
}

}  // namespace tilesmith
