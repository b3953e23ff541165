#include "json/json.hpp"

namespace tilesmith {

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

}  // namespace tilesmith
