// A JSON value with a reader and a writer: as much as program.json and the reports need.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tilesmith {

class Json;
using JsonArray = std::vector<Json>;
/// Members keep the order in which they were added, so that written files are stable.
using JsonObject = std::vector<std::pair<std::string, Json>>;

struct JsonError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Json {
public:
    Json() : value_(nullptr) {}
    Json(std::nullptr_t) : value_(nullptr) {}
    Json(bool value) : value_(value) {}
    Json(int value) : value_(static_cast<int64_t>(value)) {}
    Json(unsigned value) : value_(static_cast<int64_t>(value)) {}
    Json(long value) : value_(static_cast<int64_t>(value)) {}
    Json(unsigned long value) : value_(static_cast<int64_t>(value)) {}
    Json(double value) : value_(value) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(JsonArray value) : value_(std::move(value)) {}
    Json(JsonObject value) : value_(std::move(value)) {}

    bool is_number() const { return std::holds_alternative<int64_t>(value_) || std::holds_alternative<double>(value_); }
    bool is_object() const { return std::holds_alternative<JsonObject>(value_); }
    bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }

    /// These throw JsonError when the value is of another kind.
    bool boolean() const;
    int64_t integer() const;
    uint32_t word() const { return static_cast<uint32_t>(integer()); }
    const std::string& text() const;
    const JsonArray& array() const;
    const JsonObject& object() const;

    /// Member of an object: `at` throws JsonError when there is none, `find` gives nullptr.
    const Json& at(std::string_view key) const;
    const Json* find(std::string_view key) const;
    const Json& operator[](size_t index) const { return array().at(index); }

    std::string dump() const;

    static Json parse(std::string_view text);
    static Json parse_file(const std::filesystem::path& path);

private:
    void write(std::string& out, int indent) const;
    std::variant<std::nullptr_t, bool, int64_t, double, std::string, JsonArray, JsonObject> value_;
};

}  // namespace tilesmith
