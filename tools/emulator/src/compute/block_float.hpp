// Block floating point: 16 consecutive values of a face row share one exponent byte; each keeps a sign and a magnitude.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tilesmith::compute {

constexpr uint32_t kBlockValues = 16;

/// Float bits of one value of `mantissa_bits + 1` stored bits. A zero magnitude with the sign bit set is -infinity,
/// as the unpacker reads it (https://github.com/tenstorrent/tt-isa-documentation, unpacker formats).
uint32_t block_value(uint32_t stored, uint32_t stored_bits, uint32_t exponent);

/// Bits that one value of the block takes, sign included: Bfp8_b 8, Bfp4_b 4, Bfp2_b 2.
struct BlockLayout {
    uint32_t stored_bits;
};

/// Reads `count` values (a multiple of 16) from a page that starts with the exponents of all its blocks.
void unpack_blocks(const std::byte* page, BlockLayout layout, uint32_t count, uint32_t* out);

/// Writes `count` float bit patterns. `precise` keeps seven magnitude bits of the source (float32 DST); otherwise the
/// source was already rounded by the packer's early conversion. Halves are rounded away from zero.
void pack_blocks(const uint32_t* in, BlockLayout layout, uint32_t count, std::byte* page);

}  // namespace tilesmith::compute
