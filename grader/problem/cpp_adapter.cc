// The adapter of a problem in C++.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/cpp_types.h"
#include "grader/problem/handed_functions.h"
#include "grader/problem/interface.h"
#include "grader/problem/interface_names.h"
#include "grader/problem/interface_writers.h"
#include "grader/problem/source_layout.h"

namespace grader {
namespace {

class CppAdapterWriter {
 public:
  explicit CppAdapterWriter(const Problem& problem)
      : problem_(problem),
        interface_(*problem.interface),
        handed_(FindHandedFunctions(interface_)) {}

  std::string Write() {
    for (const NamedType& type : interface_.types) {
      if (const auto* members = std::get_if<StructType>(&type.is)) {
        WriteStruct(type.name, *members);
      }
    }
    for (const FunctionSignature& function : interface_.world)
      WriteWorld(function);
    WriteHidden();
    absl::StrAppend(&text_, "\nint main() {\n");
    for (const NamedType& type : interface_.types) {
      const auto* function = std::get_if<FunctionType>(&type.is);
      if (function != nullptr && handed_.by_submission.contains(type.name)) {
        ProvideHanded(function->function);
      }
    }
    for (const FunctionSignature& function : interface_.functions) {
      Provide(function.name, function, absl::StrCat("::", function.name), "",
              0);
    }
    for (const ClassSignature& made : interface_.classes) ProvideClass(made);
    absl::StrAppend(&text_, "  adapter::Serve();\n}\n");
    return Head() + text_;
  }

 private:
  std::string Head() const {
    std::string head =
        absl::StrCat("// Adapter of \"", problem_.title,
                     "\", made by the grader from problem.yaml.\n"
                     "#include \"adapter.h\"\n\n");
    for (const ClassSignature& made : interface_.classes) {
      if (!made.executor) continue;
      absl::StrAppend(&head, "#include <boost/asio/this_coro.hpp>\n");
      break;
    }
    return absl::StrCat(head,
                        "#include <exception>\n#include <memory>\n"
                        "#include <string>\n#include <utility>\n\n",
                        "#include \"failures.h\"\n#include \"",
                        GivenName(problem_.id),
                        ".h\"\n#include \"values.h\"\n");
  }

  void WriteStruct(const std::string& name, const StructType& members) {
    absl::StrAppend(&text_, "\ntemplate <>\nstruct adapter::Wire<", name,
                    "> {\n  static Json Write(const ", name,
                    "& value) {\n    Json json = Json::object();\n");
    std::vector<std::string> read;
    std::vector<std::string> needed;
    for (const TypedName& field : members.fields) {
      absl::StrAppend(&text_, "    WriteMember(json, \"", field.name,
                      "\", value.", field.name, ");\n");
      read.push_back(absl::StrCat(".", field.name, " = ReadMember<",
                                  CppType(field.type), ">(json, \"", field.name,
                                  "\")"));
      if (field.type.kind == ValueType::Kind::kOptional) continue;
      needed.push_back(absl::StrCat("\"", field.name, "\""));
    }
    absl::StrAppend(
        &text_, "    return json;\n  }\n  static ", name,
        " Read(const Json& json) {\n    return {\n        ",
        absl::StrJoin(read, ",\n        "), "};\n  }\n",
        "  static bool Fits(const Json& json) {\n",
        CommaList("    return HasMembers(json, {", needed, "});", 8),
        "\n  }\n};\n");
  }

  // `json` as a value of the learner's, of `type`.
  std::string Taken(const ValueType& type, const std::string& json) const {
    if (const FunctionSignature* function = FunctionOf(interface_, type)) {
      return absl::StrCat(function->name, "OfDriver(", json, ")");
    }
    if (HoldsFunction(interface_, type)) {
      return absl::StrCat("adapter::ReadEach(", json, ", ",
                          FunctionOf(interface_, type.inner.front())->name,
                          "OfDriver)");
    }
    return absl::StrCat("adapter::Read<", CppType(type), ">(", json, ")");
  }

  const FunctionSignature& HandedBy(const ValueType& type) const {
    const FunctionSignature* function = FunctionOf(interface_, type);
    return function != nullptr ? *function
                               : *FunctionOf(interface_, type.inner.front());
  }

  static std::string ObjectsOf(const std::string& name) {
    return absl::StrCat(SnakeCase(name), "_objects");
  }

  // `value`, of `type`, as JSON.
  std::string Given(const ValueType& type, const std::string& value) const {
    if (!HoldsFunction(interface_, type)) {
      return absl::StrCat("adapter::Write(", value, ")");
    }
    return absl::StrCat("adapter::Give(", ObjectsOf(HandedBy(type).name), ", ",
                        value, ")");
  }

  // Calls `function` of the driver: its parameters, after `token`, if that is
  // not empty, are JSON, and what it gives is the result.
  std::string CallOfDriver(const FunctionSignature& function,
                           const std::string& token) const {
    std::string body;
    std::vector<std::string> arguments;
    if (!token.empty()) arguments.push_back(token);
    for (const TypedName& field : function.parameters) {
      if (!HoldsFunction(interface_, field.type)) {
        arguments.push_back(absl::StrCat("adapter::Write(", field.name, ")"));
        continue;
      }
      const std::string& type = HandedBy(field.type).name;
      absl::StrAppend(&body, "  const adapter::Lent<", type, "> ", field.name,
                      "_(", ObjectsOf(type), ", std::move(", field.name,
                      "));\n");
      arguments.push_back(absl::StrCat(field.name, "_.token()"));
    }
    std::vector<std::string> passed = {absl::StrCat("\"", function.name, "\"")};
    if (!arguments.empty()) {
      passed.push_back(
          absl::StrCat("adapter::Array(", absl::StrJoin(arguments, ", "), ")"));
    }
    if (!function.async) {
      return absl::StrCat(
          body, CommaList("  adapter::Notify(", passed, ");", 6), "\n");
    }
    absl::StrAppend(&body,
                    CommaList("  const adapter::Json answer_ = "
                              "co_await adapter::Call(",
                              passed, ");", 6),
                    "\n");
    std::string result = "answer_";
    if (function.errors_by_kind) {
      absl::StrAppend(&body,
                      "  const adapter::Json result_ = "
                      "adapter::ResultOf(answer_);\n");
      result = "result_";
    }
    if (function.result) {
      absl::StrAppend(&body, "  co_return ", Taken(*function.result, result),
                      ";\n");
    } else if (function.errors_by_kind) {
      absl::StrAppend(&body, "  co_return;\n");
    }
    return body;
  }

  void WriteWorld(const FunctionSignature& function) {
    absl::StrAppend(
        &later_,  // after what it may use
        "\n",
        CommaList(absl::StrCat(CppResult(function), " ", function.name, "("),
                  CppParameters(function.parameters), ") {", 4),
        "\n", CallOfDriver(function, ""), "}\n");
  }

  // What nobody else sees: objects, and functions that stand for others.
  void WriteHidden() {
    std::string hidden;
    for (const std::string& name : handed_.by_submission) {
      absl::StrAppend(&hidden, "adapter::Objects<", name, "> ", ObjectsOf(name),
                      ";\n");
    }
    for (const ClassSignature& made : interface_.classes) {
      absl::StrAppend(&hidden, "adapter::Objects<std::unique_ptr<", made.name,
                      ">> ", ObjectsOf(made.name), ";\n");
    }
    for (const NamedType& type : interface_.types) {
      const auto* function = std::get_if<FunctionType>(&type.is);
      if (function != nullptr && handed_.by_driver.contains(type.name)) {
        absl::StrAppend(&hidden, hidden.empty() ? "" : "\n",
                        StandIn(function->function));
      }
    }
    if (!hidden.empty()) {
      absl::StrAppend(&text_, "\nnamespace {\n\n", hidden,
                      "\n}  // namespace\n");
    }
    absl::StrAppend(&text_, later_);
  }

  // A function that calls one of the driver, by what stands for that.
  std::string StandIn(const FunctionSignature& function) const {
    std::vector<std::string> parameters = CppParameters(function.parameters);
    std::vector<std::string> passed = {"token_"};
    for (const TypedName& field : function.parameters) {
      passed.push_back(absl::StrCat("std::move(", field.name, ")"));
    }
    const std::string list = absl::StrJoin(parameters, ", ");
    parameters.insert(parameters.begin(), "adapter::Json token_");
    return absl::StrCat(
        CommaList(
            absl::StrCat(CppResult(function), " Call", function.name, "("),
            parameters, ") {", 4),
        "\n", CallOfDriver(function, "token_"), "}\n\n", function.name, " ",
        function.name, "OfDriver(const adapter::Json& token_) {\n  return ",
        "[token_](", list, ") {\n", "    return Call", function.name, "(",
        absl::StrJoin(passed, ", "), ");\n  };\n}\n");
  }

  // Lets the driver call `function`, which is `called` here, as `name`; its
  // arguments are the parameters from number `first` on. `before` are
  // statements that stand before.
  void Provide(const std::string& name, const FunctionSignature& function,
               const std::string& called, const std::string& before,
               std::size_t first) {
    std::vector<std::string> arguments;
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
      arguments.push_back(Taken(function.parameters[i].type,
                                absl::StrCat("params.at(", first + i, ")")));
    }
    const bool by_kind = function.errors_by_kind;
    const std::string indent = by_kind ? "      " : "    ";
    std::string body;
    const std::string call =
        CommaList(absl::StrCat(indent, function.result ? "auto result = " : "",
                               function.async ? "co_await " : "", called, "("),
                  arguments, ");", indent.size() + 4);
    absl::StrAppend(&body, call, "\n");
    std::string result = function.result
                             ? Given(*function.result,
                                     HoldsFunction(interface_, *function.result)
                                         ? "std::move(result)"
                                         : "result")
                             : "adapter::Json()";
    if (by_kind)
      result = absl::StrCat("adapter::Array(\"value\", ", result, ")");
    absl::StrAppend(&body, indent, "co_return ", result, ";\n");
    if (by_kind) {
      body = absl::StrCat(
          "    try {\n", body,
          "    } catch (...) {\n"
          "      co_return adapter::Describe(std::current_exception());\n"
          "    }\n");
    }
    AddProvide(name, absl::StrCat(before, body),
               first > 0 || !arguments.empty());
  }

  void AddProvide(const std::string& name, const std::string& body,
                  bool uses_params) {
    absl::StrAppend(&text_, "  adapter::Provide(\"", name,
                    "\", [](adapter::Json", uses_params ? " params" : "",
                    ")\n      -> boost::asio::awaitable<adapter::Json> {\n",
                    body, "  });\n");
  }

  void ProvideHanded(const FunctionSignature& function) {
    Provide(function.name, function, "function",
            absl::StrCat("    const ", function.name, " function = ",
                         ObjectsOf(function.name), ".Get(params.at(0));\n"),
            1);
  }

  void ProvideClass(const ClassSignature& made) {
    std::string body;
    std::vector<std::string> arguments;
    if (made.executor) {
      absl::StrAppend(&body,
                      "    const boost::asio::any_io_executor executor =\n"
                      "        co_await boost::asio::this_coro::executor;\n");
      arguments.emplace_back("executor");
    }
    for (std::size_t i = 0; i < made.parameters.size(); ++i) {
      arguments.push_back(
          Taken(made.parameters[i].type, absl::StrCat("params.at(", i, ")")));
    }
    absl::StrAppend(
        &body,
        CommaList(absl::StrCat("    auto object = std::make_unique<", made.name,
                               ">("),
                  arguments, ");", 8),
        "\n    co_return ", ObjectsOf(made.name), ".Add(std::move(object));\n");
    AddProvide(made.name, body, !made.parameters.empty());
    const std::string object =
        absl::StrCat("    ", made.name, "& object = *", ObjectsOf(made.name),
                     ".Get(params.at(0));\n");
    for (const FunctionSignature& method : made.methods) {
      Provide(absl::StrCat(made.name, ".", method.name), method,
              absl::StrCat("object.", method.name), object, 1);
    }
    for (const TypedName& property : made.properties) {
      FunctionSignature read;
      read.result = property.type;
      Provide(absl::StrCat(made.name, ".", property.name), read,
              absl::StrCat("object.", property.name), object, 1);
    }
  }

  const Problem& problem_;
  const Interface& interface_;
  const HandedFunctions handed_;
  std::string text_;
  std::string later_;
};

}  // namespace

std::string CppAdapter(const Problem& problem) {
  return CppAdapterWriter(problem).Write();
}

}  // namespace grader
