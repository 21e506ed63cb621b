#include "grader/problem/interface.h"

#include <algorithm>

namespace grader {

const NamedType* FindType(const Interface& interface, const std::string& name) {
  for (const NamedType& type : interface.types) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

const FunctionSignature* FunctionOf(const Interface& interface,
                                    const ValueType& type) {
  if (type.kind != ValueType::Kind::kNamed) return nullptr;
  const NamedType* named = FindType(interface, type.name);
  if (named == nullptr) return nullptr;
  if (const auto* other = std::get_if<AliasType>(&named->is)) {
    return FunctionOf(interface, other->type);
  }
  const auto* function = std::get_if<FunctionType>(&named->is);
  return function == nullptr ? nullptr : &function->function;
}

bool HoldsFunction(const Interface& interface, const ValueType& type) {
  return FunctionOf(interface, type) != nullptr ||
         std::any_of(type.inner.begin(), type.inner.end(),
                     [&](const ValueType& inner) {
                       return HoldsFunction(interface, inner);
                     });
}

}  // namespace grader
