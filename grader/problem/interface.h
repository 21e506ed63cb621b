// An Interface: the functions and classes of a problem as its author declares
// them once, for all languages. Read from problem.yaml; adapters, headers,
// modules and stubs are generated from it (generated_files.h).
#ifndef GRADER_PROBLEM_INTERFACE_H_
#define GRADER_PROBLEM_INTERFACE_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace grader {

// A type of a value, made of those that every language has.
struct ValueType {
  enum class Kind {
    kInt,
    kNumber,  // a decimal number
    kBool,
    kText,
    kDuration,  // travels in whole milliseconds
    kList,      // of `inner`
    kOptional,  // `inner`, or nothing
    kMap,       // from texts to `inner`
    kOneOf,     // the first of `inner` that fits, where the driver sends one
    kNamed,     // `name` of Interface::types
  };

  Kind kind = Kind::kInt;
  std::string name;
  std::vector<ValueType> inner;  // of kOneOf several, else at most one

  bool operator==(const ValueType&) const = default;
};

// A value with a name: a parameter, a member, a property.
struct TypedName {
  std::string name;
  ValueType type;
  std::string about;
};

// How a function fails. By kind, the other side hears of which kind an error
// was: a result travels as ["value", RESULT], an error as [KIND, MESSAGE]. Else
// only its message counts.
struct FunctionSignature {
  std::string name;
  std::string about;
  bool async = false;
  bool errors_by_kind = false;
  std::vector<TypedName> parameters;
  std::optional<ValueType> result;  // none: nothing
};

// The kinds of types that a problem makes for itself.
struct StructType {  // all of these
  std::vector<TypedName> fields;
  bool comparable = false;  // C++: with ==
};
struct AliasType {  // another name
  ValueType type;
};
struct FunctionType {  // something that can be called
  FunctionSignature function;
};

struct NamedType {
  std::string name;
  std::string about;
  std::variant<StructType, AliasType, FunctionType> is;
};

// A class that the learner writes. Objects of it live in the submission; the
// driver knows them by number.
struct ClassSignature {
  std::string name;
  std::string about;
  bool executor = false;  // C++: its constructor gets Asio's executor, too
  std::string data;       // C++: the struct that holds an object's data
  std::vector<TypedName> parameters;  // of the constructor
  std::vector<FunctionSignature> methods;
  std::vector<TypedName> properties;
};

struct Interface {
  std::vector<NamedType> types;              // each after those it uses
  std::vector<FunctionSignature> world;      // given: the driver's
  std::vector<FunctionSignature> functions;  // the learner's
  std::vector<ClassSignature> classes;       // the learner's
};

// The type called `name`, or nullptr.
const NamedType* FindType(const Interface& interface, const std::string& name);

// The function that `type` is, or nullptr: one of interface.types.
const FunctionSignature* FunctionOf(const Interface& interface,
                                    const ValueType& type);

// Whether `type` is, or holds, a function.
bool HoldsFunction(const Interface& interface, const ValueType& type);

}  // namespace grader

#endif  // GRADER_PROBLEM_INTERFACE_H_
