// The module of a problem in Python, and the stub of a solution.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/interface.h"
#include "grader/problem/interface_names.h"
#include "grader/problem/interface_writers.h"
#include "grader/problem/python_types.h"
#include "grader/problem/source_layout.h"

namespace grader {
namespace {

// `text` as a part of a text in three quotes.
std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\\", "\\\\"}, {R"(""")", R"(\"\"\")"}});
}

std::string InQuotes3(const std::string& text, const std::string& indent) {
  const std::string lines =
      Paragraphs(absl::StrCat("\"\"\"", Escaped(text)), indent, indent);
  // A last line of its own is never a part of the text.
  const bool one_line = lines.find('\n') + 1 == lines.size();
  if (one_line && !absl::EndsWith(text, "\"") &&
      lines.size() + 2 <= kSourceWidth) {
    return absl::StrCat(lines.substr(0, lines.size() - 1), "\"\"\"\n");
  }
  return absl::StrCat(lines, indent, "\"\"\"\n");
}

bool IsTime(const ValueType& type) {
  return type.kind == ValueType::Kind::kDuration ||
         (!type.inner.empty() && IsTime(type.inner.front()));
}

class PythonGivenWriter {
 public:
  explicit PythonGivenWriter(const Problem& problem)
      : problem_(problem), interface_(*problem.interface) {}

  std::string Write() {
    std::string types;
    for (const NamedType& named : interface_.types) {
      const auto* function = std::get_if<FunctionType>(&named.is);
      if (function == nullptr) continue;
      absl::StrAppend(&types, "\n", Paragraphs(named.about, "# ", "# "),
                      Paragraphs(function->function.about, "# ", "# "),
                      Callable(named.name, function->function));
    }
    std::string world;
    for (const FunctionSignature& function : interface_.world) {
      LookForTimes(function);
      absl::StrAppend(&world, "\n\n", World(function));
    }
    const std::string yours = Yours();
    std::string text =
        absl::StrCat("\"\"\"Problem \"", Escaped(problem_.title),
                     "\": what is given, and what you write.\n"
                     "Made by the grader from problem.yaml.\n",
                     yours, Structs(),
                     has_times_ ? "\nTimes are in seconds.\n" : "", "\"\"\"\n");
    if (!types.empty()) {
      absl::StrAppend(&text,
                      "\nfrom collections.abc import Awaitable, Callable\n");
    }
    if (uses_failures_) absl::StrAppend(&text, "\nimport failures");
    if (!world.empty()) absl::StrAppend(&text, "\nimport rpc\n");
    return absl::StrCat(text, types, world);
  }

 private:
  std::string Callable(const std::string& name,
                       const FunctionSignature& function) {
    std::vector<std::string> parameters;
    for (const TypedName& field : function.parameters) {
      parameters.push_back(Named(field.type));
    }
    return absl::StrCat(
        name, " = Callable[[", absl::StrJoin(parameters, ", "), "], Awaitable[",
        function.result ? Named(*function.result) : std::string("None"),
        "]]\n");
  }

  std::string Named(const ValueType& type) {
    has_times_ |= IsTime(type);
    return PythonType(interface_, type);
  }

  // What the learner writes, in the words of the language.
  std::string Yours() {
    std::string text;
    for (const FunctionSignature& function : interface_.functions) {
      LookForTimes(function);
      absl::StrAppend(&text, "\nYou write\n\n",
                      PythonSignature(interface_, function, false, 4), "\n",
                      About(function.about, 8));
    }
    for (const ClassSignature& made : interface_.classes) {
      absl::StrAppend(&text, "\nYou write\n\n    class ", made.name, ":\n",
                      About(made.about, 8), "\n", Constructor(made));
      for (const FunctionSignature& method : made.methods) {
        LookForTimes(method);
        absl::StrAppend(&text, "\n",
                        PythonSignature(interface_, method, true, 8), "\n",
                        About(method.about, 12));
      }
      for (const TypedName& property : made.properties) {
        absl::StrAppend(&text, "\n        ", property.name, ": ",
                        Named(property.type), "\n", About(property.about, 12));
      }
    }
    return text;
  }

  static std::string About(const std::string& about, std::size_t indent) {
    const std::string spaces(indent, ' ');
    return Paragraphs(Escaped(about), spaces, spaces);
  }

  void LookForTimes(const FunctionSignature& function) {
    for (const TypedName& field : function.parameters) Named(field.type);
    if (function.result) Named(*function.result);
  }

  std::string Constructor(const ClassSignature& made) {
    FunctionSignature constructor;
    constructor.name = "__init__";
    constructor.parameters = made.parameters;
    LookForTimes(constructor);
    return PythonSignature(interface_, constructor, true, 8) + "\n";
  }

  // A type by the names that the problem has for its parts.
  std::string InWords(const ValueType& type) const {
    if (type.kind != ValueType::Kind::kOneOf) {
      return PythonType(interface_, type);
    }
    std::vector<std::string> types;
    for (const ValueType& one : type.inner) {
      types.push_back(one.kind == ValueType::Kind::kNamed
                          ? one.name
                          : PythonType(interface_, one));
    }
    return absl::StrJoin(types, " or ");
  }

  // The types that are dicts, or other names for types.
  std::string Structs() {
    std::string text;
    for (const NamedType& named : interface_.types) {
      if (const auto* members = std::get_if<StructType>(&named.is)) {
        std::vector<std::string> items;
        std::string about = named.about;
        for (const TypedName& field : members->fields) {
          items.push_back(absl::StrCat(
              "\"", field.name, "\": ", PythonType(interface_, field.type)));
          if (field.about.empty()) continue;
          absl::StrAppend(&about, "\n\n\"", field.name, "\": ", field.about);
        }
        absl::StrAppend(
            &text, "\n",
            CommaList(absl::StrCat(named.name, ": a dict {"), items, "}", 4),
            "\n", Paragraphs(Escaped(about), "    ", "    "));
      } else if (const auto* other = std::get_if<AliasType>(&named.is)) {
        absl::StrAppend(&text, "\n", named.name, ": ", InWords(other->type),
                        "\n", Paragraphs(Escaped(named.about), "    ", "    "));
      }
    }
    return text;
  }

  std::string World(const FunctionSignature& function) {
    std::vector<std::string> arguments = {
        absl::StrCat("\"", function.name, "\"")};
    for (const TypedName& field : function.parameters) {
      arguments.push_back(PythonToJson(interface_, field.type, field.name));
    }
    const std::string text = absl::StrCat(
        PythonSignature(interface_, function, false, 0), "\n",
        function.about.empty() ? "" : InQuotes3(function.about, "    "));
    const std::string list = absl::StrJoin(arguments, ", ");
    if (!function.async) {
      return absl::StrCat(text, "    rpc.notify(", list, ")\n");
    }
    std::string result = absl::StrCat("await rpc.call(", list, ")");
    if (function.errors_by_kind) {
      uses_failures_ = true;
      result = absl::StrCat("failures.result_of(", result, ")");
    }
    if (function.result) {
      result = PythonFromJson(interface_, *function.result, result);
    }
    return absl::StrCat(text, "    return ", result, "\n");
  }

  const Problem& problem_;
  const Interface& interface_;
  bool has_times_ = false;
  bool uses_failures_ = false;
};

// ---- Stubs -----------------------------------------------------------------

std::string Nothing(const Interface& interface, const ValueType& type);

std::string NothingOfNamed(const Interface& interface, const NamedType& named) {
  if (const auto* members = std::get_if<StructType>(&named.is)) {
    std::vector<std::string> items;
    for (const TypedName& field : members->fields) {
      if (field.type.kind == ValueType::Kind::kOptional) continue;
      items.push_back(absl::StrCat("\"", field.name,
                                   "\": ", Nothing(interface, field.type)));
    }
    return absl::StrCat("{", absl::StrJoin(items, ", "), "}");
  }
  if (const auto* other = std::get_if<AliasType>(&named.is)) {
    return Nothing(interface, other->type);
  }
  return "None";
}

// The value of `type` that says the least.
std::string Nothing(const Interface& interface, const ValueType& type) {
  switch (type.kind) {
    case ValueType::Kind::kInt:
    case ValueType::Kind::kNumber:
    case ValueType::Kind::kDuration:
      return "0";
    case ValueType::Kind::kBool:
      return "False";
    case ValueType::Kind::kText:
      return "\"\"";
    case ValueType::Kind::kList:
      return "[]";
    case ValueType::Kind::kOptional:
      return "None";
    case ValueType::Kind::kMap:
      return "{}";
    case ValueType::Kind::kOneOf:
      return Nothing(interface, type.inner.front());
    case ValueType::Kind::kNamed:
      return NothingOfNamed(interface, *FindType(interface, type.name));
  }
  return "None";
}

std::string Todo(const std::string& about, const std::string& indent) {
  const std::string begin = indent + "# ";
  return Paragraphs(absl::StrCat("TODO: ", about), begin, begin);
}

std::string Stub(const Interface& interface, const FunctionSignature& function,
                 bool method) {
  const std::string indent(method ? 8 : 4, ' ');
  return absl::StrCat(
      PythonSignature(interface, function, method, method ? 4 : 0), "\n",
      Todo(function.about, indent), indent,
      function.result
          ? absl::StrCat("return ", Nothing(interface, *function.result))
          : std::string("pass"),
      "\n");
}

std::string Stub(const Interface& interface, const ClassSignature& made) {
  FunctionSignature constructor;
  constructor.name = "__init__";
  constructor.parameters = made.parameters;
  std::string text =
      absl::StrCat("class ", made.name, ":\n",
                   PythonSignature(interface, constructor, true, 4), "\n",
                   Todo(made.about, "        "));
  for (const TypedName& property : made.properties) {
    absl::StrAppend(&text, "        self.", property.name, " = ",
                    Nothing(interface, property.type), "\n");
  }
  if (made.properties.empty()) absl::StrAppend(&text, "        pass\n");
  for (const FunctionSignature& method : made.methods) {
    absl::StrAppend(&text, "\n", Stub(interface, method, true));
  }
  return text;
}

}  // namespace

std::string PythonGiven(const Problem& problem) {
  return PythonGivenWriter(problem).Write();
}

std::string PythonStub(const Problem& problem) {
  const Interface& interface = *problem.interface;
  std::vector<std::string> given;
  for (const NamedType& type : interface.types) {
    if (std::holds_alternative<FunctionType>(type.is)) {
      given.push_back(type.name);
    }
  }
  for (const FunctionSignature& function : interface.world) {
    given.push_back(function.name);
  }
  std::string text;
  if (!given.empty()) {
    text = absl::StrCat("from ", GivenName(problem.id), " import ",
                        absl::StrJoin(given, ", "), "\n");
  }
  for (const FunctionSignature& function : interface.functions) {
    absl::StrAppend(&text, text.empty() ? "" : "\n\n",
                    Stub(interface, function, false));
  }
  for (const ClassSignature& made : interface.classes) {
    absl::StrAppend(&text, text.empty() ? "" : "\n\n", Stub(interface, made));
  }
  return text;
}

}  // namespace grader
