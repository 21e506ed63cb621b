// The types and functions of an Interface as they are written in C++. Pure.
#ifndef GRADER_PROBLEM_CPP_TYPES_H_
#define GRADER_PROBLEM_CPP_TYPES_H_

#include <optional>
#include <string>
#include <vector>

#include "grader/problem/interface.h"

namespace grader {

// "std::vector<Response>" of a list of Response; "void" of nothing.
std::string CppType(const ValueType& type);
std::string CppType(const std::optional<ValueType>& result);

// What calling `function` gives: its result, or an awaitable of that.
std::string CppResult(const FunctionSignature& function);

// "int id", "std::string name"; with the executor of `made` before them.
std::vector<std::string> CppParameters(
    const std::vector<TypedName>& parameters);
std::vector<std::string> CppConstructorParameters(const ClassSignature& made);

// The type that a function type is another name of:
// "std::function<…(std::string key)>".
std::string CppFunctionType(const FunctionSignature& function);

}  // namespace grader

#endif  // GRADER_PROBLEM_CPP_TYPES_H_
