// Data formats of circular buffers, with the codes that the chip and the host API use.
#pragma once

#include <cstdint>

namespace tilesmith {

/// Codes as measured on both architectures (`tt::DataFormat` and the device's `DataFormat` share them).
enum class DataFormat : uint8_t {
    Float32 = 0,
    Float16 = 1,
    Bfp8 = 2,
    Bfp4 = 3,
    Tf32 = 4,
    Float16_b = 5,
    Bfp8_b = 6,
    Bfp4_b = 7,
    Int32 = 8,
    UInt16 = 9,
    Lf8 = 10,
    Bfp2 = 11,
    Int8 = 14,
    Bfp2_b = 15,
    UInt32 = 24,
    UInt8 = 30,
    RawUInt32 = 240,
    RawUInt16 = 241,
    RawUInt8 = 242,
    Invalid = 255,
};

const char* name_of(DataFormat format);

/// Bytes of `elements` datums, block exponents (one byte for 16 datums) included. 0 for Invalid.
uint32_t bytes_of(DataFormat format, uint32_t elements);

}  // namespace tilesmith
