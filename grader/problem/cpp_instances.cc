// What submissions in C++ are likely to make of the library's templates with
// the types of their problem: declared for them.
#include <set>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/problem/cpp_types.h"
#include "grader/problem/interface.h"
#include "grader/problem/interface_names.h"
#include "grader/problem/interface_writers.h"
#include "grader/problem/source_layout.h"

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

std::string Instances(const Interface& interface) {
  std::string text;
  for (const std::string& result : Results(interface)) {
    const std::string gathered =
        result == "void" ? result : absl::StrCat("std::vector<", result, ">");
    absl::StrAppend(&text, "extern template async::awaitable<", gathered, ">\n",
                    CommaList("async::gather(",
                              {absl::StrCat("std::vector<async::awaitable<",
                                            result, ">> operations")},
                              ");", 4),
                    "\n");
  }
  return text;
}

}  // namespace

std::string CppInstances(const Problem& problem) {
  const std::string instances = Instances(*problem.interface);
  if (instances.empty()) return "";
  return absl::StrCat(
      "// Made by the grader from problem.yaml: these are compiled once.\n"
      "#pragma once\n\n"
      "#include \"async.h\"\n#include \"",
      GivenName(problem.id), ".h\"\n\n", instances);
}

}  // namespace grader
