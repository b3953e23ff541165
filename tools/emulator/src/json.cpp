#include "json.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace tilesmith {

namespace {

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Json document() {
        Json value = any();
        skip_space();
        if (at_ != text_.size()) {
            fail("something follows the value");
        }
        return value;
    }

private:
    [[noreturn]] void fail(const std::string& what) const {
        throw JsonError("JSON, offset " + std::to_string(at_) + ": " + what);
    }

    void skip_space() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
    }

    char peek() {
        skip_space();
        if (at_ >= text_.size()) {
            fail("the text ends too early");
        }
        return text_[at_];
    }

    void expect(char wanted) {
        if (peek() != wanted) {
            fail(std::string("'") + wanted + "' wanted");
        }
        ++at_;
    }

    bool accept(std::string_view word) {
        if (text_.substr(at_, word.size()) != word) {
            return false;
        }
        at_ += word.size();
        return true;
    }

    Json any() {
        if (++depth_ > 200) {
            fail("nested too deeply");
        }
        Json value = one();
        --depth_;
        return value;
    }

    Json one() {
        switch (peek()) {
            case '{': return object();
            case '[': return array();
            case '"': return Json(string());
            default: break;
        }
        if (accept("true")) {
            return Json(true);
        }
        if (accept("false")) {
            return Json(false);
        }
        if (accept("null")) {
            return Json(nullptr);
        }
        return number();
    }

    Json number() {
        const size_t begin = at_;
        while (at_ < text_.size() && std::string_view("+-.eE0123456789").find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
        const std::string_view token = text_.substr(begin, at_ - begin);
        const char* end = token.data() + token.size();
        if (token.find_first_of(".eE") == std::string_view::npos) {
            int64_t whole = 0;
            if (auto [rest, error] = std::from_chars(token.data(), end, whole); error == std::errc() && rest == end) {
                return Json(static_cast<long>(whole));
            }
        }
        double real = 0;
        if (auto [rest, error] = std::from_chars(token.data(), end, real); error == std::errc() && rest == end) {
            return Json(real);
        }
        at_ = begin;
        fail("a value wanted");
    }

    uint32_t hex4() {
        uint32_t code = 0;
        const std::string_view digits = text_.substr(at_, 4);
        auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (error != std::errc() || rest != digits.data() + 4) {
            fail("four hexadecimal digits wanted after \\u");
        }
        at_ += 4;
        return code;
    }

    static void append_utf8(std::string& out, uint32_t code) {
        if (code < 0x80) {
            out += static_cast<char>(code);
        } else if (code < 0x800) {
            out += static_cast<char>(0xC0 | (code >> 6));
            out += static_cast<char>(0x80 | (code & 0x3F));
        } else {
            out += static_cast<char>(0xE0 | (code >> 12));
            out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
            out += static_cast<char>(0x80 | (code & 0x3F));
        }
    }

    void escape(std::string& out) {
        const char kind = at_ < text_.size() ? text_[at_++] : '\0';
        switch (kind) {
            case '"':
            case '\\':
            case '/': out += kind; return;
            case 'b': out += '\b'; return;
            case 'f': out += '\f'; return;
            case 'n': out += '\n'; return;
            case 'r': out += '\r'; return;
            case 't': out += '\t'; return;
            case 'u': append_utf8(out, hex4()); return;
            default: fail("unknown escape");
        }
    }

    std::string string() {
        expect('"');
        std::string out;
        while (at_ < text_.size() && text_[at_] != '"') {
            const char next = text_[at_++];
            if (next == '\\') {
                escape(out);
            } else {
                out += next;
            }
        }
        expect('"');
        return out;
    }

    Json array() {
        expect('[');
        JsonArray items;
        while (peek() != ']') {
            items.push_back(any());
            if (peek() != ']') {
                expect(',');
            }
        }
        expect(']');
        return Json(std::move(items));
    }

    Json object() {
        expect('{');
        JsonObject members;
        while (peek() != '}') {
            std::string key = string();
            expect(':');
            members.emplace_back(std::move(key), any());
            if (peek() != '}') {
                expect(',');
            }
        }
        expect('}');
        return Json(std::move(members));
    }

    std::string_view text_;
    size_t at_ = 0;
    int depth_ = 0;
};

void write_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += code;
        } else {
            out += c;
        }
    }
    out += '"';
}

void write_real(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    char text[40];
    std::snprintf(text, sizeof text, "%.9g", value);
    out += text;
}

}  // namespace

void Json::write(std::string& out, int indent) const {
    const std::string pad(static_cast<size_t>(indent) + 1, ' ');
    if (const auto* items = std::get_if<JsonArray>(&value_)) {
        out += '[';
        for (size_t i = 0; i < items->size(); ++i) {
            out += i == 0 ? "" : ", ";
            (*items)[i].write(out, indent + 1);
        }
        out += ']';
    } else if (const auto* members = std::get_if<JsonObject>(&value_)) {
        out += '{';
        for (size_t i = 0; i < members->size(); ++i) {
            out += i == 0 ? "\n" : ",\n";
            out += pad;
            write_string(out, (*members)[i].first);
            out += ": ";
            (*members)[i].second.write(out, indent + 1);
        }
        out += members->empty() ? "}" : "\n" + pad.substr(1) + "}";
    } else if (const auto* text = std::get_if<std::string>(&value_)) {
        write_string(out, *text);
    } else if (const auto* whole = std::get_if<int64_t>(&value_)) {
        out += std::to_string(*whole);
    } else if (const auto* real = std::get_if<double>(&value_)) {
        write_real(out, *real);
    } else if (const auto* flag = std::get_if<bool>(&value_)) {
        out += *flag ? "true" : "false";
    } else {
        out += "null";
    }
}

std::string Json::dump() const {
    std::string out;
    write(out, 0);
    out += '\n';
    return out;
}

namespace {
template <class T, class V>
const T& get_or_throw(const V& value, const char* kind) {
    if (const T* found = std::get_if<T>(&value)) {
        return *found;
    }
    throw JsonError(std::string("JSON: ") + kind + " wanted");
}
}  // namespace

bool Json::boolean() const { return get_or_throw<bool>(value_, "true or false"); }
int64_t Json::integer() const { return get_or_throw<int64_t>(value_, "an integer"); }
const std::string& Json::text() const { return get_or_throw<std::string>(value_, "a string"); }
const JsonArray& Json::array() const { return get_or_throw<JsonArray>(value_, "an array"); }
const JsonObject& Json::object() const { return get_or_throw<JsonObject>(value_, "an object"); }

const Json* Json::find(std::string_view key) const {
    for (const auto& [name, member] : object()) {
        if (name == key) {
            return &member;
        }
    }
    return nullptr;
}

const Json& Json::at(std::string_view key) const {
    if (const Json* member = find(key)) {
        return *member;
    }
    throw JsonError("JSON: there is no member \"" + std::string(key) + "\"");
}

Json Json::parse(std::string_view text) { return Reader(text).document(); }

Json Json::parse_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw JsonError("cannot read " + path.string());
    }
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return parse(text);
}

}  // namespace tilesmith
