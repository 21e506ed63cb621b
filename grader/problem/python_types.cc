#include "grader/problem/python_types.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/source_layout.h"

namespace grader {
namespace {

std::string OfNamed(const Interface& interface, const NamedType& named) {
  if (std::holds_alternative<StructType>(named.is)) return "dict";
  if (const auto* other = std::get_if<AliasType>(&named.is)) {
    return PythonType(interface, other->type);
  }
  return named.name;
}

// `to_json`: from Python to JSON; else the other way round.
std::string Converted(const Interface& interface, const ValueType& type,
                      const std::string& value, bool to_json) {
  if (IsPlainInPython(interface, type)) return value;
  const auto inner = [&](const std::string& one) {
    return Converted(interface, type.inner.front(), one, to_json);
  };
  switch (type.kind) {
    case ValueType::Kind::kDuration:
      return to_json ? absl::StrCat("round(", value, " * 1000)")
                     : absl::StrCat(value, " / 1000");
    case ValueType::Kind::kList:
      return absl::StrCat("[", inner("_one"), " for _one in ", value, "]");
    case ValueType::Kind::kMap:
      return absl::StrCat("{_name: ", inner("_one"), " for _name, _one in ",
                          value, ".items()}");
    case ValueType::Kind::kOptional:
      return absl::StrCat("None if ", value, " is None else ", inner(value));
    case ValueType::Kind::kNamed:
      return Converted(
          interface,
          std::get<AliasType>(FindType(interface, type.name)->is).type, value,
          to_json);
    case ValueType::Kind::kInt:
    case ValueType::Kind::kNumber:
    case ValueType::Kind::kBool:
    case ValueType::Kind::kText:
    case ValueType::Kind::kOneOf:
      break;
  }
  return value;
}

}  // namespace

bool IsPlainInPython(const Interface& interface, const ValueType& type) {
  if (type.kind == ValueType::Kind::kDuration) return false;
  if (type.kind != ValueType::Kind::kNamed) {
    return type.inner.empty() || IsPlainInPython(interface, type.inner.front());
  }
  const NamedType& named = *FindType(interface, type.name);
  if (const auto* other = std::get_if<AliasType>(&named.is)) {
    return IsPlainInPython(interface, other->type);
  }
  return !std::holds_alternative<FunctionType>(named.is);
}

std::string PythonToJson(const Interface& interface, const ValueType& type,
                         const std::string& value) {
  return Converted(interface, type, value, /*to_json=*/true);
}

std::string PythonFromJson(const Interface& interface, const ValueType& type,
                           const std::string& value) {
  return Converted(interface, type, value, /*to_json=*/false);
}

std::string PythonType(const Interface& interface, const ValueType& type) {
  const auto inner = [&] { return PythonType(interface, type.inner.front()); };
  switch (type.kind) {
    case ValueType::Kind::kInt:
      return "int";
    case ValueType::Kind::kNumber:
    case ValueType::Kind::kDuration:
      return "float";
    case ValueType::Kind::kBool:
      return "bool";
    case ValueType::Kind::kText:
      return "str";
    case ValueType::Kind::kList:
      return absl::StrCat("list[", inner(), "]");
    case ValueType::Kind::kOptional:
      return absl::StrCat(inner(), " | None");
    case ValueType::Kind::kMap:
      return absl::StrCat("dict[str, ", inner(), "]");
    case ValueType::Kind::kOneOf: {
      std::vector<std::string> types;
      for (const ValueType& one : type.inner) {
        std::string name = PythonType(interface, one);
        if (std::find(types.begin(), types.end(), name) == types.end()) {
          types.push_back(std::move(name));
        }
      }
      return absl::StrJoin(types, " | ");
    }
    case ValueType::Kind::kNamed:
      return OfNamed(interface, *FindType(interface, type.name));
  }
  return "";
}

std::string PythonType(const Interface& interface,
                       const std::optional<ValueType>& result) {
  return result ? PythonType(interface, *result) : "None";
}

std::string PythonSignature(const Interface& interface,
                            const FunctionSignature& function, bool method,
                            std::size_t indent) {
  std::vector<std::string> parameters;
  if (method) parameters.emplace_back("self");
  for (const TypedName& field : function.parameters) {
    parameters.push_back(
        absl::StrCat(field.name, ": ", PythonType(interface, field.type)));
  }
  return CommaList(
      absl::StrCat(std::string(indent, ' '), function.async ? "async " : "",
                   "def ", function.name, "("),
      parameters,
      absl::StrCat(") -> ", PythonType(interface, function.result), ":"),
      indent + 8);
}

std::vector<std::string> PythonNames(const std::vector<TypedName>& parameters) {
  std::vector<std::string> names;
  for (const TypedName& field : parameters) names.push_back(field.name);
  return names;
}

}  // namespace grader
