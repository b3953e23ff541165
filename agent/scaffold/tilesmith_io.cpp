// See tilesmith_io.hpp. Nothing here differs from program to program.

#include "tilesmith_io.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

namespace tilesmith {

// ---------------------------------------------------------------------------------------------------------------
// Numbers

BFloat16::BFloat16(float value) {
    const auto word = std::bit_cast<std::uint32_t>(value);
    if (std::isnan(value)) {
        bits = static_cast<std::uint16_t>((word >> 16) | 0x40u);
    } else {
        bits = static_cast<std::uint16_t>((word + 0x7fffu + ((word >> 16) & 1u)) >> 16);
    }
}

BFloat16::operator float() const { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }

std::uint32_t float_bits(double value) { return std::bit_cast<std::uint32_t>(static_cast<float>(value)); }

namespace {

// Wrong usage or a malformed file: one line for the user, exit code 2.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

bool is_integer(DType dtype) { return dtype != DType::bfloat16 && dtype != DType::float32; }

// Distance of two neighbouring numbers of type `dtype` at the size of `value`.
double unit_in_last_place(double value, DType dtype) {
    if (is_integer(dtype)) {
        return 1;
    }
    const int fraction_bits = dtype == DType::bfloat16 ? 7 : 23;
    const double size = std::max(std::abs(value), 0x1p-126);  // below are denormals, all equally far apart
    return std::ldexp(1.0, std::ilogb(size) - fraction_bits);
}

// ---------------------------------------------------------------------------------------------------------------
// Tensors and tiles

std::string to_string(const std::vector<std::size_t>& shape) {
    std::string text = "[";
    for (const std::size_t dimension : shape) {
        text += (text.size() > 1 ? ", " : "") + std::to_string(dimension);
    }
    return text + "]";
}

std::size_t element_count(const std::vector<std::size_t>& shape) {
    std::size_t count = 1;
    for (const std::size_t dimension : shape) {
        if (dimension != 0 && count > (std::size_t{1} << 40) / dimension) {
            throw UsageError("a tensor of shape " + to_string(shape) + " is too large");
        }
        count *= dimension;
    }
    return count;
}

constexpr std::size_t tile_side = 32;
constexpr std::size_t face_side = 16;
constexpr std::size_t tile_elements = tile_side * tile_side;

// A tensor seen as a batch of matrices (its last two dimensions), each covered by whole tiles. A vector is a
// matrix of one row.
struct TileGrid {
    std::size_t batches = 1, rows = 1, columns = 1;

    explicit TileGrid(const std::vector<std::size_t>& shape) {
        columns = shape.back();
        rows = shape.size() > 1 ? shape[shape.size() - 2] : 1;
        batches = element_count(shape) / (rows * columns);
    }

    std::size_t tile_rows() const { return (rows + tile_side - 1) / tile_side; }
    std::size_t tile_columns() const { return (columns + tile_side - 1) / tile_side; }
    std::size_t tiles() const { return batches * tile_rows() * tile_columns(); }

    // Place of an element in the tiles: tiles in row-major order, in a tile four 16x16 faces in row-major order,
    // and each face in row-major order.
    std::size_t offset(std::size_t batch, std::size_t row, std::size_t column) const {
        const std::size_t tile = (batch * tile_rows() + row / tile_side) * tile_columns() + column / tile_side;
        const std::size_t r = row % tile_side, c = column % tile_side;
        const std::size_t face = (r / face_side) * 2 + c / face_side;
        return tile * tile_elements + face * face_side * face_side + (r % face_side) * face_side + c % face_side;
    }
};

// Calls `visit(index in the tensor, index in the tiles)` for each element of a tensor of this grid.
template <typename Visit>
void for_each_element(const TileGrid& grid, Visit visit) {
    std::size_t index = 0;
    for (std::size_t batch = 0; batch < grid.batches; ++batch) {
        for (std::size_t row = 0; row < grid.rows; ++row) {
            for (std::size_t column = 0; column < grid.columns; ++column) {
                visit(index++, grid.offset(batch, row, column));
            }
        }
    }
}

}  // namespace

std::size_t tile_count(const Tensor& tensor) { return TileGrid(tensor.shape).tiles(); }

std::size_t tile_columns(const Tensor& tensor) { return TileGrid(tensor.shape).tile_columns(); }

std::size_t tile_rows(const Tensor& tensor) { return TileGrid(tensor.shape).tile_rows(); }

template <typename Element>
std::vector<Element> tilize(const Tensor& tensor, float padding) {
    const TileGrid grid(tensor.shape);
    std::vector<Element> tiles(grid.tiles() * tile_elements, Element(padding));
    for_each_element(grid, [&](std::size_t at, std::size_t offset) { tiles[offset] = Element(tensor.values[at]); });
    return tiles;
}

template std::vector<BFloat16> tilize(const Tensor&, float);
template std::vector<float> tilize(const Tensor&, float);
template std::vector<std::int32_t> tilize(const Tensor&, float);
template std::vector<std::uint32_t> tilize(const Tensor&, float);
template std::vector<std::uint16_t> tilize(const Tensor&, float);

template <typename Element>
Tensor untilize(const std::vector<Element>& tiles, const std::vector<std::size_t>& shape) {
    const TileGrid grid(shape);
    if (tiles.size() != grid.tiles() * tile_elements) {
        throw std::runtime_error("the device returned " + std::to_string(tiles.size()) + " elements for a tensor of " +
                                 std::to_string(grid.tiles()) + " tiles");
    }
    Tensor tensor{shape, std::vector<float>(element_count(shape))};
    for_each_element(grid, [&](std::size_t at, std::size_t offset) { tensor.values[at] = float(tiles[offset]); });
    return tensor;
}

template Tensor untilize(const std::vector<BFloat16>&, const std::vector<std::size_t>&);
template Tensor untilize(const std::vector<float>&, const std::vector<std::size_t>&);
template Tensor untilize(const std::vector<std::int32_t>&, const std::vector<std::size_t>&);
template Tensor untilize(const std::vector<std::uint32_t>&, const std::vector<std::size_t>&);
template Tensor untilize(const std::vector<std::uint16_t>&, const std::vector<std::size_t>&);

std::size_t row_count(const Tensor& tensor) {
    return tensor.shape.empty() ? 1 : element_count(tensor.shape) / tensor.shape.back();
}

namespace {

// Elements of a row with its padding.
template <typename Element>
std::size_t padded_row(const std::vector<std::size_t>& shape) {
    constexpr std::size_t unit = row_alignment / sizeof(Element);
    const std::size_t elements = shape.empty() ? 1 : shape.back();
    return (elements + unit - 1) / unit * unit;
}

}  // namespace

template <typename Element>
std::size_t row_bytes(const Tensor& tensor) {
    return padded_row<Element>(tensor.shape) * sizeof(Element);
}

template std::size_t row_bytes<BFloat16>(const Tensor&);
template std::size_t row_bytes<float>(const Tensor&);
template std::size_t row_bytes<std::int32_t>(const Tensor&);
template std::size_t row_bytes<std::uint32_t>(const Tensor&);
template std::size_t row_bytes<std::uint16_t>(const Tensor&);

template <typename Element>
std::vector<Element> to_rows(const Tensor& tensor) {
    const std::size_t rows = row_count(tensor), padded = padded_row<Element>(tensor.shape);
    const std::size_t elements = tensor.values.size() / rows;
    std::vector<Element> result(rows * padded);
    for (std::size_t at = 0; at < tensor.values.size(); ++at) {
        result[at / elements * padded + at % elements] = Element(tensor.values[at]);
    }
    return result;
}

template std::vector<BFloat16> to_rows(const Tensor&);
template std::vector<float> to_rows(const Tensor&);
template std::vector<std::int32_t> to_rows(const Tensor&);
template std::vector<std::uint32_t> to_rows(const Tensor&);
template std::vector<std::uint16_t> to_rows(const Tensor&);

template <typename Element>
Tensor from_rows(const std::vector<Element>& rows, const std::vector<std::size_t>& shape) {
    Tensor tensor{shape, std::vector<float>(element_count(shape))};
    const std::size_t padded = padded_row<Element>(shape);
    const std::size_t elements = tensor.values.size() / row_count(tensor);
    if (rows.size() != row_count(tensor) * padded) {
        throw std::runtime_error("the device returned " + std::to_string(rows.size()) + " elements for a tensor of " +
                                 std::to_string(row_count(tensor)) + " rows of " + std::to_string(padded));
    }
    for (std::size_t at = 0; at < tensor.values.size(); ++at) {
        tensor.values[at] = float(rows[at / elements * padded + at % elements]);
    }
    return tensor;
}

template Tensor from_rows(const std::vector<BFloat16>&, const std::vector<std::size_t>&);
template Tensor from_rows(const std::vector<float>&, const std::vector<std::size_t>&);
template Tensor from_rows(const std::vector<std::int32_t>&, const std::vector<std::size_t>&);
template Tensor from_rows(const std::vector<std::uint32_t>&, const std::vector<std::size_t>&);
template Tensor from_rows(const std::vector<std::uint16_t>&, const std::vector<std::size_t>&);

namespace {

// ---------------------------------------------------------------------------------------------------------------
// .npy files (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)

namespace npy {

constexpr std::string_view magic = "\x93NUMPY";

// The text after `'key':` in the header, without leading blanks.
std::string_view entry(std::string_view header, std::string_view key) {
    const std::size_t at = header.find("'" + std::string(key) + "':");
    if (at == std::string_view::npos) {
        return {};
    }
    header.remove_prefix(at + key.size() + 3);
    header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
    return header;
}

// Dimensions of `(2, 3)`, `(5,)` or `()`.
std::optional<std::vector<std::size_t>> parse_shape(std::string_view text) {
    const std::size_t end = text.find(')');
    if (text.empty() || text.front() != '(' || end == std::string_view::npos) {
        return std::nullopt;
    }
    std::vector<std::size_t> shape;
    const char* at = text.data() + 1;
    const char* const stop = text.data() + end;
    while (at != stop) {
        if (*at == ' ' || *at == ',') {
            ++at;
            continue;
        }
        std::size_t dimension = 0;
        const auto [rest, failure] = std::from_chars(at, stop, dimension);
        if (failure != std::errc{}) {
            return std::nullopt;
        }
        shape.push_back(dimension);
        at = rest;
    }
    return shape;
}

std::string read_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw UsageError("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

// Where the array's data starts; the header's text goes to `header`.
std::size_t read_header(const std::string& bytes, std::string& header) {
    if (bytes.size() < 10 || bytes.compare(0, magic.size(), magic) != 0) {
        return 0;
    }
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])); };
    const bool long_length = byte(6) >= 2;  // versions 2 and 3 store the header's length in four bytes
    const std::size_t start = long_length ? 12 : 10;
    if (bytes.size() < start) {
        return 0;
    }
    std::size_t length = byte(8) | byte(9) << 8;
    if (long_length) {
        length |= byte(10) << 16 | byte(11) << 24;
    }
    if (bytes.size() < start + length) {
        return 0;
    }
    header = bytes.substr(start, length);
    return start + length;
}

Tensor read(const std::string& path) {
    const std::string bytes = read_bytes(path);
    std::string header;
    const std::size_t start = read_header(bytes, header);
    if (start == 0) {
        throw UsageError(path + " is not a .npy file, or is cut off");
    }
    if (!entry(header, "descr").starts_with("'<f4'") || !entry(header, "fortran_order").starts_with("False")) {
        throw UsageError(path + " must hold float32, little-endian, in C order: save "
                                         "numpy.ascontiguousarray(array, dtype='<f4')");
    }
    const auto shape = parse_shape(entry(header, "shape"));
    if (!shape) {
        throw UsageError(path + " has a malformed shape in its header");
    }
    Tensor tensor{*shape, std::vector<float>(element_count(*shape))};
    const std::size_t expected = tensor.values.size() * sizeof(float);
    if (bytes.size() - start != expected) {
        throw UsageError(path + " holds " + std::to_string(bytes.size() - start) + " bytes of data, but shape " +
                         to_string(*shape) + " needs " + std::to_string(expected));
    }
    std::copy_n(bytes.data() + start, expected, reinterpret_cast<char*>(tensor.values.data()));
    return tensor;
}

void write(const std::string& path, const Tensor& tensor) {
    std::string shape = "(";
    for (const std::size_t dimension : tensor.shape) {
        shape += std::to_string(dimension) + ",";
    }
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "), }";
    const std::size_t unpadded = magic.size() + 4 + header.size() + 1;
    header += std::string((64 - unpadded % 64) % 64, ' ') + "\n";  // data starts at a multiple of 64

    std::ofstream file(path, std::ios::binary);
    file << magic << '\x01' << '\x00' << static_cast<char>(header.size() & 0xff) << static_cast<char>(header.size() >> 8)
         << header;
    file.write(reinterpret_cast<const char*>(tensor.values.data()),
               static_cast<std::streamsize>(tensor.values.size() * sizeof(float)));
    if (!file) {
        throw UsageError("cannot write " + path);
    }
}

}  // namespace npy

// ---------------------------------------------------------------------------------------------------------------
// Command line

struct Options {
    std::optional<std::string> inputs, outputs;
    std::vector<std::size_t> shape = {96, 160};  // 15 tiles: more than one row of tiles, and an odd number
    std::uint32_t seed = 0;
    std::map<std::string, std::size_t> sizes;  // of dimensions by name
    std::map<std::string, double> parameters;
};

template <typename Number>
Number parse_number(std::string_view text, const std::string& what) {
    Number number{};
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || rest != text.data() + text.size()) {
        throw UsageError(what + " must be a number, not '" + std::string(text) + "'");
    }
    return number;
}

std::vector<std::size_t> parse_shape_option(std::string_view text) {
    std::vector<std::size_t> shape;
    while (true) {
        const std::size_t comma = text.find(',');
        shape.push_back(parse_number<std::size_t>(text.substr(0, comma), "each dimension of --shape"));
        if (comma == std::string_view::npos) {
            return shape;
        }
        text.remove_prefix(comma + 1);
    }
}

// Takes `name=number`, the value of `flag`, into `values`.
template <typename Number>
void parse_named(std::string_view text, const std::string& flag, std::map<std::string, Number>& values) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
        throw UsageError("write " + flag + " name=value, not '" + std::string(text) + "'");
    }
    const std::string name(text.substr(0, equals));
    values[name] = parse_number<Number>(text.substr(equals + 1), flag + " " + name);
}

Options parse_options(std::span<char*> arguments) {
    Options options;
    for (std::size_t i = 1; i < arguments.size(); i += 2) {
        const std::string flag = arguments[i];
        if (i + 1 == arguments.size()) {
            throw UsageError("usage: " + std::string(arguments[0]) +
                             " [--shape 64,96 | --size name=N] [--seed N] [--param name=value] [--inputs DIR --outputs DIR]");
        }
        const std::string_view value = arguments[i + 1];
        if (flag == "--inputs") {
            options.inputs = value;
        } else if (flag == "--outputs") {
            options.outputs = value;
        } else if (flag == "--shape") {
            options.shape = parse_shape_option(value);
        } else if (flag == "--seed") {
            options.seed = parse_number<std::uint32_t>(value, "--seed");
        } else if (flag == "--param") {
            parse_named(value, flag, options.parameters);
        } else if (flag == "--size") {
            parse_named(value, flag, options.sizes);
        } else {
            throw UsageError("unknown option " + flag + ": there are --shape, --size, --seed, --param, --inputs and --outputs");
        }
    }
    if (options.inputs.has_value() != options.outputs.has_value()) {
        throw UsageError("give both --inputs and --outputs, or neither");
    }
    return options;
}

// ---------------------------------------------------------------------------------------------------------------
// Inputs

// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers with every standard library.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // Uniform in [low, high).
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53;
    }

private:
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = (state_ ^ (state_ >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t state_;
};

// Uniform in the input's range, and representable in its type.
Tensor random_tensor(const Input& input, const std::vector<std::size_t>& shape, Random& random) {
    Tensor tensor{shape, std::vector<float>(element_count(shape))};
    for (float& value : tensor.values) {
        value = static_cast<float>(random.between(input.low, input.high));
        if (input.dtype == DType::bfloat16) {
            value = static_cast<float>(BFloat16(value));
        } else if (is_integer(input.dtype)) {
            value = std::trunc(value);
        }
    }
    return tensor;
}

double read_parameter(const std::string& path) {
    const Tensor tensor = npy::read(path);
    if (tensor.values.size() != 1) {
        throw UsageError(path + " must hold one number, not shape " + to_string(tensor.shape));
    }
    return tensor.values.front();
}

// Sizes of the operation's dimensions: those of --size, and for the others a few tiles, each another number.
class Dimensions {
public:
    Dimensions(const Operation& operation, const Options& options) : sizes_(options.sizes) {
        std::map<std::string, std::size_t> there;
        for (const Input& input : operation.inputs) {
            for (const std::string& name : input.dimensions) {
                if (!is_number(name)) {
                    there.try_emplace(name, 32 * (2 + there.size()));
                }
            }
        }
        for (const auto& [name, size] : sizes_) {
            if (!there.contains(name)) {
                throw UsageError("there is no dimension " + name);
            }
        }
        sizes_.merge(there);
    }

    std::vector<std::size_t> shape(const Input& input) const {
        std::vector<std::size_t> shape;
        for (const std::string& name : input.dimensions) {
            shape.push_back(is_number(name) ? parse_number<std::size_t>(name, "dimension") : sizes_.at(name));
        }
        return shape;
    }

    // From now on the dimensions are those of `shape`; an earlier input may have said otherwise.
    void take(const Input& input, const std::vector<std::size_t>& shape) {
        const UsageError mismatch("tensor " + input.name + " has shape " + to_string(shape) +
                                  ", which does not fit its dimensions and those of the inputs before it "
                                  "(an operation for any shape names none)");
        if (shape.size() != input.dimensions.size()) {
            throw mismatch;
        }
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const std::string& name = input.dimensions[i];
            const std::size_t expected = is_number(name) ? parse_number<std::size_t>(name, "dimension")
                                                         : taken_.try_emplace(name, shape[i]).first->second;
            if (expected != shape[i]) {
                throw mismatch;
            }
        }
    }

private:
    static bool is_number(const std::string& name) { return !name.empty() && name.front() >= '0' && name.front() <= '9'; }

    std::map<std::string, std::size_t> sizes_, taken_;
};

void check_shapes(const Operation& operation, const Arguments& arguments, Dimensions& dimensions) {
    const Tensor& first = arguments.input(operation.inputs.front().name);
    for (const Input& input : operation.inputs) {
        const auto& shape = arguments.input(input.name).shape;
        if (shape.empty() || element_count(shape) == 0) {
            throw UsageError("tensor " + input.name + " of shape " + to_string(shape) + " has no elements to work on");
        }
        if (!input.dimensions.empty()) {
            dimensions.take(input, shape);
        } else if (shape != first.shape) {
            throw UsageError("the inputs must have one shape, but " + operation.inputs.front().name + " has " +
                             to_string(first.shape) + " and " + input.name + " has " + to_string(shape));
        }
    }
}

Arguments gather(const Operation& operation, const Options& options) {
    Arguments arguments;
    Random random(options.seed);
    Dimensions dimensions(operation, options);
    for (const Input& input : operation.inputs) {
        const auto shape = input.dimensions.empty() ? options.shape : dimensions.shape(input);
        arguments.inputs[input.name] = options.inputs ? npy::read(*options.inputs + "/" + input.name + ".npy")
                                                      : random_tensor(input, shape, random);
    }
    for (const Parameter& parameter : operation.parameters) {
        arguments.parameters[parameter.name] =
            options.inputs ? read_parameter(*options.inputs + "/" + parameter.name + ".npy") : parameter.value;
    }
    for (const auto& [name, value] : options.parameters) {
        if (!arguments.parameters.contains(name)) {
            throw UsageError("there is no parameter " + name);
        }
        arguments.parameters[name] = value;
    }
    check_shapes(operation, arguments, dimensions);
    return arguments;
}

// ---------------------------------------------------------------------------------------------------------------
// The self-check

struct Comparison {
    std::size_t wrong = 0;
    std::size_t worst = 0;  // the element with the largest error in units of the last place
    double worst_ulp = 0;
    double norm_relative = 0;
};

Comparison compare(const Tensor& output, const std::vector<double>& golden, DType dtype, const Tolerance& tolerance) {
    double largest = 0;
    for (const double value : golden) {
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    }
    Comparison result;
    double error_squares = 0, golden_squares = 0;
    for (std::size_t i = 0; i < golden.size(); ++i) {
        const double error = std::abs(output.values[i] - golden[i]);
        const double ulp = error / unit_in_last_place(golden[i], dtype);
        const bool passes = error <= tolerance.absolute_floor * largest || ulp <= tolerance.max_ulp;  // false for NaN
        result.wrong += passes ? 0 : 1;
        if (!(ulp <= result.worst_ulp)) {
            result.worst_ulp = ulp;
            result.worst = i;
        }
        error_squares += error * error;
        golden_squares += golden[i] * golden[i];
    }
    result.norm_relative = error_squares == 0 ? 0 : std::sqrt(error_squares / golden_squares);
    return result;
}

bool check(const Operation& operation, const Results& results, const Golden& golden, const Arguments& arguments) {
    const auto expected = golden(arguments);
    bool passed = true;
    for (const Output& output : operation.outputs) {
        const Tensor& tensor = results.outputs.at(output.name);
        const std::vector<double>& values = expected.at(output.name);
        if (tensor.values.size() != values.size()) {
            throw std::runtime_error("output " + output.name + " has shape " + to_string(tensor.shape) + ", but " +
                                     std::to_string(values.size()) + " elements are expected");
        }
        const Comparison found = compare(tensor, values, output.dtype, operation.tolerance);
        std::printf("%s: %zu of %zu elements wrong; worst at %zu: %g, expected %g (%.3g ULP); relative error %.3g\n",
                    output.name.c_str(), found.wrong, values.size(), found.worst, tensor.values[found.worst],
                    values[found.worst], found.worst_ulp, found.norm_relative);
        passed = passed && found.wrong == 0 && found.norm_relative <= operation.tolerance.norm_relative;
    }
    return passed;
}

void write_outputs(const Operation& operation, const Results& results, const std::string& folder) {
    for (const Output& output : operation.outputs) {
        npy::write(folder + "/" + output.name + ".npy", results.outputs.at(output.name));
    }
}

// Wall time in milliseconds.
double now() {
    std::timespec time{};
    std::timespec_get(&time, TIME_UTC);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

}  // namespace

Stopwatch::Stopwatch() : start_(now()) {}

double Stopwatch::milliseconds() const { return now() - start_; }

// ---------------------------------------------------------------------------------------------------------------
// The whole program

int run(int argc, char** argv, const Operation& operation, const Golden& golden, const Device& device) {
    try {
        const Options options = parse_options(std::span(argv, static_cast<std::size_t>(argc)));
        const Arguments arguments = gather(operation, options);
        const Results results = device(arguments);
        std::printf("%s: %.3f ms\n", operation.name.c_str(), results.milliseconds);
        if (options.outputs) {
            write_outputs(operation, results, *options.outputs);
            return 0;
        }
        const bool passed = check(operation, results, golden, arguments);
        std::puts(passed ? "PASS" : "FAIL");
        return passed ? 0 : 1;
    } catch (const UsageError& error) {
        std::fprintf(stderr, "%s: %s\n", operation.name.c_str(), error.what());
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", operation.name.c_str(), error.what());
        return 1;
    }
}

}  // namespace tilesmith
