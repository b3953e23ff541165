// Other ways to name a tensor in a transfer of the object form: by page, by shard, through a wrapper, by its part in L1.
#pragma once

#include <array>
#include <tuple>
#include <utility>

#include "tilesmith/noc_endpoints.h"
#include "tilesmith/page_ranges.h"

template <typename Accessor>
struct PageView {
    const Accessor& accessor;
    explicit PageView(const Accessor& of) : accessor(of) {}
    uint64_t get_noc_addr(uint32_t page_id, uint32_t offset, uint8_t noc) const { return accessor.get_noc_addr(page_id, offset, noc); }
};

template <typename Accessor>
struct ShardView {
    const Accessor& accessor;
    explicit ShardView(const Accessor& of) : accessor(of) {}
    bool is_local_shard(uint32_t shard_id, uint8_t noc) const { return accessor.is_local_shard(shard_id, noc); }
    uint64_t get_noc_addr(uint32_t shard_id, uint32_t offset, uint8_t noc) const {
        return accessor.get_shard_noc_addr(shard_id, offset, noc);
    }
};

/// A tensor whose type is not known where it is used. The accessor must outlive it.
class AbstractTensorAccessorWrapper {
public:
    AbstractTensorAccessorWrapper() = default;
    template <typename Accessor>
    AbstractTensorAccessorWrapper(const Accessor& accessor)
        : accessor_(&accessor), address_([](const void* of, uint32_t page_id, uint32_t offset, uint8_t noc) {
              return static_cast<const Accessor*>(of)->get_noc_addr(page_id, offset, noc);
          }) {}
    uint64_t get_noc_addr(uint32_t page_idx, uint32_t offset = 0, uint8_t noc = noc_index) const {
        return address_(accessor_, page_idx, offset, noc);
    }

private:
    const void* accessor_ = nullptr;
    uint64_t (*address_)(const void*, uint32_t, uint32_t, uint8_t) = nullptr;
};

template <typename... Accessors>
auto make_abstract_tensor_accessor_wrappers(const std::tuple<Accessors...>& accessors) {
    return std::apply(
        [](const auto&... each) {
            return std::array<AbstractTensorAccessorWrapper, sizeof...(Accessors)>{AbstractTensorAccessorWrapper(each)...};
        },
        accessors);
}

/// The part of a tensor that lies in this core's L1.
template <typename T>
class LocalTensorAccessor {
public:
    explicit LocalTensorAccessor(uint32_t l1_base_address) : memory_(l1_base_address) {}
    T& operator[](uint32_t index) const { return memory_[index]; }
    uint32_t get_bank_base_address() const { return static_cast<uint32_t>(memory_.get_address()); }
    [[nodiscard]] auto scoped_lock(uint32_t offset, uint32_t num_elements) const { return (memory_ + offset).scoped_lock(num_elements); }
    CoreLocalMem<T> local_mem() const { return memory_; }
    template <typename Operand>
    Operand operand(tilesmith::CallSite site = tilesmith::CallSite::here()) const {
        tilesmith::device::unsupported("LocalTensorAccessor::operand", site);
    }

private:
    CoreLocalMem<T> memory_;
};

namespace tilesmith::device {

struct PageArgs {
    uint32_t page_id{};
    uint32_t offset_bytes = 0;
};
struct ShardArgs {
    uint32_t shard_id{};
    uint32_t offset_bytes = 0;
};
struct WithinArgs {
    uint32_t offset_bytes = 0;
};

template <Noc::AddressType type>
auto as_address(uint64_t address) {
    if constexpr (type == Noc::AddressType::LOCAL_L1) {
        return static_cast<uint32_t>(address);
    } else {
        return address;
    }
}

/// `Place` tells the address that an end of a transfer means.
template <typename End, typename Args, typename Place>
struct EndTraits {
    using src_args_type = Args;
    using dst_args_type = Args;
    template <Noc::AddressType type>
    static auto src_addr(const End& end, const Noc& noc, const Args& args) {
        return as_address<type>(Place::of(end, args, noc.get_noc_id()));
    }
    template <Noc::AddressType type>
    static auto dst_addr(const End& end, const Noc& noc, const Args& args) {
        return src_addr<type>(end, noc, args);
    }
};
struct PlaceOfPage {
    template <typename View>
    static uint64_t of(const View& view, const PageArgs& args, uint8_t noc) {
        return view.get_noc_addr(args.page_id, args.offset_bytes, noc);
    }
    template <typename View>
    static uint64_t of(const View& view, const ShardArgs& args, uint8_t noc) {
        return view.get_noc_addr(args.shard_id, args.offset_bytes, noc);
    }
    static uint64_t of(const tensor_accessor::Page& page, const WithinArgs& args, uint8_t) {
        return page.noc_addr() + args.offset_bytes;
    }
};

}  // namespace tilesmith::device

template <typename Accessor>
struct noc_traits_t<PageView<Accessor>>
    : tilesmith::device::EndTraits<PageView<Accessor>, tilesmith::device::PageArgs, tilesmith::device::PlaceOfPage> {};
template <typename Accessor>
struct noc_traits_t<ShardView<Accessor>>
    : tilesmith::device::EndTraits<ShardView<Accessor>, tilesmith::device::ShardArgs, tilesmith::device::PlaceOfPage> {};
template <>
struct noc_traits_t<AbstractTensorAccessorWrapper>
    : tilesmith::device::EndTraits<AbstractTensorAccessorWrapper, tilesmith::device::PageArgs, tilesmith::device::PlaceOfPage> {};
template <>
struct noc_traits_t<tensor_accessor::Page>
    : tilesmith::device::EndTraits<tensor_accessor::Page, tilesmith::device::WithinArgs, tilesmith::device::PlaceOfPage> {};
template <typename Accessor>
struct noc_traits_t<tensor_accessor::AccessorPage<Accessor>> : noc_traits_t<tensor_accessor::Page> {};
template <typename Accessor>
struct noc_traits_t<tensor_accessor::ShardPage<Accessor>> : noc_traits_t<tensor_accessor::Page> {};

template <typename T>
struct noc_traits_t<LocalTensorAccessor<T>> {
    using src_args_type = tilesmith::device::WithinArgs;
    using dst_args_type = src_args_type;
    template <Noc::AddressType type>
    static uint32_t src_addr(const LocalTensorAccessor<T>& memory, const Noc&, const src_args_type& args) {
        static_assert(type == Noc::AddressType::LOCAL_L1, "LocalTensorAccessor can only be used as local L1");
        return memory.get_bank_base_address() + args.offset_bytes;
    }
    template <Noc::AddressType type>
    static uint32_t dst_addr(const LocalTensorAccessor<T>& memory, const Noc& noc, const dst_args_type& args) {
        return src_addr<type>(memory, noc, args);
    }
};
