// What a submission must leave alone that is compiled with the tests of a
// suite. Its headers are a part of the text of the tests, so they could have
// assertions mean something else, or run before what keeps the secret of a run.
#ifndef GRADER_EXECUTE_FRAMEWORK_RULES_H_
#define GRADER_EXECUTE_FRAMEWORK_RULES_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/execute/diagnostic.h"
#include "grader/problem/submission.h"
#include "grader/problem/suite_framework.h"

namespace grader {

// An error for each place in `sources` where
// - the framework's namespace is named, or a macro that it has for itself, or
//   one by which tests are divided into parts;
// - a macro is defined or undefined whose name is a word of the language or one
//   of `used`;
// - there is what no program that tests include needs: a name put together by
//   ##, linkage of C, assembly, a section or another address for a function, a
//   #pragma that changes names.
// In the order of the places, at most 20. Pure.
std::vector<Diagnostic> BrokenFrameworkRules(
    const std::vector<SourceFile>& sources, const SuiteFramework& framework,
    const std::set<std::string>& used);

// The names that the directives #define of `text` mention.
std::set<std::string> NamesInMacros(absl::string_view text);

// Those errors of `submission`, `used` being what its suite and the headers of
// `framework`, as far as they define macros, mention.
std::vector<Diagnostic> FrameworkRulesBroken(const Submission& submission,
                                             const SuiteFramework& framework);

}  // namespace grader

#endif  // GRADER_EXECUTE_FRAMEWORK_RULES_H_
