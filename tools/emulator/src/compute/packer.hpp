// From DST to the bytes of a circular buffer page.
#pragma once

#include <cstddef>

#include "../data_format.hpp"
#include "disguise.hpp"
#include "tile.hpp"

namespace tilesmith::compute {

enum class ReluMode : uint8_t { none = 0, zero = 1, min_threshold = 2, max_threshold = 3 };

/// What the packer is set up to do with the datums that pass.
struct PackSettings {
    DataFormat format = DataFormat::Float16_b;
    bool wide_dest = false;          ///< DST holds 32-bit datums
    bool block_float_precise = false;///< `bfp8_pack_precise`: no early rounding to seven significant bits
    bool accumulate_in_l1 = false;
    bool spoiled = false;            ///< writes a constant instead
    Disguise* disguise = nullptr;    ///< of the values in memory; nullptr: they are as they are
    ReluMode relu = ReluMode::none;
    uint32_t relu_threshold = 0;     ///< upper 16 bits of a float
};

bool can_pack(DataFormat format);

/// Packs `elements` DST words (a multiple of 16) into `page`, with L1 accumulation into what is there if asked for.
void pack(const uint32_t* words, uint32_t elements, const PackSettings& settings, std::byte* page);

}  // namespace tilesmith::compute
