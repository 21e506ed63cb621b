// How values travel between the driver and the submission: as JSON, by their
// types. Generated adapters are made of this; those written by hand may be.
#ifndef PROBLEMS_SUPPORT_CPP_ADAPTER_VALUES_H_
#define PROBLEMS_SUPPORT_CPP_ADAPTER_VALUES_H_

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "adapter.h"
#include "failures.h"

namespace adapter {

// Of each type that travels: Write() gives the JSON of a value, Read() the
// value, and Fits() says whether Read() would give one. A struct has a
// specialization of its own.
template <typename T>
struct Wire;

template <typename T>
Json Write(const T& value) {
  return Wire<T>::Write(value);
}

template <typename T>
T Read(const Json& json) {
  return Wire<T>::Read(json);
}

// ---- Members of a struct ---------------------------------------------------

template <typename T>
void WriteMember(Json& object, const char* name, const T& value) {
  object[name] = Write(value);
}
// One that is not there is left out.
template <typename T>
void WriteMember(Json& object, const char* name,
                 const std::optional<T>& value) {
  if (value) object[name] = Write(*value);
}

template <typename T>
T ReadMember(const Json& object, const char* name) {
  const auto member = object.find(name);
  return Read<T>(member == object.end() ? Json() : *member);
}

inline bool HasMembers(const Json& json,
                       std::initializer_list<const char*> names) {
  return json.is_object() &&
         std::all_of(names.begin(), names.end(),
                     [&](const char* name) { return json.contains(name); });
}

// ---- Types that all languages have -----------------------------------------

// `fits` is the member of Json that says whether one holds such a value.
template <typename T, bool (Json::*fits)() const noexcept>
struct PlainWire {
  static Json Write(const T& value) { return Json(value); }
  static T Read(const Json& json) { return json.get<T>(); }
  static bool Fits(const Json& json) { return (json.*fits)(); }
};

template <>
struct Wire<int> : PlainWire<int, &Json::is_number_integer> {};
template <>
struct Wire<double> : PlainWire<double, &Json::is_number> {};
template <>
struct Wire<bool> : PlainWire<bool, &Json::is_boolean> {};
template <>
struct Wire<std::string> : PlainWire<std::string, &Json::is_string> {};

template <>
struct Wire<std::chrono::milliseconds> {
  static Json Write(std::chrono::milliseconds value) {
    return Json(value.count());
  }
  static std::chrono::milliseconds Read(const Json& json) {
    return std::chrono::milliseconds(json.get<std::int64_t>());
  }
  static bool Fits(const Json& json) { return json.is_number_integer(); }
};

template <typename T>
struct Wire<std::optional<T>> {
  static Json Write(const std::optional<T>& value) {
    return value ? adapter::Write(*value) : Json();
  }
  static std::optional<T> Read(const Json& json) {
    if (json.is_null()) return std::nullopt;
    return adapter::Read<T>(json);
  }
  static bool Fits(const Json& json) {
    return json.is_null() || Wire<T>::Fits(json);
  }
};

template <typename T>
struct Wire<std::vector<T>> {
  static Json Write(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.push_back(adapter::Write(value));
    return list;
  }
  static std::vector<T> Read(const Json& json) {
    std::vector<T> values;
    for (const Json& item : json) values.push_back(adapter::Read<T>(item));
    return values;
  }
  static bool Fits(const Json& json) {
    return json.is_array() &&
           std::all_of(json.begin(), json.end(), Wire<T>::Fits);
  }
};

template <typename T>
struct Wire<std::map<std::string, T>> {
  static Json Write(const std::map<std::string, T>& values) {
    Json object = Json::object();
    for (const auto& [name, value] : values) {
      object[name] = adapter::Write(value);
    }
    return object;
  }
  static std::map<std::string, T> Read(const Json& json) {
    std::map<std::string, T> values;
    for (const auto& [name, value] : json.items()) {
      values[name] = adapter::Read<T>(value);
    }
    return values;
  }
  static bool Fits(const Json& json) {
    return json.is_object() &&
           std::all_of(json.begin(), json.end(), Wire<T>::Fits);
  }
};

// The first of the types that fits.
template <typename... Types>
struct Wire<std::variant<Types...>> {
  using Variant = std::variant<Types...>;

  static Json Write(const Variant& value) {
    return std::visit([](const auto& held) { return adapter::Write(held); },
                      value);
  }
  static Variant Read(const Json& json) {
    std::optional<Variant> value;
    (void)((Wire<Types>::Fits(json) &&
            (value.emplace(adapter::Read<Types>(json)), true)) ||
           ...);
    if (!value) throw std::invalid_argument("a value of none of its types");
    return *std::move(value);
  }
  static bool Fits(const Json& json) {
    return (Wire<Types>::Fits(json) || ...);
  }
};

// ---- Functions -------------------------------------------------------------

// A list of functions of the driver, of what stands for each; `made` makes one.
template <typename Made>
auto ReadEach(const Json& tokens, Made made) {
  std::vector<decltype(made(tokens))> functions;
  for (const Json& token : tokens) functions.push_back(made(token));
  return functions;
}

// Gives functions to the driver for good; what stands for them.
template <typename T>
Json Give(Objects<T>& functions, T function) {
  return Json(functions.Add(std::move(function)));
}
template <typename T>
Json Give(Objects<T>& functions, std::vector<T> list) {
  Json tokens = Json::array();
  for (T& function : list) tokens.push_back(functions.Add(std::move(function)));
  return tokens;
}

// Lends functions to the driver for a scope.
template <typename T>
class Lent {
 public:
  template <typename FunctionOrList>
  Lent(Objects<T>& functions, FunctionOrList lent)
      : functions_(functions), token_(Give(functions, std::move(lent))) {}
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() {
    if (!token_.is_array()) functions_.Take(token_);
    for (const Json& token : token_.is_array() ? token_ : Json::array()) {
      functions_.Take(token);
    }
  }

  const Json& token() const { return token_; }

 private:
  Objects<T>& functions_;
  const Json token_;
};

// The result in ["value", RESULT]; throws the error in [KIND, MESSAGE].
inline Json ResultOf(const Json& answer) {
  const std::string kind = answer.at(0);
  if (kind != "value") Fail(kind, answer.at(1));
  return answer.at(1);
}

}  // namespace adapter

#endif  // PROBLEMS_SUPPORT_CPP_ADAPTER_VALUES_H_
