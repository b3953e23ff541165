// From the bytes of a circular buffer page to the words of a tile.
#pragma once

#include <cstddef>

#include "../data_format.hpp"
#include "tile.hpp"

namespace tilesmith::compute {

/// Formats that the unpacker model knows; the others are reported as lacking.
bool can_unpack(DataFormat format);

bool is_integer(DataFormat format);
bool is_block_float(DataFormat format);

/// Decodes `elements` datums (a multiple of 16) as they mean; nothing is rounded.
void decode(const std::byte* page, DataFormat format, uint32_t elements, uint32_t* words);

/// How much of a float32 operand a 19-bit source register keeps: 10 fraction bits when DST is 32 bits wide, else a bf16.
enum class SourceWidth : uint8_t { bf16, tf32 };

/// What the unpacker leaves in a source register: `decode`, then float32 cut to `width`. -0 and
/// denormals stay: a copy keeps them, the matrix unit takes them as zero.
void unpack_to_source(const std::byte* page, DataFormat format, SourceWidth width, Tile& tile);

/// Unpack-to-DST of 32-bit formats goes around the source registers and keeps every bit.
void unpack_to_dest(const std::byte* page, DataFormat format, Tile& tile);

}  // namespace tilesmith::compute
