#include <tt-metalium/bfloat16.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <random>

bfloat16 bfloat16::truncate(float float_num) {
    return std::bit_cast<bfloat16>(static_cast<uint16_t>(std::bit_cast<uint32_t>(float_num) >> 16));
}

bfloat16 bfloat16::operator+(bfloat16 rhs) const { return {static_cast<float>(*this) + static_cast<float>(rhs)}; }
bfloat16 bfloat16::operator-(bfloat16 rhs) const { return {static_cast<float>(*this) - static_cast<float>(rhs)}; }
bfloat16 bfloat16::operator*(bfloat16 rhs) const { return {static_cast<float>(*this) * static_cast<float>(rhs)}; }
bfloat16 bfloat16::operator/(bfloat16 rhs) const { return {static_cast<float>(*this) / static_cast<float>(rhs)}; }
bfloat16& bfloat16::operator+=(bfloat16 rhs) noexcept { return *this = *this + rhs; }
bfloat16& bfloat16::operator-=(bfloat16 rhs) noexcept { return *this = *this - rhs; }
bfloat16& bfloat16::operator*=(bfloat16 rhs) noexcept { return *this = *this * rhs; }
bfloat16& bfloat16::operator/=(bfloat16 rhs) noexcept { return *this = *this / rhs; }

std::ostream& operator<<(std::ostream& os, const bfloat16& value) { return os << std::bit_cast<uint16_t>(value); }

bool operator==(const std::vector<bfloat16>& lhs, const std::vector<bfloat16>& rhs) {
    return std::equal(lhs.begin(), lhs.end(), rhs.begin(), rhs.end(),
                      [](bfloat16 a, bfloat16 b) { return std::bit_cast<uint16_t>(a) == std::bit_cast<uint16_t>(b); });
}

uint32_t pack_two_bfloat16_into_uint32(std::pair<bfloat16, bfloat16> two) {
    return std::bit_cast<uint16_t>(two.first) | static_cast<uint32_t>(std::bit_cast<uint16_t>(two.second)) << 16;
}

std::pair<bfloat16, bfloat16> unpack_two_bfloat16_from_uint32(uint32_t word) {
    return {std::bit_cast<bfloat16>(static_cast<uint16_t>(word & 0xFFFF)), std::bit_cast<bfloat16>(static_cast<uint16_t>(word >> 16))};
}

namespace {

/// Two values a word from a generator of floats.
template <class Next>
std::vector<uint32_t> packed(size_t num_bytes, Next&& next) {
    std::vector<uint32_t> words(num_bytes / sizeof(uint32_t));
    for (uint32_t& word : words) {
        const bfloat16 low(next());
        const bfloat16 high(next());
        word = pack_two_bfloat16_into_uint32({low, high});
    }
    return words;
}

std::vector<uint32_t> random_packed(size_t num_bytes, float low, float high, int seed, float offset) {
    std::mt19937 engine(static_cast<uint32_t>(seed));
    std::uniform_real_distribution<float> distribution(low, high);
    return packed(num_bytes, [&] { return distribution(engine) + offset; });
}

}  // namespace

std::vector<uint32_t> create_arange_vector_of_bfloat16(size_t num_bytes, bool) {
    float next = 0;
    return packed(num_bytes, [&] { return next++; });
}

std::vector<bfloat16> create_random_vector_of_bfloat16_native(size_t num_bytes, float rand_max_float, int seed, float offset) {
    std::mt19937 engine(static_cast<uint32_t>(seed));
    std::uniform_real_distribution<float> distribution(0, rand_max_float);
    std::vector<bfloat16> values(num_bytes / sizeof(bfloat16));
    for (bfloat16& value : values) {
        value = bfloat16(distribution(engine) + offset);
    }
    return values;
}

std::vector<uint32_t> create_random_vector_of_bfloat16(size_t num_bytes, int rand_max_float, int seed, float offset) {
    return random_packed(num_bytes, 0, static_cast<float>(rand_max_float), seed, offset);
}
std::vector<uint32_t> create_random_vector_of_bfloat16_1_1(size_t num_bytes, int seed) { return random_packed(num_bytes, -1, 1, seed, 0); }
std::vector<uint32_t> create_random_vector_of_bfloat16_0_2(size_t num_bytes, int seed) { return random_packed(num_bytes, 0, 2, seed, 0); }
std::vector<uint32_t> create_constant_vector_of_bfloat16(size_t num_bytes, float value) {
    return packed(num_bytes, [&] { return value; });
}

std::vector<bfloat16> create_identity_matrix(int rows, int cols, int num_ones) {
    std::vector<bfloat16> matrix(static_cast<size_t>(rows) * static_cast<size_t>(cols), bfloat16(0.0f));
    for (int i = 0; i < num_ones; ++i) {
        matrix.at(static_cast<size_t>(i) * static_cast<size_t>(cols) + static_cast<size_t>(i)) = bfloat16(1.0f);
    }
    return matrix;
}

std::vector<uint16_t> u16_from_u32_vector(const std::vector<uint32_t>& in) {
    std::vector<uint16_t> out;
    for (const uint32_t word : in) {
        out.push_back(static_cast<uint16_t>(word & 0xFFFF));
        out.push_back(static_cast<uint16_t>(word >> 16));
    }
    return out;
}

std::vector<uint32_t> u32_from_u16_vector(const std::vector<uint16_t>& in) {
    std::vector<uint32_t> out;
    for (size_t i = 0; i + 1 < in.size(); i += 2) {
        out.push_back(in[i] | static_cast<uint32_t>(in[i + 1]) << 16);
    }
    return out;
}

std::vector<uint32_t> pack_bfloat16_vec_into_uint32_vec(const std::vector<bfloat16>& data) {
    std::vector<uint32_t> out;
    for (size_t i = 0; i + 1 < data.size(); i += 2) {
        out.push_back(pack_two_bfloat16_into_uint32({data[i], data[i + 1]}));
    }
    return out;
}

bfloat16 bfloat16_identity_transform(const bfloat16& input) { return input; }

std::vector<bfloat16> unpack_uint32_vec_into_bfloat16_vec(const std::vector<uint32_t>& data,
                                                          const std::function<bfloat16(const bfloat16&)>& transform) {
    std::vector<bfloat16> out;
    for (const uint32_t word : data) {
        const auto [low, high] = unpack_two_bfloat16_from_uint32(word);
        out.push_back(transform(low));
        out.push_back(transform(high));
    }
    return out;
}

void print_vec_of_bfloat16(const std::vector<bfloat16>& vec, int num_tiles, const std::string& name, int tile_print_offset) {
    size_t next = 0;
    for (int tile = 0; tile < num_tiles; ++tile) {
        std::cout << name << " tile " << tile + tile_print_offset << "\n";
        for (int row = 0; row < 32 && next < vec.size(); ++row) {
            for (int col = 0; col < 32 && next < vec.size(); ++col) {
                std::cout << static_cast<float>(vec[next++]) << ", ";
            }
            std::cout << "\n";
        }
    }
}

void print_vec_of_uint32_as_packed_bfloat16(const std::vector<uint32_t>& vec, int num_tiles, const std::string& name, int tile_print_offset) {
    print_vec_of_bfloat16(unpack_uint32_vec_into_bfloat16_vec(vec), num_tiles, name, tile_print_offset);
}

bool equal_within_n_sig_figs(float a, float b, int n) {
    const auto rounded = [n](float value) {
        const float scale = value == 0 ? 1.0f : std::pow(10.0f, static_cast<float>(n) - std::ceil(std::log10(std::fabs(value))));
        return std::round(value * scale) / scale;
    };
    return rounded(a) == rounded(b);
}
bool equal_within_absolute_tolerance(float a, float b, float tol) { return std::fabs(a - b) < tol; }

bool is_close(float a, float b, float rtol, float atol) {
    if (std::isnan(a) || std::isnan(b)) {
        return std::isnan(a) && std::isnan(b);
    }
    const float difference = std::fabs(a - b);
    return difference <= atol || difference <= rtol * std::max(std::fabs(a), std::fabs(b));
}

bool packed_uint32_t_vector_comparison(const std::vector<uint32_t>& vec_a, const std::vector<uint32_t>& vec_b,
                                       const std::function<bool(float, float)>& comparison_function, int* argfail) {
    if (vec_a.size() != vec_b.size()) {
        return false;
    }
    for (size_t i = 0; i < vec_a.size(); ++i) {
        const auto a = unpack_two_bfloat16_from_uint32(vec_a[i]), b = unpack_two_bfloat16_from_uint32(vec_b[i]);
        if (!comparison_function(a.first, b.first) || !comparison_function(a.second, b.second)) {
            if (argfail != nullptr) {
                *argfail = static_cast<int>(i);
            }
            return false;
        }
    }
    return true;
}
