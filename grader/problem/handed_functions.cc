#include "grader/problem/handed_functions.h"

#include <utility>

namespace grader {
namespace {

class Search {
 public:
  explicit Search(const Interface& interface) : interface_(interface) {}

  HandedFunctions Run() {
    for (const FunctionSignature& function : interface_.world)
      OfDriver(function);
    for (const FunctionSignature& function : interface_.functions) {
      OfSubmission(function);
    }
    for (const ClassSignature& made : interface_.classes) {
      for (const TypedName& field : made.parameters) ByDriver(field.type);
      for (const FunctionSignature& method : made.methods) OfSubmission(method);
    }
    return std::move(found_);
  }

 private:
  // A function that the submission calls gets what is the submission's.
  void OfDriver(const FunctionSignature& function) {
    for (const TypedName& field : function.parameters) BySubmission(field.type);
    if (function.result) ByDriver(*function.result);
  }
  void OfSubmission(const FunctionSignature& function) {
    for (const TypedName& field : function.parameters) ByDriver(field.type);
    if (function.result) BySubmission(*function.result);
  }

  void ByDriver(const ValueType& type) {
    for (const ValueType& inner : type.inner) ByDriver(inner);
    const FunctionSignature* function = FunctionOf(interface_, type);
    if (function != nullptr && found_.by_driver.insert(function->name).second) {
      OfDriver(*function);
    }
  }
  void BySubmission(const ValueType& type) {
    for (const ValueType& inner : type.inner) BySubmission(inner);
    const FunctionSignature* function = FunctionOf(interface_, type);
    if (function != nullptr &&
        found_.by_submission.insert(function->name).second) {
      OfSubmission(*function);
    }
  }

  const Interface& interface_;
  HandedFunctions found_;
};

}  // namespace

HandedFunctions FindHandedFunctions(const Interface& interface) {
  return Search(interface).Run();
}

}  // namespace grader
