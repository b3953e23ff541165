#include "unpacker.hpp"

#include <cstring>
#include <span>

#include "../kernel_context.hpp"
#include "bits.hpp"
#include "block_float.hpp"
#include "disguise.hpp"

namespace tilesmith::compute {
namespace {

template <typename Stored>
void widen(const std::byte* page, uint32_t elements, uint32_t shift, uint32_t* words) {
    for (uint32_t i = 0; i < elements; ++i) {
        Stored stored;
        std::memcpy(&stored, page + i * sizeof(Stored), sizeof(Stored));
        words[i] = static_cast<uint32_t>(stored) << shift;
    }
}

/// Int8 is stored as sign and magnitude.
void widen_int8(const std::byte* page, uint32_t elements, uint32_t* words) {
    for (uint32_t i = 0; i < elements; ++i) {
        const uint32_t stored = std::to_integer<uint32_t>(page[i]);
        const uint32_t magnitude = stored & 127;
        words[i] = stored & 128 ? 0u - magnitude : magnitude;
    }
}

void cut_float32(SourceWidth width, Tile& tile) {
    const uint32_t mask = width == SourceWidth::tf32 ? 0xFFFFE000u : 0xFFFF0000u;
    for (uint32_t& word : tile.words) word = (width == SourceWidth::bf16 ? flush_denormal(word) : word) & mask;
}

void decode_stored(const std::byte* page, DataFormat format, uint32_t elements, uint32_t* words) {
    switch (format) {
        case DataFormat::Float16_b: return widen<uint16_t>(page, elements, 16, words);
        case DataFormat::UInt16:
        case DataFormat::RawUInt16: return widen<uint16_t>(page, elements, 0, words);
        case DataFormat::UInt8:
        case DataFormat::RawUInt8: return widen<uint8_t>(page, elements, 0, words);
        case DataFormat::Int8: return widen_int8(page, elements, words);
        case DataFormat::Bfp8_b: return unpack_blocks(page, BlockLayout{8}, elements, words);
        case DataFormat::Bfp4_b: return unpack_blocks(page, BlockLayout{4}, elements, words);
        case DataFormat::Bfp2_b: return unpack_blocks(page, BlockLayout{2}, elements, words);
        default: std::memcpy(words, page, elements * sizeof(uint32_t)); return;
    }
}

}  // namespace

bool is_block_float(DataFormat format) {
    return format == DataFormat::Bfp8_b || format == DataFormat::Bfp4_b || format == DataFormat::Bfp2_b;
}

bool is_integer(DataFormat format) {
    switch (format) {
        case DataFormat::Int32:
        case DataFormat::UInt32:
        case DataFormat::UInt16:
        case DataFormat::Int8:
        case DataFormat::UInt8:
        case DataFormat::RawUInt32:
        case DataFormat::RawUInt16:
        case DataFormat::RawUInt8: return true;
        default: return false;
    }
}

bool can_unpack(DataFormat format) {
    switch (format) {
        case DataFormat::Float32:
        case DataFormat::Tf32:
        case DataFormat::Float16_b:
        case DataFormat::Bfp8_b:
        case DataFormat::Bfp4_b:
        case DataFormat::Bfp2_b: return true;
        default: return is_integer(format);
    }
}

void decode(const std::byte* page, DataFormat format, uint32_t elements, uint32_t* words) {
    decode_stored(page, format, elements, words);
    const Disguise* disguise = kernel::compute_settings().disguise;
    if (disguise == nullptr || is_integer(format) || is_block_float(format)) return;
    disguise->reveal(std::as_writable_bytes(std::span(words, elements)), sizeof(uint32_t));
}

void unpack_to_source(const std::byte* page, DataFormat format, SourceWidth width, Tile& tile) {
    decode(page, format, kTileElements, tile.words);
    if (is_integer(format)) return;
    if (format == DataFormat::Float32 || format == DataFormat::Tf32) cut_float32(width, tile);
}

void unpack_to_dest(const std::byte* page, DataFormat format, Tile& tile) {
    decode(page, format, kTileElements, tile.words);
}

}  // namespace tilesmith::compute
