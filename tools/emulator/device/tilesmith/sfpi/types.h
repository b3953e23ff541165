// The vector types of SFPI C++. An assignment changes the active lanes, an initialisation all of them.
#pragma once

#include <type_traits>

#include "tilesmith/sfpi/unit.h"

namespace sfpi {

class vFloat;
class vInt;
class vUInt;
class vSMag;

/// A scalar of ten fraction bits and five exponent bits, given by its bits.
class sFloat16a {
public:
    explicit sFloat16a(float) = delete;
    explicit sFloat16a(uint32_t bits) : bits_(static_cast<uint16_t>(bits)) {}
    explicit sFloat16a(int bits) : bits_(static_cast<uint16_t>(bits)) {}
    uint32_t get() const { return bits_; }
    /// As the float32 that SFPLOADI makes of it: no infinities, the lowest exponent is that of zero.
    uint32_t widened() const {
        const uint32_t exponent = (bits_ >> 10) & 31;
        return (bits_ & 0x8000u) << 16 | (exponent ? exponent + 112 : 0) << 23 | (bits_ & 0x3FFu) << 13;
    }

private:
    uint16_t bits_;
};

/// A bf16 scalar: a float cut to its upper half, or given by its bits.
class sFloat16b {
public:
    explicit sFloat16b(float value) : bits_(static_cast<uint16_t>(impl::bits_of(value) >> 16)) {}
    explicit sFloat16b(double value) : sFloat16b(static_cast<float>(value)) {}
    explicit sFloat16b(uint32_t bits) : bits_(static_cast<uint16_t>(bits)) {}
    explicit sFloat16b(int bits) : bits_(static_cast<uint16_t>(bits)) {}
    uint32_t get() const { return bits_; }

private:
    uint16_t bits_;
};
class s2vFloat16a : public sFloat16a {
public:
    using sFloat16a::sFloat16a;
};
class s2vFloat16b : public sFloat16b {
public:
    using sFloat16b::sFloat16b;
};

namespace impl {

class vVal {
public:
    vVal() = default;
    vVal(const vVal&) = default;
    vVal(Words words) : words_(words) {}
    vVal& operator=(const vVal& other) {
        words_ = choose(unit.active, other.words_, words_);
        return *this;
    }
    Words get() const { return words_; }

private:
    Words words_ = {};
};

}  // namespace impl

#define TILESMITH_SFPI_VALUE(name, base)           \
    name() = default;                              \
    name(const name&) = default;                   \
    name& operator=(const name&) = default;        \
    explicit name(impl::Words words) : base(words) {}

class vFloat : public impl::vVal {
public:
    TILESMITH_SFPI_VALUE(vFloat, impl::vVal)
    vFloat(float value) : vVal(impl::all(impl::bits_of(value))) {}
    vFloat(sFloat16a value) : vVal(impl::all(value.widened())) {}
    vFloat(sFloat16b value) : vVal(impl::all(value.get() << 16)) {}
};

class vUInt : public impl::vVal {
public:
    TILESMITH_SFPI_VALUE(vUInt, impl::vVal)
    vUInt(int value) : vVal(impl::all(static_cast<uint32_t>(value))) {}
    vUInt(unsigned value) : vVal(impl::all(value)) {}
    vUInt(long value) : vUInt(static_cast<int>(value)) {}
    vUInt(unsigned long value) : vUInt(static_cast<unsigned>(value)) {}
    vUInt(short value) : vUInt(static_cast<int>(value)) {}
    vUInt(unsigned short value) : vUInt(static_cast<unsigned>(value)) {}
    explicit vUInt(vInt other);
    operator vInt() const;
};

/// 31 bits of magnitude.
class vMag : public vUInt {
public:
    TILESMITH_SFPI_VALUE(vMag, vUInt)
    explicit vMag(uint32_t value) : vUInt(value) {}
};
class vUInt16 : public vMag {
public:
    TILESMITH_SFPI_VALUE(vUInt16, vMag)
    explicit vUInt16(uint16_t value) : vMag(static_cast<uint32_t>(value)) {}
};
class vUInt8 : public vUInt16 {
public:
    TILESMITH_SFPI_VALUE(vUInt8, vUInt16)
    explicit vUInt8(uint8_t value) : vUInt16(static_cast<uint16_t>(value)) {}
};

class vInt : public impl::vVal {
public:
    TILESMITH_SFPI_VALUE(vInt, impl::vVal)
    vInt(int value) : vVal(impl::all(static_cast<uint32_t>(value))) {}
    vInt(unsigned value) : vVal(impl::all(value)) {}
    vInt(long value) : vInt(static_cast<int>(value)) {}
    vInt(unsigned long value) : vInt(static_cast<unsigned>(value)) {}
    vInt(short value) : vInt(static_cast<int>(value)) {}
    vInt(unsigned short value) : vInt(static_cast<unsigned>(value)) {}
    vInt(vMag value) : vVal(value.get()) {}
    explicit vInt(vUInt value) : vVal(value.get()) {}
    operator vUInt() const { return vUInt(get()); }
};
inline vUInt::vUInt(vInt other) : vVal(other.get()) {}
inline vUInt::operator vInt() const { return vInt(get()); }

/// Sign and magnitude, as the unit's conversions and exchanges take integers.
class vSMag : public impl::vVal {
public:
    TILESMITH_SFPI_VALUE(vSMag, impl::vVal)
    explicit vSMag(uint32_t value) : vVal(impl::all(value)) {}
};
class vSMag16 : public vSMag {
public:
    TILESMITH_SFPI_VALUE(vSMag16, vSMag)
};
class vSMag8 : public vSMag16 {
public:
    TILESMITH_SFPI_VALUE(vSMag8, vSMag16)
};

/// Floats that the narrow formats can hold.
class vFloat16a : public vFloat {
public:
    TILESMITH_SFPI_VALUE(vFloat16a, vFloat)
    explicit vFloat16a(sFloat16a value) : vFloat(value) {}
};
class vFloat16b : public vFloat {
public:
    TILESMITH_SFPI_VALUE(vFloat16b, vFloat)
    explicit vFloat16b(sFloat16b value) : vFloat(value) {}
};
#undef TILESMITH_SFPI_VALUE

template <typename Type>
using IfVector = std::enable_if_t<std::is_base_of_v<impl::vVal, Type>, int>;

/// The same bits as another type.
template <typename Type, IfVector<Type> = 0>
Type as(impl::vVal value) {
    return Type(value.get());
}
template <typename Type, IfVector<Type> = 0>
Type reinterpret(impl::vVal value) {
    return Type(value.get());
}

}  // namespace sfpi
