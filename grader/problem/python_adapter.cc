// The adapter of a problem in Python.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/handed_functions.h"
#include "grader/problem/interface.h"
#include "grader/problem/interface_writers.h"
#include "grader/problem/python_types.h"
#include "grader/problem/source_layout.h"

namespace grader {
namespace {

class PythonAdapterWriter {
 public:
  explicit PythonAdapterWriter(const Problem& problem)
      : interface_(*problem.interface),
        handed_(FindHandedFunctions(interface_)) {}

  std::string Write() {
    for (const NamedType& type : interface_.types) {
      const auto* function = std::get_if<FunctionType>(&type.is);
      if (function == nullptr) continue;
      if (handed_.by_driver.contains(type.name)) StandIn(function->function);
      if (handed_.by_submission.contains(type.name)) Handed(function->function);
    }
    for (const FunctionSignature& function : interface_.functions)
      Provide(function);
    for (const ClassSignature& made : interface_.classes) ProvideClass(made);
    std::string imports;
    const std::string objects = Objects();
    if (!objects.empty()) imports = "import driver_objects\n";
    if (uses_failures_) absl::StrAppend(&imports, "import failures\n");
    return absl::StrCat(
        "\"\"\"Adapter of the problem, made by the grader from "
        "problem.yaml.\"\"\"\n\n",
        imports, "import rpc\n\n", Load(), objects, text_,
        text_.empty() ? "" : "\n", "\n", Serve());
  }

 private:
  std::string Load() const {
    std::vector<std::string> names;
    for (const FunctionSignature& function : interface_.functions) {
      names.push_back(absl::StrCat("\"", function.name, "\""));
    }
    for (const ClassSignature& made : interface_.classes) {
      names.push_back(absl::StrCat("\"", made.name, "\""));
    }
    return CommaList("solution = rpc.load(", names, ")\n", 4);
  }

  static std::string ObjectsOf(const std::string& name) {
    return absl::StrCat("_", SnakeCase(name), "_objects");
  }

  std::string Objects() const {
    std::string text;
    for (const std::string& name : handed_.by_submission) {
      absl::StrAppend(&text, ObjectsOf(name),
                      " = driver_objects.DriverObjects()\n");
    }
    for (const ClassSignature& made : interface_.classes) {
      absl::StrAppend(&text, ObjectsOf(made.name),
                      " = driver_objects.DriverObjects()\n");
    }
    return text;
  }

  // The function that `type`, which holds one, is or is a list of.
  const FunctionSignature& HandedIn(const ValueType& type) const {
    const FunctionSignature* function = FunctionOf(interface_, type);
    return function != nullptr ? *function
                               : *FunctionOf(interface_, type.inner.front());
  }

  // `value`, which the driver sent, as the learner's code knows it.
  std::string Taken(const ValueType& type, const std::string& value) const {
    if (!HoldsFunction(interface_, type)) {
      return PythonFromJson(interface_, type, value);
    }
    const std::string made =
        absl::StrCat("_", SnakeCase(HandedIn(type).name), "_of_driver(");
    return FunctionOf(interface_, type) != nullptr
               ? absl::StrCat(made, value, ")")
               : absl::StrCat("[", made, "_one) for _one in ", value, "]");
  }

  // `value` of the learner's code as the driver gets it.
  std::string Given(const ValueType& type, const std::string& value) const {
    return HoldsFunction(interface_, type)
               ? absl::StrCat(ObjectsOf(HandedIn(type).name), ".give(", value,
                              ")")
               : PythonToJson(interface_, type, value);
  }

  // What stands for a function of the driver: called as the author named its
  // parameters, which may be given by keyword.
  void StandIn(const FunctionSignature& function) {
    const std::string name = SnakeCase(function.name);
    absl::StrAppend(
        &text_, "\n\ndef _", name, "_of_driver(_token):\n    async def ", name,
        "(", absl::StrJoin(PythonNames(function.parameters), ", "), "):\n",
        CallOfDriver(function, "        "), "\n    return ", name, "\n");
  }

  std::string CallOfDriver(const FunctionSignature& function,
                           const std::string& indent) {
    std::vector<std::string> arguments = {
        absl::StrCat("\"", function.name, "\""), "_token"};
    std::string lent;
    for (const TypedName& field : function.parameters) {
      if (!HoldsFunction(interface_, field.type)) {
        arguments.push_back(PythonToJson(interface_, field.type, field.name));
        continue;
      }
      absl::StrAppend(&lent, lent.empty() ? "" : ", ",
                      ObjectsOf(HandedIn(field.type).name), ".lent(",
                      field.name, ") as _", field.name);
      arguments.push_back("_" + field.name);
    }
    const std::string inner = lent.empty() ? indent : indent + "    ";
    std::string body;
    if (!lent.empty()) absl::StrAppend(&body, indent, "with ", lent, ":\n");
    absl::StrAppend(&body, inner, "_answer = await rpc.call(",
                    absl::StrJoin(arguments, ", "), ")\n");
    std::string result = "_answer";
    if (function.errors_by_kind) {
      uses_failures_ = true;
      result = "failures.result_of(_answer)";
    }
    absl::StrAppend(&body, indent, "return ",
                    function.result ? Taken(*function.result, result) : result,
                    "\n");
    return body;
  }

  void AddServed(const std::string& name, const std::string& method) {
    served_.push_back(absl::StrCat("    \"", name, "\": ", method, ",\n"));
  }

  // A coroutine function `name` of the adapter, with these parameters, that
  // calls `called`.
  void Wrap(const std::string& name, std::vector<std::string> first,
            const FunctionSignature& function, const std::string& called) {
    std::vector<std::string> arguments;
    for (const TypedName& field : function.parameters) {
      first.push_back(field.name);
      arguments.push_back(Taken(field.type, field.name));
    }
    const std::string call =
        absl::StrCat(function.async ? "await " : "", called, "(",
                     absl::StrJoin(arguments, ", "), ")");
    const std::string head = absl::StrCat("\n\nasync def ", name, "(",
                                          absl::StrJoin(first, ", "), "):\n");
    const std::string result =
        function.result ? Given(*function.result, call) : call;
    if (!function.errors_by_kind) {
      absl::StrAppend(&text_, head, "    return ", result, "\n");
      return;
    }
    uses_failures_ = true;
    absl::StrAppend(&text_, head, "    try:\n        return \"value\", ",
                    result,
                    "\n    except Exception as _failure:\n"
                    "        return failures.describe(_failure)\n");
  }

  bool IsPlain(const FunctionSignature& function) const {
    for (const TypedName& field : function.parameters) {
      if (!IsPlainInPython(interface_, field.type)) return false;
    }
    return !function.errors_by_kind &&
           (!function.result || IsPlainInPython(interface_, *function.result));
  }

  void Provide(const FunctionSignature& function) {
    const std::string called = absl::StrCat("solution.", function.name);
    if (IsPlain(function)) {
      AddServed(function.name, called);
      return;
    }
    Wrap(absl::StrCat("_", function.name), {}, function, called);
    AddServed(function.name, absl::StrCat("_", function.name));
  }

  // Lets the driver call a function of the learner that it was handed.
  void Handed(const FunctionSignature& function) {
    const std::string name = absl::StrCat("_call_", SnakeCase(function.name));
    Wrap(name, {"_number"}, function,
         absl::StrCat(ObjectsOf(function.name), ".get(_number)"));
    AddServed(function.name, name);
  }

  void ProvideClass(const ClassSignature& made) {
    const std::string objects = ObjectsOf(made.name);
    const std::string prefix = absl::StrCat("_", SnakeCase(made.name), "_");
    std::vector<std::string> arguments;
    for (const TypedName& field : made.parameters) {
      arguments.push_back(Taken(field.type, field.name));
    }
    absl::StrAppend(&text_, "\n\ndef ", prefix, "new(",
                    absl::StrJoin(PythonNames(made.parameters), ", "),
                    "):\n    return ", objects, ".add(solution.", made.name,
                    "(", absl::StrJoin(arguments, ", "), "))\n");
    AddServed(made.name, prefix + "new");
    for (const FunctionSignature& method : made.methods) {
      const std::string name = prefix + method.name;
      Wrap(name, {"_number"}, method,
           absl::StrCat(objects, ".get(_number).", method.name));
      AddServed(absl::StrCat(made.name, ".", method.name), name);
    }
    for (const TypedName& property : made.properties) {
      const std::string name = prefix + property.name;
      absl::StrAppend(
          &text_, "\n\ndef ", name, "(_number):\n    return ",
          PythonToJson(interface_, property.type,
                       absl::StrCat(objects, ".get(_number).", property.name)),
          "\n");
      AddServed(absl::StrCat(made.name, ".", property.name), name);
    }
  }

  std::string Serve() const {
    return absl::StrCat("rpc.serve(**{\n", absl::StrJoin(served_, ""), "})\n");
  }

  const Interface& interface_;
  const HandedFunctions handed_;
  std::string text_;
  std::vector<std::string> served_;
  bool uses_failures_ = false;
};

}  // namespace

std::string PythonAdapter(const Problem& problem) {
  return PythonAdapterWriter(problem).Write();
}

}  // namespace grader
