// The ends of transfers in the object form: circular buffers, tensors, cores, banks, local memory.
#pragma once

#include "tilesmith/circular_buffers.h"
#include "tilesmith/noc_object.h"
#include "tilesmith/tensor_accessor.h"

template <typename Release>
class Lock {
public:
    explicit Lock(Release release) : release_(release) {}
    ~Lock() { release_(); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    Release release_;
};

class CircularBuffer {
    using CallSite = tilesmith::CallSite;

public:
    enum class AddrSelector { WRITE_PTR, READ_PTR };
    explicit CircularBuffer(uint32_t cb_id) : cb_id_(cb_id) {}
    uint32_t get_cb_id() const { return cb_id_; }

    void reserve_back(int32_t num_pages, CallSite site = CallSite::here()) { cb_reserve_back(cb_id_, num_pages, site); }
    void push_back(int32_t num_pages, CallSite site = CallSite::here()) { cb_push_back(cb_id_, num_pages, site); }
    void wait_front(int32_t num_pages, CallSite site = CallSite::here()) { cb_wait_front(cb_id_, num_pages, site); }
    void pop_front(int32_t num_pages, CallSite site = CallSite::here()) { cb_pop_front(cb_id_, num_pages, site); }
    bool pages_reservable_at_back(int32_t num_pages, CallSite site = CallSite::here()) const {
        return cb_pages_reservable_at_back(cb_id_, num_pages, site);
    }
    bool pages_available_at_front(int32_t num_pages, CallSite site = CallSite::here()) const {
        return cb_pages_available_at_front(cb_id_, num_pages, site);
    }
    uint32_t get_write_ptr(CallSite site = CallSite::here()) const { return ::get_write_ptr(cb_id_, site); }
    uint32_t get_read_ptr(CallSite site = CallSite::here()) const { return ::get_read_ptr(cb_id_, site); }
    uint32_t get_tile_size() const { return ::get_tile_size(cb_id_); }
    uint32_t get_tile_hw() const { return ::get_tile_hw(cb_id_); }
    DataFormat get_dataformat() const { return ::get_dataformat(cb_id_); }
    uint32_t get_tile_address(uint32_t tile_index, CallSite site = CallSite::here()) const {
        return tilesmith::device::cb_page_address(cb_id_, tile_index, site);
    }
    uint32_t read_tile_value(uint32_t tile_index, uint32_t element_offset, CallSite site = CallSite::here()) const {
        return reinterpret_cast<volatile uint32_t*>(static_cast<uintptr_t>(get_tile_address(tile_index, site)))[element_offset];
    }
    [[nodiscard]] auto scoped_lock() {
        return Lock([] {});
    }

private:
    uint32_t cb_id_;
};

/// A circular buffer of which a transfer uses the read or the write side, whatever end it is at.
template <CircularBuffer::AddrSelector Selector>
struct CircularBufferView {
    const CircularBuffer& cb;
    explicit constexpr CircularBufferView(const CircularBuffer& of) : cb(of) {}
    uint32_t address() const { return Selector == CircularBuffer::AddrSelector::READ_PTR ? cb.get_read_ptr() : cb.get_write_ptr(); }
};
template <CircularBuffer::AddrSelector Selector>
constexpr auto use(const CircularBuffer& cb) {
    return CircularBufferView<Selector>(cb);
}

namespace tilesmith::device {
struct OffsetArgs {
    uint32_t offset_bytes{};
};
struct RectangleArgs {
    uint32_t noc_x_start{};
    uint32_t noc_y_start{};
    uint32_t noc_x_end{};
    uint32_t noc_y_end{};
    uint32_t offset_bytes{};
};
inline uint64_t rectangle(const RectangleArgs& args, uint32_t base) {
    return get_noc_multicast_addr(args.noc_x_start, args.noc_y_start, args.noc_x_end, args.noc_y_end, base + args.offset_bytes);
}
}  // namespace tilesmith::device

template <>
struct noc_traits_t<CircularBuffer> {
    using src_args_type = tilesmith::device::OffsetArgs;
    using dst_args_type = tilesmith::device::OffsetArgs;
    using dst_args_mcast_type = tilesmith::device::RectangleArgs;
    template <Noc::AddressType type>
    static uint32_t src_addr(const CircularBuffer& src, const Noc&, const src_args_type& args) {
        static_assert(type == Noc::AddressType::LOCAL_L1, "CircularBuffer without mcast range can only be used as L1 source");
        return src.get_read_ptr() + args.offset_bytes;
    }
    template <Noc::AddressType type>
    static uint32_t dst_addr(const CircularBuffer& dst, const Noc&, const dst_args_type& args) {
        static_assert(type == Noc::AddressType::LOCAL_L1, "CircularBuffer without mcast range can only be used as L1 source");
        return dst.get_write_ptr() + args.offset_bytes;
    }
    template <Noc::AddressType type>
    static uint64_t dst_addr_mcast(const CircularBuffer& dst, const Noc&, const dst_args_mcast_type& args) {
        return tilesmith::device::rectangle(args, dst.get_write_ptr());
    }
};

template <CircularBuffer::AddrSelector Selector>
struct noc_traits_t<CircularBufferView<Selector>> {
    using View = CircularBufferView<Selector>;
    using src_args_type = tilesmith::device::OffsetArgs;
    using dst_args_type = tilesmith::device::OffsetArgs;
    using dst_args_mcast_type = tilesmith::device::RectangleArgs;
    template <Noc::AddressType type>
    static uint32_t src_addr(const View& src, const Noc&, const src_args_type& args) {
        return src.address() + args.offset_bytes;
    }
    template <Noc::AddressType type>
    static uint32_t dst_addr(const View& dst, const Noc&, const dst_args_type& args) {
        return dst.address() + args.offset_bytes;
    }
    template <Noc::AddressType type>
    static uint64_t dst_addr_mcast(const View& dst, const Noc&, const dst_args_mcast_type& args) {
        return tilesmith::device::rectangle(args, dst.address());
    }
};

template <typename DSpecT>
struct noc_traits_t<TensorAccessor<DSpecT>> {
    struct src_args_type {
        uint32_t page_id{};
        uint32_t offset_bytes = 0;
    };
    using dst_args_type = src_args_type;
    template <Noc::AddressType type>
    static auto src_addr(const TensorAccessor<DSpecT>& tensor, const Noc& noc, const src_args_type& args) {
        const uint64_t address = tensor.get_noc_addr(args.page_id, args.offset_bytes, noc.get_noc_id());
        if constexpr (type == Noc::AddressType::LOCAL_L1) {
            return static_cast<uint32_t>(address);
        } else {
            return address;
        }
    }
    template <Noc::AddressType type>
    static auto dst_addr(const TensorAccessor<DSpecT>& tensor, const Noc& noc, const dst_args_type& args) {
        return src_addr<type>(tensor, noc, args);
    }
};

struct UnicastEndpoint {
    uint64_t get_noc_unicast_addr(uint32_t noc_x, uint32_t noc_y, uint32_t addr, uint8_t noc) const {
        return ::get_noc_addr(noc_x, noc_y, addr, noc);
    }
};
template <>
struct noc_traits_t<UnicastEndpoint> {
    struct src_args_type {
        uint32_t noc_x{};
        uint32_t noc_y{};
        uint32_t addr{};
    };
    using dst_args_type = src_args_type;
    template <Noc::AddressType type>
    static auto src_addr(const UnicastEndpoint&, const Noc& noc, const src_args_type& args) {
        if constexpr (type == Noc::AddressType::LOCAL_L1) {
            return args.addr;
        } else {
            return ::get_noc_addr(args.noc_x, args.noc_y, args.addr, noc.get_noc_id());
        }
    }
    template <Noc::AddressType type>
    static auto dst_addr(const UnicastEndpoint& dst, const Noc& noc, const dst_args_type& args) {
        return src_addr<type>(dst, noc, args);
    }
};

struct PrecomposedUnicastEndpoint {};
template <>
struct noc_traits_t<PrecomposedUnicastEndpoint> {
    struct src_args_type {
        uint64_t noc_addr{};
    };
    using dst_args_type = src_args_type;
    template <Noc::AddressType type>
    static uint64_t src_addr(const PrecomposedUnicastEndpoint&, const Noc&, const src_args_type& args) {
        return args.noc_addr;
    }
    template <Noc::AddressType type>
    static uint64_t dst_addr(const PrecomposedUnicastEndpoint&, const Noc&, const dst_args_type& args) {
        return args.noc_addr;
    }
};

struct MulticastEndpoint {
    uint64_t get_noc_multicast_addr(uint32_t x_start, uint32_t y_start, uint32_t x_end, uint32_t y_end, uint32_t addr, uint8_t noc) const {
        return ::get_noc_multicast_addr(x_start, y_start, x_end, y_end, addr, noc);
    }
};
template <>
struct noc_traits_t<MulticastEndpoint> {
    struct dst_args_mcast_type {
        uint32_t noc_x_start{};
        uint32_t noc_y_start{};
        uint32_t noc_x_end{};
        uint32_t noc_y_end{};
        uint32_t addr{};
    };
    template <Noc::AddressType type>
    static uint64_t dst_addr_mcast(const MulticastEndpoint&, const Noc&, const dst_args_mcast_type& args) {
        return ::get_noc_multicast_addr(args.noc_x_start, args.noc_y_start, args.noc_x_end, args.noc_y_end, args.addr);
    }
};

enum class AllocatorBankType { L1, DRAM };
template <AllocatorBankType bank_type>
struct AllocatorBank {
    uint64_t get_noc_addr_from_bank_id(uint32_t bank_id, uint32_t addr, uint8_t noc) const {
        return ::get_noc_addr_from_bank_id<bank_type == AllocatorBankType::DRAM>(bank_id, addr, noc);
    }
};
template <AllocatorBankType bank_type>
struct noc_traits_t<AllocatorBank<bank_type>> {
    struct src_args_type {
        uint32_t bank_id{};
        uint32_t addr{};
    };
    using dst_args_type = src_args_type;
    template <Noc::AddressType type>
    static uint64_t src_addr(const AllocatorBank<bank_type>& bank, const Noc& noc, const src_args_type& args) {
        return bank.get_noc_addr_from_bank_id(args.bank_id, args.addr, noc.get_noc_id());
    }
    template <Noc::AddressType type>
    static uint64_t dst_addr(const AllocatorBank<bank_type>& bank, const Noc& noc, const dst_args_type& args) {
        return src_addr<type>(bank, noc, args);
    }
};

/// A pointer into the core's own L1.
template <typename T, typename AddressType = uintptr_t>
class CoreLocalMem {
public:
    CoreLocalMem(AddressType address) : address_(address) {}
    CoreLocalMem(T* pointer) : address_(reinterpret_cast<AddressType>(pointer)) {}
    T* get_unsafe_ptr() const { return reinterpret_cast<T*>(static_cast<uintptr_t>(address_)); }
    AddressType get_address() const { return address_; }
    T& operator[](uint32_t index) const { return get_unsafe_ptr()[index]; }
    T& operator*() const { return *get_unsafe_ptr(); }
    T* operator->() const { return get_unsafe_ptr(); }
    CoreLocalMem& operator+=(std::ptrdiff_t offset) { return address_ += offset * sizeof(T), *this; }
    CoreLocalMem& operator-=(std::ptrdiff_t offset) { return address_ -= offset * sizeof(T), *this; }
    CoreLocalMem& operator++() { return *this += 1; }
    CoreLocalMem& operator--() { return *this -= 1; }
    CoreLocalMem operator+(std::ptrdiff_t offset) const { return CoreLocalMem(*this) += offset; }
    CoreLocalMem operator-(std::ptrdiff_t offset) const { return CoreLocalMem(*this) -= offset; }
    bool operator==(const CoreLocalMem& other) const { return address_ == other.address_; }
    bool operator!=(const CoreLocalMem& other) const { return address_ != other.address_; }
    bool operator<(const CoreLocalMem& other) const { return address_ < other.address_; }
    explicit operator bool() const { return address_ != 0; }
    [[nodiscard]] auto scoped_lock(std::size_t) const {
        return Lock([] {});
    }

private:
    AddressType address_;
};
template <typename T, typename AddressType>
struct noc_traits_t<CoreLocalMem<T, AddressType>> {
    struct src_args_type {
        AddressType offset_bytes = 0;
    };
    using dst_args_type = src_args_type;
    template <Noc::AddressType type>
    static uint32_t src_addr(const CoreLocalMem<T, AddressType>& memory, const Noc&, const src_args_type& args) {
        static_assert(type == Noc::AddressType::LOCAL_L1, "CoreLocalMem can only be used as local L1");
        return static_cast<uint32_t>(memory.get_address() + args.offset_bytes);
    }
    template <Noc::AddressType type>
    static uint32_t dst_addr(const CoreLocalMem<T, AddressType>& memory, const Noc& noc, const dst_args_type& args) {
        return src_addr<type>(memory, noc, args);
    }
};
