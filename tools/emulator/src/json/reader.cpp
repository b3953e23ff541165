#include <charconv>
#include <fstream>
#include <iterator>

#include "json/json.hpp"

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

}  // namespace

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
