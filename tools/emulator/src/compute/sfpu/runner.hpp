// Loops over DST tiles: one instance a function, so that the function is inlined into the loop.
#pragma once

#include "../device_interface.hpp"
#include "../tile.hpp"
#include "functions.hpp"

namespace tilesmith::compute::sfpu {

/// What a runner gets: the operands (read) and the result, which may be one of them.
struct Job {
    const Tile* in[3] = {};
    Tile* out = nullptr;
    SfpuFaces faces = SfpuFaces::all;
    Args args;
    uint32_t* random_state = nullptr;  ///< of the core's generator; never zero
};

using Runner = void (*)(const Job&);

/// The vector store: a 16-bit DST keeps the upper half of the register.
inline uint32_t stored(float value, const Args& args) {
    return args.fp32 ? flush_denormal(bits_of(value)) : truncate_to_bf16(bits_of(value));
}

inline bool works_on(SfpuFaces faces, uint32_t face) {
    switch (faces) {
        case SfpuFaces::none: return face == 0;
        case SfpuFaces::rows: return face < 2;
        case SfpuFaces::cols: return face % 2 == 0;
        default: return true;
    }
}

template <typename Body>
inline void for_each_element(SfpuFaces faces, Body body) {
    for (uint32_t face = 0; face < kFaces; ++face) {
        if (!works_on(faces, face)) continue;
        for (uint32_t i = face * kFaceElements; i < (face + 1) * kFaceElements; ++i) body(i);
    }
}

template <float (*function)(float, const Args&)>
void unary(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) {
        job.out->words[i] = stored(function(float_of(job.in[0]->words[i]), job.args), job.args);
    });
}

template <uint32_t (*function)(uint32_t, const Args&)>
void unary_word(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) { job.out->words[i] = function(job.in[0]->words[i], job.args); });
}

template <float (*function)(float, float, const Args&)>
void binary(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) {
        const float value = function(float_of(job.in[0]->words[i]), float_of(job.in[1]->words[i]), job.args);
        job.out->words[i] = stored(value, job.args);
    });
}

template <uint32_t (*function)(uint32_t, uint32_t, const Args&)>
void binary_word(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) {
        job.out->words[i] = function(job.in[0]->words[i], job.in[1]->words[i], job.args);
    });
}

template <float (*function)(float, float, float, const Args&)>
void ternary(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) {
        const float value = function(float_of(job.in[0]->words[i]), float_of(job.in[1]->words[i]),
                                     float_of(job.in[2]->words[i]), job.args);
        job.out->words[i] = stored(value, job.args);
    });
}

/// The runner of an operation; null where the operation is not modelled.
Runner runner_of(SfpuOp op);

// One part of the table each; null if the operation belongs to another part.
Runner float_runner(SfpuOp op);
Runner simple_runner(SfpuOp op);
Runner integer_runner(SfpuOp op);
Runner binary_runner(SfpuOp op);
Runner binary_integer_runner(SfpuOp op);
Runner ternary_runner(SfpuOp op);
Runner tile_runner(SfpuOp op);

/// Conversions between formats (typecast.cpp).
void run_typecast(const Job& job);

}  // namespace tilesmith::compute::sfpu
