#include "grader/problem/suite_framework.h"

namespace grader {

const SuiteFramework* FindSuiteFramework(absl::string_view name) {
  for (const SuiteFramework& framework : kSuiteFrameworks) {
    if (framework.name == name) return &framework;
  }
  return nullptr;
}

bool IncludesWhatItTests(absl::string_view name) {
  const SuiteFramework* framework = FindSuiteFramework(name);
  return framework != nullptr && !framework->header.empty();
}

bool IsProgram(absl::string_view name) {
  const SuiteFramework* framework = FindSuiteFramework(name);
  return framework != nullptr && framework->is_program;
}

bool IsBuilt(absl::string_view name) {
  const SuiteFramework* framework = FindSuiteFramework(name);
  return framework != nullptr && framework->is_built;
}

}  // namespace grader
