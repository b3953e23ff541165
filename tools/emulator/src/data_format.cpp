#include "data_format.hpp"

namespace tilesmith {

const char* name_of(DataFormat format) {
    switch (format) {
        case DataFormat::Float32: return "Float32";
        case DataFormat::Float16: return "Float16";
        case DataFormat::Bfp8: return "Bfp8";
        case DataFormat::Bfp4: return "Bfp4";
        case DataFormat::Tf32: return "Tf32";
        case DataFormat::Float16_b: return "Float16_b";
        case DataFormat::Bfp8_b: return "Bfp8_b";
        case DataFormat::Bfp4_b: return "Bfp4_b";
        case DataFormat::Int32: return "Int32";
        case DataFormat::UInt16: return "UInt16";
        case DataFormat::Lf8: return "Lf8";
        case DataFormat::Bfp2: return "Bfp2";
        case DataFormat::Int8: return "Int8";
        case DataFormat::Bfp2_b: return "Bfp2_b";
        case DataFormat::UInt32: return "UInt32";
        case DataFormat::UInt8: return "UInt8";
        case DataFormat::RawUInt32: return "RawUInt32";
        case DataFormat::RawUInt16: return "RawUInt16";
        case DataFormat::RawUInt8: return "RawUInt8";
        case DataFormat::Invalid: return "Invalid";
    }
    return "Invalid";
}

uint32_t bytes_of(DataFormat format, uint32_t elements) {
    // Block formats carry one shared exponent byte for 16 datums, in whole 16-byte rows of exponents.
    const uint32_t exponents = (elements / 16 + 15) / 16 * 16;
    switch (format) {
        case DataFormat::Float32:
        case DataFormat::Tf32:
        case DataFormat::Int32:
        case DataFormat::UInt32:
        case DataFormat::RawUInt32: return elements * 4;
        case DataFormat::Float16:
        case DataFormat::Float16_b:
        case DataFormat::UInt16:
        case DataFormat::RawUInt16: return elements * 2;
        case DataFormat::Lf8:
        case DataFormat::Int8:
        case DataFormat::UInt8:
        case DataFormat::RawUInt8: return elements;
        case DataFormat::Bfp8:
        case DataFormat::Bfp8_b: return elements + exponents;
        case DataFormat::Bfp4:
        case DataFormat::Bfp4_b: return elements / 2 + exponents;
        case DataFormat::Bfp2:
        case DataFormat::Bfp2_b: return elements / 4 + exponents;
        case DataFormat::Invalid: return 0;
    }
    return 0;
}

}  // namespace tilesmith
