#include "grader/problem/cpp_types.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace grader {

std::string CppType(const ValueType& type) {
  switch (type.kind) {
    case ValueType::Kind::kInt:
      return "int";
    case ValueType::Kind::kNumber:
      return "double";
    case ValueType::Kind::kBool:
      return "bool";
    case ValueType::Kind::kText:
      return "std::string";
    case ValueType::Kind::kDuration:
      return "std::chrono::milliseconds";
    case ValueType::Kind::kList:
      return absl::StrCat("std::vector<", CppType(type.inner.front()), ">");
    case ValueType::Kind::kOptional:
      return absl::StrCat("std::optional<", CppType(type.inner.front()), ">");
    case ValueType::Kind::kMap:
      return absl::StrCat("std::map<std::string, ", CppType(type.inner.front()),
                          ">");
    case ValueType::Kind::kOneOf: {
      std::vector<std::string> types;
      for (const ValueType& inner : type.inner) types.push_back(CppType(inner));
      return absl::StrCat("std::variant<", absl::StrJoin(types, ", "), ">");
    }
    case ValueType::Kind::kNamed:
      return type.name;
  }
  return "";
}

std::string CppType(const std::optional<ValueType>& result) {
  return result ? CppType(*result) : "void";
}

std::string CppResult(const FunctionSignature& function) {
  const std::string result = CppType(function.result);
  return function.async ? absl::StrCat("boost::asio::awaitable<", result, ">")
                        : result;
}

std::vector<std::string> CppParameters(
    const std::vector<TypedName>& parameters) {
  std::vector<std::string> list;
  for (const TypedName& parameter : parameters) {
    list.push_back(absl::StrCat(CppType(parameter.type), " ", parameter.name));
  }
  return list;
}

std::vector<std::string> CppConstructorParameters(const ClassSignature& made) {
  std::vector<std::string> list = CppParameters(made.parameters);
  if (made.executor) {
    list.insert(list.begin(), "boost::asio::any_io_executor executor");
  }
  return list;
}

std::string CppFunctionType(const FunctionSignature& function) {
  return absl::StrCat("std::function<", CppResult(function), "(",
                      absl::StrJoin(CppParameters(function.parameters), ", "),
                      ")>");
}

}  // namespace grader
