// Addresses of the pages of a tensor, interleaved or sharded.
#pragma once

#include <array>

#include "tilesmith/noc_addresses.h"
#include "tilesmith/page_ranges.h"
#include "tilesmith/tensor_accessor_args.h"

namespace tensor_accessor {

inline uint64_t get_dram_bank_base_offset(uint32_t bank_id, uint8_t noc) { return ::get_noc_addr_from_bank_id<true>(bank_id, 0, noc); }

/// What distinguishes accessor types: where their words lie.
template <std::size_t CTA_OFFSET, std::size_t CRTA_OFFSET>
struct DistributionSpec {
    using Args = TensorAccessorArgs<CTA_OFFSET, CRTA_OFFSET>;
    static constexpr bool is_dram = Args::is_dram;
    static constexpr bool is_interleaved = !Args::is_sharded;
    static constexpr std::size_t words_offset = CTA_OFFSET;
    static constexpr bool has_static_rank = Args::is_sharded && !Args::rank_is_crta;
};

struct PageMapping {
    std::size_t bank_id = 0;
    std::size_t bank_page_offset = 0;
};

/// Shapes and banks of a sharded tensor, in pages.
class ShardedDistribution {
public:
    template <std::size_t C, std::size_t R>
    explicit ShardedDistribution(const TensorAccessorArgs<C, R>& args)
        : rank_(args.get_rank()), banks_(args.get_num_banks()), contiguous_(args.resolve_shard_contiguous()) {
        using Args = TensorAccessorArgs<C, R>;
        fill<Args::tensor_shape_is_crta, Args::TensorShapeCTAOffset, Args::RankCT>(tensor_, args.tensor_shape_crta_offset(), rank_);
        fill<Args::shard_shape_is_crta, Args::ShardShapeCTAOffset, Args::RankCT>(shard_, args.shard_shape_crta_offset(), rank_);
        fill<Args::bank_coords_is_crta, Args::BankCoordsCTAOffset, Args::PhysicalNumBanksCT>(
            coordinates_, args.bank_coords_crta_offset(), args.get_physical_num_banks());
    }

    uint32_t rank() const { return rank_; }
    uint32_t num_banks() const { return banks_; }
    const std::array<uint32_t, MAX_RANK>& tensor_shape() const { return tensor_; }
    const std::array<uint32_t, MAX_RANK>& shard_shape() const { return shard_; }
    uint32_t tensor_volume() const { return volume(tensor_); }
    uint32_t shard_volume() const { return volume(shard_); }
    uint32_t num_shards() const {
        uint32_t count = 1;
        for (uint32_t i = 0; i < rank_; ++i) {
            count *= (tensor_[i] + shard_[i] - 1) / shard_[i];
        }
        return count;
    }

    PageMapping page(uint32_t page_id) const {
        uint32_t coordinate[MAX_RANK];
        for (uint32_t i = rank_; i-- > 0;) {
            coordinate[i] = page_id % tensor_[i];
            page_id /= tensor_[i];
        }
        return page(coordinate);
    }
    template <typename Coordinates>
    PageMapping page(const Coordinates& coordinate) const {
        uint32_t shard_id = 0, inside = 0, shard_stride = 1, page_stride = 1;
        for (uint32_t i = rank_; i-- > 0;) {
            shard_id += coordinate[i] / shard_[i] * shard_stride;
            inside += coordinate[i] % shard_[i] * page_stride;
            shard_stride *= (tensor_[i] + shard_[i] - 1) / shard_[i];
            page_stride *= shard_[i];
        }
        PageMapping where = shard(shard_id);
        where.bank_page_offset += inside;
        return where;
    }
    PageMapping shard(uint32_t shard_id) const {
        const uint32_t per_bank = contiguous_ ? num_shards() / banks_ : 1;
        const uint32_t bank = contiguous_ ? shard_id / per_bank : shard_id % banks_;
        const uint32_t slot = contiguous_ ? shard_id % per_bank : shard_id / banks_;
        return {bank, static_cast<std::size_t>(slot) * shard_volume()};
    }
    /// The page that is number `place` in the shard; false where the shard has more than the tensor.
    bool page_of_shard(uint32_t shard_id, uint32_t place, uint32_t& page_id) const {
        uint32_t stride = 1;
        page_id = 0;
        for (uint32_t i = rank_; i-- > 0;) {
            const uint32_t shards = (tensor_[i] + shard_[i] - 1) / shard_[i];
            const uint32_t coordinate = shard_id % shards * shard_[i] + place % shard_[i];
            if (coordinate >= tensor_[i]) return false;
            page_id += coordinate * stride;
            shard_id /= shards;
            place /= shard_[i];
            stride *= tensor_[i];
        }
        return true;
    }
    /// Two coordinates a word, the first in the lower half: x in the upper byte of a half, y in the lower.
    uint32_t bank_x(std::size_t bank) const { return half(bank) >> 8; }
    uint32_t bank_y(std::size_t bank) const { return half(bank) & 0xFF; }

private:
    uint32_t half(std::size_t bank) const { return (coordinates_[bank / 2] >> (bank % 2 * 16)) & 0xFFFF; }
    uint32_t volume(const std::array<uint32_t, MAX_RANK>& shape) const {
        uint32_t count = 1;
        for (uint32_t i = 0; i < rank_; ++i) {
            count *= shape[i];
        }
        return count;
    }
    template <bool AtRunTime, uint32_t Offset, uint32_t Count, std::size_t N>
    static void fill(std::array<uint32_t, N>& to, uint32_t runtime_offset, uint32_t count) {
        if constexpr (AtRunTime) {
            for (uint32_t i = 0; i < count; ++i) {
                to[i] = get_common_arg_val<uint32_t>(runtime_offset + i);
            }
        } else {
            copy_words<Offset>(to, std::make_integer_sequence<uint32_t, Count>());
        }
    }
    template <uint32_t Offset, std::size_t N, uint32_t... I>
    static void copy_words(std::array<uint32_t, N>& to, std::integer_sequence<uint32_t, I...>) {
        ((to[I] = get_ct_arg<Offset + I>()), ...);
    }

    uint32_t rank_, banks_;
    bool contiguous_;
    std::array<uint32_t, MAX_RANK> tensor_{}, shard_{};
    std::array<uint32_t, MAX_BANKS / 2> coordinates_{};
};

struct NoShards {
    template <typename Args>
    explicit NoShards(const Args&) {}
};

}  // namespace tensor_accessor

template <typename DSpecT>
class TensorAccessor {
    using CallSite = tilesmith::CallSite;
    using Distribution =
        std::conditional_t<DSpecT::is_interleaved, tensor_accessor::NoShards, tensor_accessor::ShardedDistribution>;

public:
    using DSpec = DSpecT;
    using PageMapping = tensor_accessor::PageMapping;
    static constexpr bool is_dram = DSpec::is_dram;

    template <std::size_t C, std::size_t R>
    TensorAccessor(const TensorAccessorArgs<C, R>& args, std::size_t bank_base_address_in, uint32_t page_size_in,
                   CallSite site = CallSite::here())
        : distribution_(args), bank_base_address(static_cast<uint32_t>(bank_base_address_in)), page_size_(page_size_in) {
        tilesmith::device::note_accessor(C, bank_base_address, page_size_, is_dram, site);
    }
    template <std::size_t C, std::size_t R>
    TensorAccessor(const TensorAccessorArgs<C, R>& args, std::size_t bank_base_address_in,
                   CallSite site = CallSite::here())
        : TensorAccessor(args, bank_base_address_in, args.get_aligned_page_size(), site) {}

    const auto& dspec() const { return distribution_; }
    uint32_t get_aligned_page_size() const { return page_size_; }
    uint32_t get_bank_base_address() const { return bank_base_address; }
    uint32_t shard_bytes() const { return distribution_.shard_volume() * page_size_; }

    uint64_t get_noc_addr(uint32_t page_id, uint32_t offset = 0, uint8_t = noc_index,
                          CallSite site = CallSite::here()) const {
        if constexpr (DSpec::is_interleaved) {
            return tilesmith::device::interleaved_address(is_dram, bank_base_address,
                                                          tilesmith::device::aligned_page<is_dram>(page_size_), page_id, offset, site);
        } else {
            tilesmith::device::check_sharded_page(page_id, distribution_.tensor_volume(), site);
            return address(distribution_.page(page_id), offset, site);
        }
    }
    template <typename Coordinates, typename = decltype(std::declval<Coordinates>()[0])>
    uint64_t get_noc_addr(const Coordinates& page_coord, uint32_t offset = 0, uint8_t = noc_index,
                          CallSite site = CallSite::here()) const {
        return address(distribution_.page(page_coord), offset, site);
    }
    uint64_t get_shard_noc_addr(uint32_t shard_id, uint32_t offset = 0, uint8_t = noc_index,
                                CallSite site = CallSite::here()) const {
        tilesmith::device::check_sharded_page(shard_id, distribution_.num_shards(), site);
        return address(distribution_.shard(shard_id), offset, site);
    }
    PageMapping get_bank_and_offset(uint32_t page_id) const { return distribution_.page(page_id); }

    /// All pages, or those from one to before another. An interleaved tensor does not know how many it has.
    template <typename D = DSpecT, std::enable_if_t<D::is_interleaved, int> = 0>
    auto pages(uint32_t start_page_id, uint32_t end_page_id, uint8_t noc = noc_index, CallSite site = CallSite::here()) const {
        return tensor_accessor::pages_of(*this, start_page_id, end_page_id, noc, site);
    }
    template <typename D = DSpecT, std::enable_if_t<!D::is_interleaved, int> = 0>
    auto pages(uint32_t start_page_id = 0, uint32_t end_page_id = 0, uint8_t noc = noc_index, CallSite site = CallSite::here()) const {
        const uint32_t end = end_page_id != 0 ? end_page_id : distribution_.tensor_volume();
        return tensor_accessor::pages_of(*this, start_page_id, end, noc, site);
    }
    /// The pages of this thread: all, since a data movement kernel of these chips has one.
    template <typename D = DSpecT, std::enable_if_t<D::is_interleaved, int> = 0>
    auto strided_pages(uint32_t total_pages, uint8_t noc = noc_index, CallSite site = CallSite::here()) const {
        return tensor_accessor::pages_of(*this, 0, total_pages, noc, site);
    }
    template <typename D = DSpecT, std::enable_if_t<!D::is_interleaved, int> = 0>
    auto strided_pages(uint8_t noc = noc_index, CallSite site = CallSite::here()) const {
        return tensor_accessor::pages_of(*this, 0, distribution_.tensor_volume(), noc, site);
    }
    auto shard_pages(uint32_t shard_id, uint32_t start_page_offset = 0, uint32_t end_page_offset = 0, uint8_t noc = noc_index,
                     CallSite site = CallSite::here()) const {
        static_assert(DSpec::has_static_rank, "ShardPages is only supported for static rank");
        const uint32_t end = end_page_offset != 0 ? end_page_offset : distribution_.shard_volume();
        return tensor_accessor::pages_of_shard(*this, shard_id, start_page_offset, end, noc, site);
    }
    auto strided_shard_pages(uint8_t noc = noc_index, CallSite site = CallSite::here()) const {
        static_assert(DSpec::has_static_rank, "strided_shard_pages is only supported for static rank");
        return tensor_accessor::StridedShardPages<TensorAccessor>(*this, noc, site);
    }

    bool is_local_bank(uint32_t virtual_x, uint32_t virtual_y, uint8_t noc = noc_index) const {
        return virtual_x == my_x[noc] && virtual_y == my_y[noc];
    }
    bool is_local_addr(uint64_t noc_addr, uint8_t noc = noc_index) const {
        return is_local_bank((noc_addr >> 36) & 0x3F, (noc_addr >> 42) & 0x3F, noc);
    }
    bool is_local_page(uint32_t page_id, uint8_t noc = noc_index) const {
        return is_local_mapping(distribution_.page(page_id), noc);
    }
    bool is_local_shard(uint32_t shard_id, uint8_t noc = noc_index) const {
        return is_local_mapping(distribution_.shard(shard_id), noc);
    }

private:
    bool is_local_mapping(const PageMapping& where, uint8_t noc) const {
        return is_local_bank(distribution_.bank_x(where.bank_id), distribution_.bank_y(where.bank_id), noc);
    }
    uint64_t address(const PageMapping& where, uint32_t offset, CallSite site) const {
        const uint32_t at = bank_base_address + static_cast<uint32_t>(where.bank_page_offset) * page_size_ + offset;
        const uint32_t x = distribution_.bank_x(where.bank_id);
        if constexpr (is_dram) {
            return tilesmith::device::bank_address(true, x, at, site);
        } else {
            return ::get_noc_addr(x, distribution_.bank_y(where.bank_id), at);
        }
    }

    Distribution distribution_;
    uint32_t bank_base_address;
    uint32_t page_size_;
};

template <std::size_t C, std::size_t R>
TensorAccessor(const TensorAccessorArgs<C, R>&, std::size_t) -> TensorAccessor<tensor_accessor::DistributionSpec<C, R>>;
template <std::size_t C, std::size_t R>
TensorAccessor(const TensorAccessorArgs<C, R>&, std::size_t, uint32_t)
    -> TensorAccessor<tensor_accessor::DistributionSpec<C, R>>;

namespace tensor_accessor::detail {
template <typename Args, std::size_t... I>
auto accessors(const Args& args, uint32_t address_rt_arg_index_start, std::index_sequence<I...>) {
    return std::make_tuple(TensorAccessor(std::get<I>(args), get_arg_val<uint32_t>(address_rt_arg_index_start + I))...);
}
}  // namespace tensor_accessor::detail

template <typename... Args>
auto make_tensor_accessor_tuple(const std::tuple<Args...>& args, uint32_t address_rt_arg_index_start) {
    return tensor_accessor::detail::accessors(args, address_rt_arg_index_start,
                                              std::make_index_sequence<sizeof...(Args)>());
}
