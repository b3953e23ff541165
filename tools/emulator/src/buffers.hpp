// Device buffers: where their pages lie, and the memory behind those in DRAM.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "arch.hpp"
#include "bank_allocator.hpp"
#include "l1.hpp"

namespace tilesmith {

/// How the pages of a sharded buffer are spread: the tensor (in pages) is cut into shards, and shard s goes to bank
/// s % banks, slot s / banks.
struct ShardLayout {
    std::vector<uint32_t> tensor_pages;  ///< shape of the tensor in pages, outermost first
    std::vector<uint32_t> shard_pages;   ///< shape of a shard in pages
    std::vector<Core> cores;             ///< the banks: logical cores (L1) or {bank, 0} (DRAM)

    uint32_t pages_per_shard() const;
    uint32_t shards() const;
};

struct BufferRequest {
    uint64_t size = 0;       ///< bytes
    uint64_t page_size = 0;  ///< bytes
    bool dram = true;
    std::optional<ShardLayout> shard;
    std::optional<bool> bottom_up;        ///< default: DRAM from below, L1 from above
    std::optional<uint64_t> address;      ///< place it here instead of allocating
};

/// A unit is what holds pages: a DRAM bank (its number) or a core's L1 (the core's index).
struct PagePlace {
    uint32_t unit = 0;
    uint64_t address = 0;    ///< inside the unit
};

class Buffers;

namespace link {
class DeviceLink;
}

class DeviceBuffer {
public:
    ~DeviceBuffer();
    DeviceBuffer(const DeviceBuffer&) = delete;
    DeviceBuffer& operator=(const DeviceBuffer&) = delete;

    uint32_t id = 0;
    uint64_t address = 0;
    uint64_t size = 0;
    uint64_t page_size = 0;
    uint64_t aligned_page_size = 0;
    uint32_t pages = 0;
    bool dram = true;
    std::optional<ShardLayout> shard;
    uint64_t bytes_per_bank = 0;
    uint32_t banks = 0;
    std::string name;
    std::vector<bool> kernel_read, kernel_wrote;  ///< by page: whether a kernel did so over the NoC

    PagePlace place(uint32_t page) const;

    /// Whether the buffer has pages in this unit.
    bool lies_in(uint32_t unit) const { return unit < position_.size() && position_[unit] >= 0; }

    /// The page that holds this address of this unit, if the buffer has one there.
    std::optional<uint32_t> page_at(uint32_t unit, uint64_t at) const;

    /// Host memory behind an address of a DRAM bank. nullptr when the buffer has nothing there.
    std::byte* dram_bytes(uint32_t unit, uint64_t at);

    std::string describe() const;

private:
    friend class Buffers;
    explicit DeviceBuffer(Buffers& owner) : owner_(owner) {}
    Buffers& owner_;
    std::vector<uint32_t> units_;      // by position in the dealing order
    std::vector<int32_t> position_;    // by unit; -1: not used
    bool owns_range_ = false;
    std::map<uint32_t, std::byte*> memories_;  // by device, of those where it was used; nullptr in L1
    std::byte* memory_ = nullptr;              // that of the current device
    size_t memory_bytes_ = 0;
};

/// All live buffers of the device.
class Buffers {
public:
    /// `dram_gap`: see BankAllocator. With a link, the contents of buffers are at its other end.
    Buffers(const ArchInfo& arch, L1& l1, uint64_t dram_gap = 0, link::DeviceLink* link = nullptr);

    /// Throws std::runtime_error worded as tt-metal does when the memory is exhausted.
    std::shared_ptr<DeviceBuffer> create(const BufferRequest& request);

    /// From now on the contents are those of device `number` of the mesh. Buffers lie at the same addresses on all.
    void use_device(uint32_t number);

    /// The buffer whose range in a bank holds `address`; nullptr when there is none.
    DeviceBuffer* find(bool dram, uint64_t address) const;

    void write(DeviceBuffer& buffer, const std::byte* data, uint64_t bytes, uint64_t offset = 0);
    void read(DeviceBuffer& buffer, std::byte* data, uint64_t bytes, uint64_t offset = 0);

    std::byte* page_bytes(DeviceBuffer& buffer, uint32_t page);

    /// A kernel reads or writes here over the NoC.
    void note_access(bool dram, uint32_t unit, uint64_t address, bool write);

    /// Index of the core of an L1 bank: banks are dealt to the cores in tt-metal's fixed shuffled order.
    uint32_t core_of_l1_bank(uint32_t bank) const { return l1_bank_core_[bank]; }
    std::optional<uint64_t> lowest_l1() const { return l1_.lowest(); }
    const std::vector<DeviceBuffer*>& live() const { return live_; }

private:
    friend class DeviceBuffer;
    void deal_units(DeviceBuffer& buffer, const BufferRequest& request);
    void place_buffer(DeviceBuffer& buffer, const BufferRequest& request);
    void back_with_memory(DeviceBuffer& buffer);
    void forget(DeviceBuffer& buffer);

    const ArchInfo& arch_;
    L1& memory_;
    link::DeviceLink* link_;
    BankAllocator dram_, l1_;
    std::map<uint64_t, DeviceBuffer*> by_address_[2];  // [dram]
    std::vector<DeviceBuffer*> live_;
    std::vector<uint32_t> l1_bank_core_;
    uint32_t next_id_ = 0;
    uint32_t device_ = 0;
};

}  // namespace tilesmith
