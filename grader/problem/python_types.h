// The types and functions of an Interface as they are written in Python. Pure.
#ifndef GRADER_PROBLEM_PYTHON_TYPES_H_
#define GRADER_PROBLEM_PYTHON_TYPES_H_

#include <optional>
#include <string>
#include <vector>

#include "grader/problem/interface.h"

namespace grader {

// "list[dict]" of a list of something with members; "None" of nothing.
std::string PythonType(const Interface& interface, const ValueType& type);
std::string PythonType(const Interface& interface,
                       const std::optional<ValueType>& result);

// "async def squares(n: int) -> list[int]:", after `indent`; with `self` before
// the parameters of a method.
std::string PythonSignature(const Interface& interface,
                            const FunctionSignature& function, bool method,
                            std::size_t indent);

// Whether a value of `type` is the same in JSON and in Python.
bool IsPlainInPython(const Interface& interface, const ValueType& type);

// `value`, an expression of a type that holds no function, as JSON has it, and
// the other way round.
std::string PythonToJson(const Interface& interface, const ValueType& type,
                         const std::string& value);
std::string PythonFromJson(const Interface& interface, const ValueType& type,
                           const std::string& value);

// The names of `parameters`.
std::vector<std::string> PythonNames(const std::vector<TypedName>& parameters);

}  // namespace grader

#endif  // GRADER_PROBLEM_PYTHON_TYPES_H_
