// Arithmetic of the vector types.
#pragma once

#include "tilesmith/sfpi/types.h"

namespace sfpi {

// Floats: each operation is one multiply-add of the unit.
inline vFloat operator+(vFloat a) { return a; }
inline vFloat operator-(vFloat a) { return vFloat(a.get() ^ impl::kSign); }
inline vFloat operator+(vFloat a, vFloat b) { return vFloat(impl::add(a.get(), b.get())); }
inline vFloat operator-(vFloat a, vFloat b) { return a + -b; }
inline vFloat operator*(vFloat a, vFloat b) { return vFloat(impl::multiply(a.get(), b.get())); }
inline vFloat& operator+=(vFloat& a, vFloat b) { return a = a + b; }
inline vFloat& operator-=(vFloat& a, vFloat b) { return a = a - b; }
inline vFloat& operator*=(vFloat& a, vFloat b) { return a = a * b; }

// Integers wrap.
#define TILESMITH_SFPI_OPERATOR(V, op)                                   \
    inline V operator op(V a, V b) { return V(a.get() op b.get()); }     \
    inline V operator op(V a, int b) { return a op V(b); }               \
    inline V operator op(V a, unsigned b) { return a op V(b); }          \
    inline V operator op(int a, V b) { return V(a) op b; }               \
    inline V operator op(unsigned a, V b) { return V(a) op b; }          \
    inline V& operator op##=(V& a, V b) { return a = a op b; }
#define TILESMITH_SFPI_OPERATORS(V)                                                  \
    TILESMITH_SFPI_OPERATOR(V, +)                                                    \
    TILESMITH_SFPI_OPERATOR(V, -)                                                    \
    TILESMITH_SFPI_OPERATOR(V, &)                                                    \
    TILESMITH_SFPI_OPERATOR(V, |)                                                    \
    TILESMITH_SFPI_OPERATOR(V, ^)                                                    \
    inline V operator+(V a) { return a; }                                            \
    inline V operator-(V a) { return V(impl::all(0) - a.get()); }                    \
    inline V operator~(V a) { return V(~a.get()); }                                  \
    inline V operator<<(V a, vUInt by) { return V(a.get() << (by.get() & 31)); }     \
    inline V operator<<(V a, unsigned by) { return a << vUInt(by); }                 \
    inline V operator<<(V a, int by) { return a << vUInt(by); }                      \
    inline V operator>>(V a, unsigned by) { return a >> vUInt(by); }                 \
    inline V operator>>(V a, int by) { return a >> vUInt(by); }                      \
    template <typename By>                                                           \
    V& operator<<=(V& a, By by) {                                                    \
        return a = a << by;                                                          \
    }                                                                                \
    template <typename By>                                                           \
    V& operator>>=(V& a, By by) {                                                    \
        return a = a >> by;                                                          \
    }                                                                                \
    inline V& operator++(V& a) { return a += V(1); }                                 \
    inline V& operator--(V& a) { return a -= V(1); }                                 \
    inline V operator++(V& a, int) {                                                 \
        const V before = a;                                                          \
        ++a;                                                                         \
        return before;                                                               \
    }                                                                                \
    inline V operator--(V& a, int) {                                                 \
        const V before = a;                                                          \
        --a;                                                                         \
        return before;                                                               \
    }

inline vUInt operator>>(vUInt a, vUInt by) { return vUInt(a.get() >> (by.get() & 31)); }
inline vInt operator>>(vInt a, vUInt by) {
    return vInt(impl::words_of(impl::signed_of(a.get()) >> impl::signed_of(by.get() & 31)));
}
TILESMITH_SFPI_OPERATORS(vInt)
TILESMITH_SFPI_OPERATORS(vUInt)
#undef TILESMITH_SFPI_OPERATORS
#undef TILESMITH_SFPI_OPERATOR

// Bits of signed and unsigned vectors together are unsigned; sums of both have no overload, as in SFPI.
#define TILESMITH_SFPI_MIXED(op)                                                   \
    inline vUInt operator op(vUInt a, vInt b) { return a op vUInt(b.get()); }      \
    inline vUInt operator op(vInt a, vUInt b) { return vUInt(a.get()) op b; }
TILESMITH_SFPI_MIXED(&)
TILESMITH_SFPI_MIXED(|)
TILESMITH_SFPI_MIXED(^)
#undef TILESMITH_SFPI_MIXED
inline vUInt operator-(vUInt a, vInt b) { return a - vUInt(b.get()); }
inline vUInt operator&(vSMag a, unsigned b) { return vUInt(a.get()) & vUInt(b); }
inline vMag operator>>(vMag a, unsigned by) { return vMag(a.get() >> (by & 31)); }
inline vMag operator>>(vMag a, int by) { return a >> static_cast<unsigned>(by); }
inline vInt operator+(vInt a, vMag b) { return a + vInt(b); }
inline vInt operator+(vMag a, vInt b) { return vInt(a) + b; }
inline vInt operator-(vInt a, vMag b) { return a - vInt(b); }
inline vInt operator-(vMag a, vInt b) { return vInt(a) - b; }

}  // namespace sfpi
