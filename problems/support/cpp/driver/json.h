// Writes values as JSON, for drivers. Spaces as Python's json.dumps has them,
// so that one expectation serves every language.
#ifndef PROBLEMS_SUPPORT_CPP_DRIVER_JSON_H_
#define PROBLEMS_SUPPORT_CPP_DRIVER_JSON_H_

#include <concepts>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace json {

inline std::string Value(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (byte < 0x20) {
      char escaped[7];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", byte);
      quoted += escaped;
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}
inline std::string Value(const char* text) {
  return Value(std::string_view(text));
}
inline std::string Value(const std::string& text) {
  return Value(std::string_view(text));
}
inline std::string Value(std::same_as<bool> auto truth) {
  return truth ? "true" : "false";
}
inline std::string Value(std::integral auto number) requires(
    !std::same_as<decltype(number), bool>) {
  return std::to_string(number);
}

// A member of an object: its name and its value, already written as JSON.
using Member = std::pair<std::string_view, std::string>;

inline std::string Object(const std::vector<Member>& members) {
  std::string text;
  for (const auto& [name, value] : members) {
    text += (text.empty() ? "" : ", ") + Value(name) + ": " + value;
  }
  return "{" + text + "}";
}

// An array of values already written as JSON.
inline std::string Array(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    text += (text.empty() ? "" : ", ") + value;
  }
  return "[" + text + "]";
}

}  // namespace json

#endif  // PROBLEMS_SUPPORT_CPP_DRIVER_JSON_H_
