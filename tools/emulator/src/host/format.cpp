// The run-time half of include/fmt/base.h.
#include <fmt/base.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace fmt::detail {

namespace {

struct Spec {
    char fill = ' ';
    char align = '\0';   // < > ^, or none
    bool plus = false;
    bool alternate = false;
    bool zero = false;
    size_t width = 0;
    int precision = -1;
    char type = '\0';
};

bool is_align(char c) { return c == '<' || c == '>' || c == '^'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

size_t read_number(std::string_view& text) {
    size_t value = 0;
    while (!text.empty() && is_digit(text.front())) {
        value = value * 10 + static_cast<size_t>(text.front() - '0');
        text.remove_prefix(1);
    }
    return value;
}

bool accept(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

Spec parse(std::string_view text) {
    Spec spec;
    if (text.size() >= 2 && is_align(text[1])) {
        spec.fill = text[0];
        spec.align = text[1];
        text.remove_prefix(2);
    } else if (!text.empty() && is_align(text[0])) {
        spec.align = text[0];
        text.remove_prefix(1);
    }
    spec.plus = accept(text, '+');
    if (!spec.plus) {
        accept(text, '-');
        accept(text, ' ');
    }
    spec.alternate = accept(text, '#');
    spec.zero = accept(text, '0');
    spec.width = read_number(text);
    if (accept(text, '.')) {
        spec.precision = static_cast<int>(read_number(text));
    }
    if (!text.empty()) {
        spec.type = text.front();
        text.remove_prefix(1);
    }
    if (!text.empty()) {
        throw std::runtime_error("fmt: the format specification is not understood: " + std::string(text));
    }
    return spec;
}

std::string digits(uint64_t value, const Spec& spec) {
    const int base = spec.type == 'x' || spec.type == 'X' ? 16 : spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : 10;
    char buffer[72];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value, base);
    std::string text(buffer, result.ptr);
    if (spec.type == 'X') {
        for (char& c : text) {
            c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
    }
    const char* prefix = !spec.alternate ? "" : base == 16 ? (spec.type == 'X' ? "0X" : "0x") : base == 2 ? "0b" : base == 8 ? "0" : "";
    return prefix + text;
}

std::string real_text(double value, const Spec& spec) {
    if (spec.type == '\0' && spec.precision < 0) {
        char buffer[64];
        const float narrow = static_cast<float>(value);
        // Shortest text that reads back as the same number; a float is shown as a float.
        const auto result = static_cast<double>(narrow) == value ? std::to_chars(buffer, buffer + sizeof buffer, narrow)
                                                                 : std::to_chars(buffer, buffer + sizeof buffer, value);
        return std::string(buffer, result.ptr);
    }
    const char type = spec.type == '\0' ? 'g' : spec.type;
    const std::string pattern = std::string("%.*") + type;
    char buffer[400];
    std::snprintf(buffer, sizeof buffer, pattern.c_str(), spec.precision < 0 ? 6 : spec.precision, value);
    return buffer;
}

std::string body(const Argument& argument, const Spec& spec) {
    switch (argument.kind) {
        case Argument::Kind::boolean: return argument.integer != 0 ? "true" : "false";
        case Argument::Kind::character: return std::string(1, static_cast<char>(argument.integer));
        case Argument::Kind::natural: return (spec.plus ? "+" : "") + digits(argument.natural, spec);
        case Argument::Kind::integer: {
            const bool negative = argument.integer < 0;
            const uint64_t magnitude = negative ? 0 - static_cast<uint64_t>(argument.integer) : static_cast<uint64_t>(argument.integer);
            if (spec.type == 'c') {
                return std::string(1, static_cast<char>(argument.integer));
            }
            return (negative ? "-" : spec.plus ? "+" : "") + digits(magnitude, spec);
        }
        case Argument::Kind::real: return (spec.plus && !std::signbit(argument.real) ? "+" : "") + real_text(argument.real, spec);
        case Argument::Kind::pointer: return "0x" + digits(reinterpret_cast<uintptr_t>(argument.pointer), Spec{.type = 'x'});
        case Argument::Kind::text: return spec.precision < 0 ? argument.text : argument.text.substr(0, static_cast<size_t>(spec.precision));
    }
    return "";
}

std::string padded(std::string text, const Argument& argument, const Spec& spec) {
    if (text.size() >= spec.width) {
        return text;
    }
    const size_t missing = spec.width - text.size();
    const bool number = argument.kind == Argument::Kind::integer || argument.kind == Argument::Kind::natural ||
                        argument.kind == Argument::Kind::real;
    if (spec.zero && number && spec.align == '\0') {
        const size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
        const size_t prefix = text.compare(sign, 2, "0x") == 0 ? sign + 2 : sign;
        return text.insert(prefix, missing, '0');
    }
    const char align = spec.align != '\0' ? spec.align : number ? '>' : '<';
    const size_t left = align == '<' ? 0 : align == '>' ? missing : missing / 2;
    return std::string(left, spec.fill) + text + std::string(missing - left, spec.fill);
}

/// Index of the argument a field means, removed from its text: "0:x" -> 0, ":x" -> the next one.
size_t field_index(std::string_view& field, size_t& next) {
    if (!field.empty() && is_digit(field.front())) {
        return read_number(field);
    }
    return next++;
}

}  // namespace

std::string vformat(std::string_view format, const Argument* arguments, size_t count) {
    std::string out;
    size_t next = 0;
    for (size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if ((c == '{' || c == '}') && i + 1 < format.size() && format[i + 1] == c) {
            out += c;
            ++i;
        } else if (c == '{') {
            const size_t close = format.find('}', i);
            std::string_view field = format.substr(i + 1, close - i - 1);
            const size_t index = field_index(field, next);
            if (index >= count) {
                throw std::runtime_error("fmt: the format string names an argument that was not given");
            }
            const Spec spec = parse(accept(field, ':') ? field : std::string_view());
            out += padded(body(arguments[index], spec), arguments[index], spec);
            i = close;
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace fmt::detail
