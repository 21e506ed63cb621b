#include "grader/problem/suite_framework.h"

namespace grader {

const SuiteFramework* FindSuiteFramework(absl::string_view name) {
  for (const SuiteFramework& framework : kSuiteFrameworks) {
    if (framework.name == name) return &framework;
  }
  return nullptr;
}

}  // namespace grader
