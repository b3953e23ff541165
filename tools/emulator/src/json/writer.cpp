#include <cmath>
#include <cstdio>

#include "json/json.hpp"

namespace tilesmith {

namespace {

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

}  // namespace tilesmith
