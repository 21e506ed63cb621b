// What submissions in C++ are likely to make of templates with the types of
// their problem.
#include <set>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/problem/cpp_types.h"
#include "grader/problem/interface.h"
#include "grader/problem/interface_names.h"
#include "grader/problem/interface_writers.h"

namespace grader {
namespace {

// `type` without the names that are only other names.
ValueType Resolved(const Interface& interface, const ValueType& type) {
  if (type.kind == ValueType::Kind::kNamed) {
    const NamedType* named = FindType(interface, type.name);
    const auto* alias =
        named == nullptr ? nullptr : std::get_if<AliasType>(&named->is);
    return alias == nullptr ? type : Resolved(interface, alias->type);
  }
  ValueType resolved = type;
  for (ValueType& inner : resolved.inner) inner = Resolved(interface, inner);
  return resolved;
}

// What the awaitables of the problem give, each once.
std::set<std::string> Results(const Interface& interface) {
  std::set<std::string> results;
  const auto add = [&](const std::vector<FunctionSignature>& functions) {
    for (const FunctionSignature& function : functions) {
      if (!function.async) continue;
      results.insert(function.result
                         ? CppType(Resolved(interface, *function.result))
                         : "void");
    }
  };
  add(interface.world);
  add(interface.functions);
  for (const ClassSignature& made : interface.classes) add(made.methods);
  return results;
}

// A class that calls its template `made` for each of what `problem` awaits. It
// is never called itself; a class with private members, for compilers would
// suggest the names of a namespace.
std::string ForEachResult(const Problem& problem, absl::string_view name,
                          absl::string_view made) {
  std::string text =
      absl::StrCat("\nclass ", name, " {\n", made, "  static void All() {\n");
  for (const std::string& result : Results(*problem.interface)) {
    absl::StrAppend(&text, "    For<", result, ">({});\n");
  }
  return absl::StrCat(text, "  }\n};\n");
}

// Operations are kept in lists and waited for, one by one.
constexpr absl::string_view kWaiting = R"(  template <typename T>
  static boost::asio::awaitable<T> One(boost::asio::awaitable<T> operation) {
    co_return co_await std::move(operation);
  }
  template <typename T>
  static boost::asio::awaitable<void> For(boost::asio::awaitable<T> operation) {
    std::vector<boost::asio::awaitable<T>> operations;
    operations.reserve(1);
    operations.push_back(One(std::move(operation)));
    if constexpr (std::is_void_v<T>) {
      for (auto& each : operations) co_await std::move(each);
    } else {
      std::vector<T> results;
      results.reserve(1);
      for (auto& each : operations) {
        results.push_back(co_await std::move(each));
      }
      const std::vector<T> copies = results;
      for (const T& copy : copies) results.push_back(copy);
    }
  }
)";

// … and all at once.
constexpr absl::string_view kGathering = R"(  template <typename T>
  static boost::asio::awaitable<void> For(boost::asio::awaitable<T> operation) {
    std::vector<boost::asio::awaitable<T>> operations;
    operations.push_back(std::move(operation));
    auto gathered = async::gather(std::move(operations));
    if constexpr (std::is_void_v<T>) {
      co_await std::move(gathered);
    } else {
      const std::vector<T> results = co_await std::move(gathered);
    }
  }
)";

}  // namespace

std::string CppInstances(const Problem& problem) {
  if (Results(*problem.interface).empty()) return "";
  return absl::StrCat("#line 1 \"made of problem.yaml\"\n#include \"",
                      GivenName(problem.id), ".h\"\n",
                      ForEachResult(problem, "InstancesOfGiven_", kWaiting));
}

std::string CppLibraryInstances(const Problem& problem) {
  if (Results(*problem.interface).empty()) return "";
  return absl::StrCat(
      "#line 1 \"made of problem.yaml\"\n",
      ForEachResult(problem, "InstancesOfLibrary_", kGathering));
}

}  // namespace grader
