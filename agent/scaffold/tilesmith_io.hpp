// Inputs, outputs and the self-check of a generated TT-Metalium program, C++20. Compile tilesmith_io.cpp with it.
//
// The program hands over what is special about it - its tensors, its parameters, a golden and a function
// that runs the device - and `tilesmith::run` does the rest:
//
//   ./program                                   makes seeded inputs, checks itself, prints time and PASS or FAIL
//   ./program --shape 64,96 --seed 3            the same for another shape and seed
//   ./program --size m=64 --size k=96           the same where inputs name their dimensions
//   ./program --param alpha=0.5                 with another value of a scalar parameter
//   ./program --inputs DIR --outputs DIR        reads DIR/<tensor>.npy and DIR/<parameter>.npy, writes
//                                               DIR/<output>.npy, and leaves the judgement to others
//
// Exit code: 0 done or PASS, 1 FAIL or an error of the device, 2 wrong usage or a malformed file.
//
// Files are .npy, float32, little-endian, C order; a parameter is a 0-d array. Tensors that are bfloat16 on the
// device are exchanged as float32 and rounded to nearest even here.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

namespace tilesmith {

// ---------------------------------------------------------------------------------------------------------------
// Numbers

// A bfloat16: the upper half of a float32.
struct BFloat16 {
    std::uint16_t bits = 0;

    BFloat16() = default;

    // Rounds to nearest, ties to even; a NaN stays a NaN.
    explicit BFloat16(float value);

    explicit operator float() const;
};
static_assert(sizeof(BFloat16) == 2 && std::is_trivially_copyable_v<BFloat16>);

// The bits of `value` as a float32: how a scalar reaches a kernel, in a 32-bit runtime argument.
std::uint32_t float_bits(double value);

// Integers travel through files as float32, exactly up to 2^24.
enum class DType { bfloat16, float32, int32, uint32, uint16 };

// ---------------------------------------------------------------------------------------------------------------
// Tensors and tiles

// A tensor on the host, row-major.
struct Tensor {
    std::vector<std::size_t> shape;
    std::vector<float> values;
};

// How many 32x32 tiles cover the tensor: its last two dimensions are matrices, each covered by whole tiles. A
// vector is a matrix of one row.
std::size_t tile_count(const Tensor& tensor);

// How many tiles cover the columns of the last two dimensions, and how many their rows.
std::size_t tile_columns(const Tensor& tensor);
std::size_t tile_rows(const Tensor& tensor);

// The tensor as the device holds it: padded with `padding` to whole tiles, tiles in row-major order, in a tile four
// 16x16 faces in row-major order, and each face in row-major order. `Element` is BFloat16, float,
// std::int32_t, std::uint32_t or std::uint16_t.
template <typename Element>
std::vector<Element> tilize(const Tensor& tensor, float padding = 0);

// The tensor of this shape that `tiles` hold; the padding is dropped.
template <typename Element>
Tensor untilize(const std::vector<Element>& tiles, const std::vector<std::size_t>& shape);

// ---------------------------------------------------------------------------------------------------------------
// Tensors whose pages are rows

// Bytes: transfers between L1 and DRAM want pages that begin at multiples of this, on every chip.
inline constexpr std::size_t row_alignment = 64;

// How many rows of the last dimension the tensor has, all other dimensions together.
std::size_t row_count(const Tensor& tensor);

// Bytes of a page that holds a row: whole multiples of `row_alignment`.
template <typename Element>
std::size_t row_bytes(const Tensor& tensor);

// The tensor as the device holds it in rows: one after the other, each padded with zeros to `row_bytes`.
template <typename Element>
std::vector<Element> to_rows(const Tensor& tensor);

// The tensor of this shape that `rows` hold; the padding is dropped.
template <typename Element>
Tensor from_rows(const std::vector<Element>& rows, const std::vector<std::size_t>& shape);

// ---------------------------------------------------------------------------------------------------------------
// The operation, as the generated program describes it

struct Input {
    std::string name;
    DType dtype;
    double low, high;  // range of the inputs that the program makes for itself
    std::vector<std::string> dimensions = {};  // names or numbers; none: the shape of the first input
};

struct Output {
    std::string name;
    DType dtype;
};

struct Parameter {
    std::string name;
    double value;  // unless given by --param or a file
};

// How far an output may be from the golden.
struct Tolerance {
    double max_ulp;         // per element, in units of the last place of the output's type
    double absolute_floor;  // error that always passes, as a fraction of the largest golden value
    double norm_relative;   // |output - golden| / |golden| over the whole tensor
};

struct Operation {
    std::string name;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::vector<Parameter> parameters;
    Tolerance tolerance;
};

// What one run works on.
struct Arguments {
    std::map<std::string, Tensor> inputs;
    std::map<std::string, double> parameters;

    const Tensor& input(const std::string& name) const { return inputs.at(name); }
    double parameter(const std::string& name) const { return parameters.at(name); }
};

struct Results {
    std::map<std::string, Tensor> outputs;
    double milliseconds = 0;  // from launching the program to its end
};

using Golden = std::function<std::map<std::string, std::vector<double>>(const Arguments&)>;
using Device = std::function<Results(const Arguments&)>;

// Measures wall time.
class Stopwatch {
public:
    Stopwatch();
    double milliseconds() const;

private:
    double start_;
};

// ---------------------------------------------------------------------------------------------------------------
// The whole program: `main` returns what this returns.
int run(int argc, char** argv, const Operation& operation, const Golden& golden, const Device& device);

}  // namespace tilesmith
