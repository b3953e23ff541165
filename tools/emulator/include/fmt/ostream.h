// Shows types by their operator<<.
#pragma once

#include <sstream>

#include <fmt/base.h>

namespace fmt {

namespace detail {
template <typename T>
    requires requires(std::ostream& out, const T& value) { out << value; }
struct Shown<T> {
    static std::string text(const T& value) {
        std::ostringstream out;
        out << value;
        return out.str();
    }
};
}  // namespace detail

struct ostream_formatter {};

template <typename T>
std::string streamed(const T& value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

template <typename... T>
void print(std::ostream& out, format_string<T...> format, T&&... values) {
    out << fmt::format<T...>(format, std::forward<T>(values)...);
}

}  // namespace fmt
