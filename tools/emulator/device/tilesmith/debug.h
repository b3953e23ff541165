// Debug output and assertions of kernels.
#pragma once

#include "tilesmith/runtime.h"

struct ENDL {};
struct HEX {};
struct DEC {};
struct FIXED {};
struct DEFAULTFLOAT {};
struct SETW {
    explicit SETW(char, bool = false) {}
};
struct SETPRECISION {
    explicit SETPRECISION(char) {}
};
struct F32 {
    float value;
    explicit F32(float f) : value(f) {}
};
struct U32 {
    uint32_t value;
    explicit U32(uint32_t u) : value(u) {}
};
struct BF16 {
    uint16_t value;
    explicit BF16(uint16_t u) : value(u) {}
};

constexpr int TSLICE_INPUT_CB = 0, TSLICE_OUTPUT_CB = 1, TSLICE_RD_PTR = 0, TSLICE_WR_PTR = 1;
struct SliceRange {
    uint8_t h0, h1, hs, w0, w1, ws;
    static SliceRange h0_w0_32() { return {0, 32, 1, 0, 32, 1}; }
    static SliceRange h0_32_w0() { return {0, 32, 1, 0, 1, 1}; }
    static SliceRange h0_w0() { return {0, 1, 1, 0, 1, 1}; }
};
/// A part of a tile for printing. Accepted and shown as its place only: the values are better read on the host.
struct TileSlice {
    uint8_t cb;
    int tile;
    template <typename... Rest>
    TileSlice(uint8_t cb_in, int tile_in, Rest...) : cb(cb_in), tile(tile_in) {}
};

/// Output stream of a kernel: shown when TT_METAL_DPRINT_CORES is set, as on the chip.
struct DebugPrinter {
    bool hex = false;

    DebugPrinter& operator<<(const char* text) { return tilesmith::device::print_text(text), *this; }
    DebugPrinter& operator<<(char* text) { return tilesmith::device::print_text(text), *this; }
    DebugPrinter& operator<<(char value) { return tilesmith::device::print_character(value), *this; }
    DebugPrinter& operator<<(bool value) { return tilesmith::device::print_unsigned(value, false), *this; }
    DebugPrinter& operator<<(float value) { return tilesmith::device::print_real(value), *this; }
    DebugPrinter& operator<<(double value) { return tilesmith::device::print_real(value), *this; }
    DebugPrinter& operator<<(F32 real) { return tilesmith::device::print_real(real.value), *this; }
    DebugPrinter& operator<<(U32 word) { return tilesmith::device::print_unsigned(word.value, hex), *this; }
    DebugPrinter& operator<<(BF16 half) {
        const uint32_t bits = static_cast<uint32_t>(half.value) << 16;
        float value;
        __builtin_memcpy(&value, &bits, sizeof value);
        return tilesmith::device::print_real(value), *this;
    }
    DebugPrinter& operator<<(const TileSlice& slice) {
        return *this << "(tile " << slice.tile << " of CB " << static_cast<uint32_t>(slice.cb) << ")";
    }
    DebugPrinter& operator<<(ENDL) { return tilesmith::device::print_text("\n"), *this; }
    DebugPrinter& operator<<(HEX) { return hex = true, *this; }
    DebugPrinter& operator<<(DEC) { return hex = false, *this; }
    DebugPrinter& operator<<(FIXED) { return *this; }
    DebugPrinter& operator<<(DEFAULTFLOAT) { return *this; }
    DebugPrinter& operator<<(SETW) { return *this; }
    DebugPrinter& operator<<(SETPRECISION) { return *this; }
    template <typename T>
    DebugPrinter& operator<<(T value) {
        if constexpr (T(-1) < T(0)) {
            tilesmith::device::print_signed(value, hex);
        } else {
            tilesmith::device::print_unsigned(value, hex);
        }
        return *this;
    }
};

#define DPRINT DebugPrinter()
#define DPRINT_UNPACK(x) x
#define DPRINT_MATH(x)
#define DPRINT_PACK(x)
#define DPRINT_DATA0(x) x
#define DPRINT_DATA1(x) x

#define ASSERT(condition, ...) \
    ((condition) ? void() : tilesmith::device::assertion_failed(#condition, tilesmith::CallSite::here(__FILE__, __LINE__)))
#define LIGHTWEIGHT_KERNEL_ASSERTS 1

#define WAYPOINT(...)
#define DeviceZoneScopedN(...)
#define DeviceZoneScopedMainN(...)
#define DeviceZoneScopedMainChildN(...)
#define DeviceTimestampedData(...)
#define DeviceRecordEvent(...)
#define PAUSE() tilesmith::device::unsupported("PAUSE()", tilesmith::CallSite::here(__FILE__, __LINE__))
