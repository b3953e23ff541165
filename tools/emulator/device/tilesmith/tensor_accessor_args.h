// The words that the host's TensorAccessorArgs appends to compile-time and common runtime arguments.
//
// Compile-time words: configuration; page size (unless at run time); for sharded tensors also rank, number of banks,
// tensor shape and shard shape in pages, bank coordinates (two 16-bit ones a word), each unless passed at run time.
#pragma once

#include <cstddef>
#include <tuple>
#include <utility>

#include "tilesmith/arguments.h"

namespace tensor_accessor {

constexpr std::size_t UNKNOWN = static_cast<std::size_t>(-1);
constexpr uint32_t MAX_RANK = 8;
constexpr uint32_t MAX_BANKS = 256;

enum class ArgConfig : uint8_t {
    None = 0,
    Sharded = 1 << 0,
    IsDram = 1 << 1,
    RuntimeRank = 1 << 2,
    RuntimeNumBanks = 1 << 3,
    RuntimeTensorShape = 1 << 4,
    RuntimeShardShape = 1 << 5,
    RuntimeBankCoords = 1 << 6,
    RuntimePageSize = 1 << 7,
};

// The upper bit of the number of banks says that the shards of a bank are consecutive, not dealt round-robin.
constexpr uint32_t ShardContiguousBit = 1u << 31;

}  // namespace tensor_accessor

template <std::size_t CTA_OFFSET, std::size_t CRTA_OFFSET = tensor_accessor::UNKNOWN>
struct TensorAccessorArgs {
private:
    static constexpr bool has(tensor_accessor::ArgConfig flag) {
        return (get_compile_time_arg_val(CTA_OFFSET) & static_cast<uint32_t>(flag)) != 0;
    }
    // Only instantiated where the word exists.
    template <bool Present, std::size_t Offset>
    static constexpr uint32_t word() {
        if constexpr (Present) {
            return get_ct_arg<Offset>();
        } else {
            return 0;
        }
    }

public:
    static constexpr std::size_t compile_time_offset = CTA_OFFSET;
    static constexpr bool is_sharded = has(tensor_accessor::ArgConfig::Sharded);
    static constexpr bool is_dram = has(tensor_accessor::ArgConfig::IsDram);
    static constexpr bool rank_is_crta = has(tensor_accessor::ArgConfig::RuntimeRank);
    static constexpr bool num_banks_is_crta = has(tensor_accessor::ArgConfig::RuntimeNumBanks);
    static constexpr bool tensor_shape_is_crta = has(tensor_accessor::ArgConfig::RuntimeTensorShape);
    static constexpr bool shard_shape_is_crta = has(tensor_accessor::ArgConfig::RuntimeShardShape);
    static constexpr bool bank_coords_is_crta = has(tensor_accessor::ArgConfig::RuntimeBankCoords);
    static constexpr bool page_size_is_crta = has(tensor_accessor::ArgConfig::RuntimePageSize);

    static constexpr uint32_t AlignedPageSizeCTAOffset = CTA_OFFSET + 1;
    static constexpr uint32_t AlignedPageSize = word<!page_size_is_crta, CTA_OFFSET + 1>();
    static constexpr uint32_t RankCTAOffset = CTA_OFFSET + 2 - (page_size_is_crta ? 1 : 0);
    static constexpr uint32_t NumBanksCTAOffset = RankCTAOffset + (rank_is_crta ? 0 : 1);
    static constexpr uint32_t RankCT = word<is_sharded && !rank_is_crta, RankCTAOffset>();
    static constexpr uint32_t NumBanksRawCT = word<is_sharded && !num_banks_is_crta, NumBanksCTAOffset>();
    static constexpr uint32_t NumBanksCT = NumBanksRawCT & ~tensor_accessor::ShardContiguousBit;
    static constexpr bool is_shard_contiguous = (NumBanksRawCT & tensor_accessor::ShardContiguousBit) != 0;
    static constexpr uint32_t PhysicalNumBanksCT = (NumBanksCT + 1) / 2;
    static_assert(!is_sharded || rank_is_crta || RankCT > 0, "Rank must be greater than 0!");
    static_assert(!is_sharded || num_banks_is_crta || NumBanksCT > 0, "Number of banks must be greater than 0!");

    static constexpr uint32_t TensorShapeCTAOffset = NumBanksCTAOffset + (num_banks_is_crta ? 0 : 1);
    static constexpr uint32_t ShardShapeCTAOffset = TensorShapeCTAOffset + (tensor_shape_is_crta ? 0 : RankCT);
    static constexpr uint32_t BankCoordsCTAOffset = ShardShapeCTAOffset + (shard_shape_is_crta ? 0 : RankCT);
    static constexpr uint32_t NumArgsCT =
        is_sharded ? BankCoordsCTAOffset + (bank_coords_is_crta ? 0 : PhysicalNumBanksCT) - CTA_OFFSET
                   : (page_size_is_crta ? 1u : 2u);

    constexpr TensorAccessorArgs() = default;
    constexpr explicit TensorAccessorArgs(uint32_t crta_offset) : crta_offset_(crta_offset) {
        static_assert(CRTA_OFFSET == tensor_accessor::UNKNOWN, "Do not pass crta_offset when CRTA_OFFSET is known");
    }

    constexpr uint32_t crta_offset() const {
        return CRTA_OFFSET != tensor_accessor::UNKNOWN ? static_cast<uint32_t>(CRTA_OFFSET) : crta_offset_;
    }
    constexpr uint32_t get_aligned_page_size() const {
        if constexpr (!page_size_is_crta) {
            return AlignedPageSize;
        } else {
            return get_common_arg_val<uint32_t>(crta_offset());
        }
    }
    constexpr uint32_t rank_crta_offset() const { return crta_offset(); }
    constexpr uint32_t num_banks_crta_offset() const { return crta_offset() + rank_is_crta; }
    constexpr uint32_t get_rank() const {
        if constexpr (!rank_is_crta) {
            return RankCT;
        } else {
            return get_common_arg_val<uint32_t>(rank_crta_offset());
        }
    }
    constexpr uint32_t get_num_banks() const { return raw_num_banks() & ~tensor_accessor::ShardContiguousBit; }
    constexpr bool resolve_shard_contiguous() const {
        return (raw_num_banks() & tensor_accessor::ShardContiguousBit) != 0;
    }
    constexpr uint32_t get_physical_num_banks() const { return (get_num_banks() + 1) / 2; }
    constexpr uint32_t tensor_shape_crta_offset() const { return num_banks_crta_offset() + num_banks_is_crta; }
    constexpr uint32_t shard_shape_crta_offset() const {
        return tensor_shape_crta_offset() + (tensor_shape_is_crta ? get_rank() : 0);
    }
    constexpr uint32_t bank_coords_crta_offset() const {
        return shard_shape_crta_offset() + (shard_shape_is_crta ? get_rank() : 0);
    }

    static constexpr uint32_t num_compile_time_args() { return NumArgsCT; }
    static constexpr uint32_t next_compile_time_args_offset() { return CTA_OFFSET + num_compile_time_args(); }
    constexpr uint32_t num_common_runtime_args() const {
        if constexpr (!is_sharded) {
            return page_size_is_crta ? 1 : 0;
        } else {
            return bank_coords_crta_offset() + (bank_coords_is_crta ? get_physical_num_banks() : 0) - crta_offset();
        }
    }
    constexpr uint32_t next_common_runtime_args_offset() const { return crta_offset() + num_common_runtime_args(); }

private:
    constexpr uint32_t raw_num_banks() const {
        if constexpr (!num_banks_is_crta) {
            return NumBanksRawCT;
        } else {
            return get_common_arg_val<uint32_t>(num_banks_crta_offset());
        }
    }
    uint32_t crta_offset_ = 0;
};

namespace tensor_accessor::detail {
template <uint32_t TENSOR_IDX, uint32_t CTA_OFFSET>
constexpr uint32_t args_offset() {
    if constexpr (TENSOR_IDX == 0) {
        return CTA_OFFSET;
    } else {
        return TensorAccessorArgs<args_offset<TENSOR_IDX - 1, CTA_OFFSET>()>::next_compile_time_args_offset();
    }
}
template <uint32_t CTA_OFFSET, uint32_t... INDEXES>
constexpr auto args_tuple(std::integer_sequence<uint32_t, INDEXES...>) {
    return std::make_tuple(TensorAccessorArgs<args_offset<INDEXES, CTA_OFFSET>()>()...);
}
}  // namespace tensor_accessor::detail

template <uint32_t NUM_TENSORS, uint32_t CTA_OFFSET>
constexpr auto make_tensor_accessor_args_tuple() {
    return tensor_accessor::detail::args_tuple<CTA_OFFSET>(std::make_integer_sequence<uint32_t, NUM_TENSORS>());
}
