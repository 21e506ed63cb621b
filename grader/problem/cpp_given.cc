// The header of a problem in C++, and the stub of a solution.
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/cpp_types.h"
#include "grader/problem/interface.h"
#include "grader/problem/interface_names.h"
#include "grader/problem/interface_writers.h"
#include "grader/problem/source_layout.h"

namespace grader {
namespace {

// The standard's and Boost's headers that the types of an interface need.
class Includes {
 public:
  explicit Includes(const Interface& interface) {
    for (const NamedType& type : interface.types) Add(type);
    for (const FunctionSignature& function : interface.world) Add(function);
    for (const FunctionSignature& function : interface.functions) Add(function);
    for (const ClassSignature& made : interface.classes) {
      names_.insert("memory");
      if (made.executor) names_.insert("boost/asio/any_io_executor.hpp");
      Add(made.parameters);
      for (const FunctionSignature& method : made.methods) Add(method);
      Add(made.properties);
    }
  }

  std::string Text() const {
    std::string text;
    for (const std::string& name : names_) {
      absl::StrAppend(&text, "#include <", name, ">\n");
    }
    return text;
  }

 private:
  void Add(const NamedType& type) {
    if (const auto* members = std::get_if<StructType>(&type.is)) {
      Add(members->fields);
    } else if (const auto* other = std::get_if<AliasType>(&type.is)) {
      Add(other->type);
    } else {
      names_.insert("functional");
      Add(std::get<FunctionType>(type.is).function);
    }
  }

  void Add(const FunctionSignature& function) {
    if (function.async) names_.insert("boost/asio/awaitable.hpp");
    Add(function.parameters);
    if (function.result) Add(*function.result);
  }

  void Add(const std::vector<TypedName>& fields) {
    for (const TypedName& field : fields) Add(field.type);
  }

  void Add(const ValueType& type) {
    switch (type.kind) {
      case ValueType::Kind::kText:
        names_.insert("string");
        break;
      case ValueType::Kind::kDuration:
        names_.insert("chrono");
        break;
      case ValueType::Kind::kList:
        names_.insert("vector");
        break;
      case ValueType::Kind::kOptional:
        names_.insert("optional");
        break;
      case ValueType::Kind::kMap:
        names_.insert({"map", "string"});
        break;
      case ValueType::Kind::kOneOf:
        names_.insert("variant");
        break;
      case ValueType::Kind::kInt:
      case ValueType::Kind::kNumber:
      case ValueType::Kind::kBool:
      case ValueType::Kind::kNamed:
        break;
    }
    for (const ValueType& inner : type.inner) Add(inner);
  }

  std::set<std::string> names_;
};

// `about` as a comment, indented.
std::string Comment(absl::string_view about, absl::string_view indent) {
  const std::string begin = absl::StrCat(indent, "// ");
  return Paragraphs(about, begin, begin);
}

// Numbers that nobody sets are 0, not what was there before.
std::string Initializer(const ValueType& type) {
  switch (type.kind) {
    case ValueType::Kind::kInt:
    case ValueType::Kind::kNumber:
      return " = 0";
    case ValueType::Kind::kBool:
      return " = false";
    case ValueType::Kind::kDuration:
      return "{0}";
    default:
      return "";
  }
}

std::string Member(const TypedName& field) {
  const std::string declared = absl::StrCat(
      "  ", CppType(field.type), " ", field.name, Initializer(field.type), ";");
  if (field.about.empty()) return declared + "\n";
  const std::string beside = absl::StrCat(declared, "  // ", field.about);
  if (beside.size() <= kSourceWidth) return beside + "\n";
  return absl::StrCat(Comment(field.about, "  "), declared, "\n");
}

std::string Struct(const std::string& name, const StructType& members) {
  std::string text = absl::StrCat("struct ", name, " {\n");
  for (const TypedName& field : members.fields) {
    absl::StrAppend(&text, Member(field));
  }
  if (members.comparable) {
    absl::StrAppend(&text, "  bool operator==(const ", name,
                    "&) const = default;\n");
  }
  return text + "};\n";
}

// `using NAME = TYPE;`, in two lines if one would be too long.
std::string Using(const std::string& name, const std::string& type) {
  const std::string line = absl::StrCat("using ", name, " = ", type, ";\n");
  if (line.size() <= kSourceWidth + 1) return line;
  return absl::StrCat("using ", name, " =\n    ", type, ";\n");
}

std::string Using(const std::string& name, const FunctionSignature& function) {
  std::string line =
      absl::StrCat("using ", name, " = ", CppFunctionType(function), ";\n");
  if (line.size() <= kSourceWidth + 1) return line;
  return absl::StrCat(
      "using ", name, " =\n",
      CommaList(absl::StrCat("    std::function<", CppResult(function), "("),
                CppParameters(function.parameters), ")>;", 8),
      "\n");
}

std::string Declaration(const NamedType& named) {
  const std::string about = Comment(named.about, "");
  if (const auto* members = std::get_if<StructType>(&named.is)) {
    return about + Struct(named.name, *members);
  }
  if (const auto* other = std::get_if<AliasType>(&named.is)) {
    return about + Using(named.name, CppType(other->type));
  }
  const FunctionSignature& function = std::get<FunctionType>(named.is).function;
  return absl::StrCat(about, Comment(function.about, ""),
                      Using(named.name, function));
}

std::string Declaration(const FunctionSignature& function,
                        absl::string_view whose,
                        absl::string_view indent = "") {
  return absl::StrCat(
      Comment(absl::StrCat(whose, function.about), indent),
      CommaList(
          absl::StrCat(indent, CppResult(function), " ", function.name, "("),
          CppParameters(function.parameters), ");", indent.size() + 4),
      "\n");
}

// "impl_", where objects keep their data.
std::string DataMember(const ClassSignature& made) {
  return absl::StrCat(SnakeCase(made.data), "_");
}

std::string Declaration(const ClassSignature& made) {
  const std::vector<std::string> parameters = CppConstructorParameters(made);
  std::string text = absl::StrCat(
      Comment(absl::StrCat("Yours. ", made.about), ""), "class ", made.name,
      " {\n public:\n",
      CommaList(absl::StrCat("  ", parameters.size() == 1 ? "explicit " : "",
                             made.name, "("),
                parameters, ");", 6),
      "\n  ~", made.name, "();\n");
  for (const FunctionSignature& method : made.methods) {
    absl::StrAppend(&text, "\n", Declaration(method, "", "  "));
  }
  for (const TypedName& property : made.properties) {
    absl::StrAppend(&text, "\n", Comment(property.about, "  "), "  ",
                    CppType(property.type), " ", property.name, "() const;\n");
  }
  return absl::StrCat(text,
                      "\n private:\n  // Its data: define it as you need "
                      "it.\n  struct ",
                      made.data, ";\n  std::unique_ptr<", made.data, "> ",
                      DataMember(made), ";\n};\n");
}

// ---- Stubs -----------------------------------------------------------------

std::string Todo(absl::string_view about) {
  return Paragraphs(absl::StrCat("TODO: ", about), "  // ", "  // ");
}

// Names that are not used are left out, as compilers ask for.
std::string UnusedList(absl::string_view head,
                       std::vector<std::string> parameters,
                       absl::string_view tail) {
  for (std::string& parameter : parameters) {
    const std::size_t space = parameter.rfind(' ');
    parameter = absl::StrCat(parameter.substr(0, space), " /*",
                             parameter.substr(space + 1), "*/");
  }
  return CommaList(head, parameters, tail, 4);
}

std::string Body(const FunctionSignature& function) {
  const char* word = function.async ? "co_return" : "return";
  std::string text = Todo(function.about);
  if (!function.result) {
    if (function.async) absl::StrAppend(&text, "  co_return;\n");
  } else {
    absl::StrAppend(&text, "  ", word, " ", CppType(*function.result), "{};\n");
  }
  return text;
}

std::string Stub(const FunctionSignature& function) {
  return absl::StrCat(
      UnusedList(absl::StrCat(CppResult(function), " ", function.name, "("),
                 CppParameters(function.parameters), ") {"),
      "\n", Body(function), "}\n");
}

std::string Stub(const ClassSignature& made) {
  std::string text = absl::StrCat(
      "struct ", made.name, "::", made.data, " {\n", Todo(made.about), "};\n\n",
      UnusedList(absl::StrCat(made.name, "::", made.name, "("),
                 CppConstructorParameters(made), ")"),
      "\n    : ", DataMember(made), "(std::make_unique<", made.data,
      ">()) {}\n\n", made.name, "::~", made.name, "() = default;\n");
  for (const FunctionSignature& method : made.methods) {
    absl::StrAppend(&text, "\n",
                    UnusedList(absl::StrCat(CppResult(method), " ", made.name,
                                            "::", method.name, "("),
                               CppParameters(method.parameters), ") {"),
                    "\n", Body(method), "}\n");
  }
  for (const TypedName& property : made.properties) {
    absl::StrAppend(&text, "\n", CppType(property.type), " ", made.name,
                    "::", property.name, "() const {\n", Todo(property.about),
                    "  return ", CppType(property.type), "{};\n}\n");
  }
  return text;
}

}  // namespace

std::string CppGiven(const Problem& problem) {
  const Interface& interface = *problem.interface;
  std::string text = absl::StrCat("// Problem \"", problem.title,
                                  "\": what is given, and what you write.\n"
                                  "// Made by the grader from problem.yaml.\n"
                                  "#pragma once\n\n",
                                  Includes(interface).Text());
  for (const NamedType& type : interface.types) {
    absl::StrAppend(&text, "\n", Declaration(type));
  }
  for (const FunctionSignature& function : interface.world) {
    absl::StrAppend(&text, "\n", Declaration(function, "Given. "));
  }
  for (const FunctionSignature& function : interface.functions) {
    absl::StrAppend(&text, "\n", Declaration(function, "Yours. "));
  }
  for (const ClassSignature& made : interface.classes) {
    absl::StrAppend(&text, "\n", Declaration(made));
  }
  return text;
}

std::string CppStub(const Problem& problem) {
  std::string text =
      absl::StrCat("#include \"", GivenName(problem.id), ".h\"\n");
  for (const FunctionSignature& function : problem.interface->functions) {
    absl::StrAppend(&text, "\n", Stub(function));
  }
  for (const ClassSignature& made : problem.interface->classes) {
    absl::StrAppend(&text, "\n", Stub(made));
  }
  return text;
}

}  // namespace grader
