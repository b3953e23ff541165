// Table: vector functions that look at more than one element, and the search through all tables.
#include "../../data_format.hpp"
#include "runner.hpp"

namespace tilesmith::compute::sfpu {
namespace {

uint32_t at(const Tile& tile, uint32_t row, uint32_t col) { return tile.words[element_index(row, col)]; }

/// Running sums down the columns. Unless p[0] is 1 they start from the first row of the second operand.
void cumsum_(const Job& job) {
    for (uint32_t col = 0; col < kTileRows; ++col) {
        float sum = job.args.p[0] ? 0.0f : float_of(at(*job.in[1], 0, col));
        for (uint32_t row = 0; row < kTileRows; ++row) {
            sum = add(sum, float_of(at(*job.in[0], row, col)));
            job.out->words[element_index(row, col)] = stored(sum, job.args);
        }
    }
}

enum class Pool : uint32_t { sum = 0, avg = 1, max = 2, min = 3 };

bool is_float_format(uint32_t format) {
    const auto value = static_cast<DataFormat>(format);
    return value == DataFormat::Float32 || value == DataFormat::Float16_b || value == DataFormat::Float16;
}

uint32_t pooled(uint32_t a, uint32_t b, const Args& args) {
    const auto pool = static_cast<Pool>(args.p[0]);
    const bool adds = pool == Pool::sum || pool == Pool::avg;
    if (is_float_format(args.p[1])) {
        const float x = float_of(a);
        const float y = float_of(b);
        return bits_of(adds ? add(x, y) : pool == Pool::max ? maximum(x, y) : minimum(x, y));
    }
    if (adds) return a + b;
    const bool is_signed = static_cast<DataFormat>(args.p[1]) == DataFormat::Int32;
    const bool below = is_signed ? static_cast<int32_t>(a) < static_cast<int32_t>(b) : a < b;
    return below == (pool == Pool::min) ? a : b;
}

uint32_t averaged(uint32_t sum, const Args& args) {
    if (static_cast<Pool>(args.p[0]) != Pool::avg) return sum;
    if (is_float_format(args.p[1])) return bits_of(mul(float_of(sum), 1.0f / 32.0f));
    const bool is_signed = static_cast<DataFormat>(args.p[1]) == DataFormat::Int32;
    return is_signed ? static_cast<uint32_t>(static_cast<int32_t>(sum) / 32) : sum / 32;
}

/// p[0] pool, p[1] format, p[2]: 0 along rows (result in column 0), 1 along columns (result in row 0).
void reduce_(const Job& job) {
    const bool along_rows = job.args.p[2] == 0;
    for (uint32_t line = 0; line < kTileRows; ++line) {
        uint32_t value = along_rows ? at(*job.in[0], line, 0) : at(*job.in[0], 0, line);
        for (uint32_t i = 1; i < kTileRows; ++i) {
            value = pooled(value, along_rows ? at(*job.in[0], line, i) : at(*job.in[0], i, line), job.args);
        }
        value = averaged(value, job.args);
        const uint32_t where = along_rows ? element_index(line, 0) : element_index(0, line);
        job.out->words[where] = is_float_format(job.args.p[1]) ? stored(float_of(value), job.args) : value;
    }
}

/// p[0]: format.
void add_top_row_(const Job& job) {
    const bool is_float = is_float_format(job.args.p[0]);
    for (uint32_t col = 0; col < kTileRows; ++col) {
        const uint32_t a = at(*job.in[0], 0, col);
        const uint32_t b = at(*job.in[1], 0, col);
        job.out->words[element_index(0, col)] = is_float ? bits_of(add(float_of(a), float_of(b))) : a + b;
    }
}

enum class Repeat : uint8_t { column, row, scalar };

float repeated(const Tile& tile, Repeat repeat, uint32_t row, uint32_t col) {
    return float_of(at(tile, repeat == Repeat::column ? row : 0, repeat == Repeat::row ? col : 0));
}

/// p[0]: 0 add, 1 sub, 2 mul, 3 (x - second) * third; the operands beside the first are repeated over the tile.
float combined(const Job& job, float x, Repeat repeat, uint32_t row, uint32_t col) {
    const float y = repeated(*job.in[1], repeat, row, col);
    switch (job.args.p[0]) {
        case 0: return add(x, y);
        case 1: return add(x, -y);
        case 2: return mul(x, y);
        default: return mul(add(x, -y), repeated(*job.in[2], repeat, row, col));
    }
}

void broadcast(const Job& job, Repeat repeat) {
    Tile out = *job.in[0];
    for (uint32_t row = 0; row < kTileRows; ++row) {
        for (uint32_t col = 0; col < kTileRows; ++col) {
            const float x = float_of(at(*job.in[0], row, col));
            out.words[element_index(row, col)] = stored(combined(job, x, repeat, row, col), job.args);
        }
    }
    *job.out = out;
}
void bcast_col_(const Job& job) { broadcast(job, Repeat::column); }
void bcast_row_(const Job& job) { broadcast(job, Repeat::row); }
void bcast_scalar_(const Job& job) { broadcast(job, Repeat::scalar); }

/// 31 random bits (xorshift). The chip's own sequence is not modelled, only its distribution.
uint32_t next_random(uint32_t& state) {
    state = state ? state : 1u;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state >> 1;
}

/// Uniform from p[0] to p[0] + p[1].
void rand_(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) {
        const float unit = static_cast<float>(next_random(*job.random_state)) * 0x1p-31f;
        job.out->words[i] = stored(mad(unit, job.args.real(1), job.args.real(0)), job.args);
    });
}

/// 0 with the probability p[0] / 2^31, else scaled by p[1].
void dropout_(const Job& job) {
    for_each_element(job.faces, [&job](uint32_t i) {
        const bool drop = next_random(*job.random_state) < job.args.p[0];
        job.out->words[i] = drop ? 0u : stored(mul(float_of(job.in[0]->words[i]), job.args.real(1)), job.args);
    });
}

/// Even and odd columns are real and imaginary parts: multiplied by i.
void complex_rotate90_(const Job& job) {
    for (uint32_t i = 0; i < kTileElements; i += 2) {
        const uint32_t real = job.in[0]->words[i];
        job.out->words[i] = job.in[0]->words[i + 1] ^ kSignBit;
        job.out->words[i + 1] = real;
    }
}

/// Sums of integers: of every column into row 0, or of every row into column 0.
void sum_int(const Job& job, bool columns) {
    for (uint32_t line = 0; line < kTileRows; ++line) {
        uint32_t sum = 0;
        for (uint32_t i = 0; i < kTileRows; ++i) sum += columns ? at(*job.in[0], i, line) : at(*job.in[0], line, i);
        job.out->words[columns ? element_index(0, line) : element_index(line, 0)] = sum;
    }
}
void sum_int_col_(const Job& job) { sum_int(job, true); }
void sum_int_row_(const Job& job) { sum_int(job, false); }

}  // namespace

Runner tile_runner(SfpuOp op) {
    switch (op) {
        case SfpuOp::cumsum: return cumsum_;
        case SfpuOp::reduce: return reduce_;
        case SfpuOp::add_top_row: return add_top_row_;
        case SfpuOp::bcast_col: return bcast_col_;
        case SfpuOp::bcast_row: return bcast_row_;
        case SfpuOp::bcast_scalar: return bcast_scalar_;
        case SfpuOp::rand: return rand_;
        case SfpuOp::dropout: return dropout_;
        case SfpuOp::complex_rotate90: return complex_rotate90_;
        case SfpuOp::sum_int_col: return sum_int_col_;
        case SfpuOp::sum_int_row: return sum_int_row_;
        default: return nullptr;
    }
}

Runner runner_of(SfpuOp op) {
    using Part = Runner (*)(SfpuOp);
    constexpr Part kParts[] = {float_runner,          simple_runner,  integer_runner, binary_runner,
                               binary_integer_runner, ternary_runner, tile_runner};
    for (const Part part : kParts) {
        if (const Runner runner = part(op)) return runner;
    }
    return nullptr;
}

}  // namespace tilesmith::compute::sfpu
