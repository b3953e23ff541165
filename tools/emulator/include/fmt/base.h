// As much of {fmt} as host programs use: format, print, println with positional `{}` fields, checked at compile time.
// It stands in for the library that tt-metal brings along.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace fmt {

using string_view = std::string_view;

struct format_parse_context;
struct format_context;

/// Specialised by programs for their own types. Those specialisations are accepted and not used: a type is shown by its
/// `str()` or its `operator<<`.
template <typename T, typename Char = char>
struct formatter;

namespace detail {

/// One argument, its type erased.
struct Argument {
    enum class Kind : uint8_t { boolean, character, integer, natural, real, text, pointer };
    Kind kind = Kind::integer;
    union {
        int64_t integer = 0;
        uint64_t natural;
        double real;
        const void* pointer;
    };
    std::string text;
};

template <typename T>
concept HasStr = requires(const T& value) {
    { value.str() } -> std::convertible_to<std::string>;
};

template <typename T>
concept Range = requires(const T& value) {
    value.begin() != value.end();
    *value.begin();
};

/// Types that name their members (as tt-metal's do) or that <fmt/ostream.h> shows by their operator<<.
template <typename T>
struct Shown;

template <typename T>
Argument argument(const T& value);

std::string join_range(const std::string& items);
std::string vformat(std::string_view format, const Argument* arguments, size_t count);

template <typename T>
std::string plain(const T& value) {
    const Argument one = argument(value);
    return vformat("{}", &one, 1);
}

template <typename T>
Argument argument(const T& value) {
    using Kind = Argument::Kind;
    Argument out;
    if constexpr (std::is_same_v<T, bool>) {
        out.kind = Kind::boolean;
        out.integer = value;
    } else if constexpr (std::is_same_v<T, char>) {
        out.kind = Kind::character;
        out.integer = value;
    } else if constexpr (std::is_integral_v<T>) {
        out.kind = std::is_signed_v<T> ? Kind::integer : Kind::natural;
        if constexpr (std::is_signed_v<T>) {
            out.integer = value;
        } else {
            out.natural = value;
        }
    } else if constexpr (std::is_enum_v<T>) {
        return argument(static_cast<std::underlying_type_t<T>>(value) + 0);
    } else if constexpr (std::is_floating_point_v<T>) {
        out.kind = Kind::real;
        out.real = value;
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        out.kind = Kind::text;
        out.text = std::string_view(value);
    } else if constexpr (std::is_pointer_v<T>) {
        out.kind = Kind::pointer;
        out.pointer = value;
    } else if constexpr (HasStr<T>) {
        out.kind = Kind::text;
        out.text = value.str();
    } else if constexpr (Range<T>) {
        out.kind = Kind::text;
        for (const auto& item : value) {
            out.text += (out.text.empty() ? "" : ", ") + plain(item);
        }
        out.text = "[" + out.text + "]";
    } else if constexpr (std::is_convertible_v<const T&, float>) {
        out.kind = Kind::real;
        out.real = static_cast<float>(value);
    } else {
        out.kind = Kind::text;
        out.text = Shown<T>::text(value);
    }
    return out;
}

/// Not constexpr on purpose: reaching one of these makes the compiler name the fault of a format string.
void error_more_fields_than_arguments();
void error_unmatched_brace();

consteval void check(std::string_view format, size_t arguments) {
    size_t automatic = 0;
    for (size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '}') {
            if (i + 1 >= format.size() || format[i + 1] != '}') {
                error_unmatched_brace();
            }
            ++i;
        } else if (format[i] == '{') {
            if (i + 1 < format.size() && format[i + 1] == '{') {
                ++i;
                continue;
            }
            const bool numbered = i + 1 < format.size() && format[i + 1] >= '0' && format[i + 1] <= '9';
            while (i < format.size() && format[i] != '}') {
                ++i;
            }
            if (i >= format.size()) {
                error_unmatched_brace();
            }
            if (!numbered && ++automatic > arguments) {
                error_more_fields_than_arguments();
            }
        }
    }
}

}  // namespace detail

template <typename... T>
struct basic_format_string {
    std::string_view text;
    template <typename S>
        requires std::is_convertible_v<const S&, std::string_view>
    consteval basic_format_string(const S& literal) : text(literal) {
        detail::check(text, sizeof...(T));
    }
    struct Runtime {
        std::string_view text;
    };
    basic_format_string(Runtime at_run_time) : text(at_run_time.text) {}
};
template <typename... T>
using format_string = basic_format_string<std::type_identity_t<T>...>;

template <typename... T>
std::string format(format_string<T...> format, T&&... values) {
    const detail::Argument arguments[] = {detail::argument<std::remove_cvref_t<T>>(values)..., detail::Argument{}};
    return detail::vformat(format.text, arguments, sizeof...(T));
}
template <typename... T>
void print(std::FILE* file, format_string<T...> format, T&&... values) {
    const std::string text = fmt::format<T...>(format, std::forward<T>(values)...);
    std::fwrite(text.data(), 1, text.size(), file);
}
template <typename... T>
void print(format_string<T...> format, T&&... values) {
    fmt::print<T...>(stdout, format, std::forward<T>(values)...);
}
template <typename... T>
void println(std::FILE* file, format_string<T...> format, T&&... values) {
    fmt::print<T...>(file, format, std::forward<T>(values)...);
    std::fputc('\n', file);
}
template <typename... T>
void println(format_string<T...> format, T&&... values) {
    fmt::println<T...>(stdout, format, std::forward<T>(values)...);
}

template <typename Items>
std::string join(const Items& items, std::string_view separator) {
    std::string out;
    bool first = true;
    for (const auto& item : items) {
        out += (first ? std::string() : std::string(separator)) + detail::plain(item);
        first = false;
    }
    return out;
}

}  // namespace fmt
