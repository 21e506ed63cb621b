#include "grader/judge/handed_in_tests.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "grader/execute/built_with.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

CheckResult PassCheck(bool passed) {
  CheckResult check;
  check.kind = CheckKind::kTest;
  check.name = "tests";
  check.passed = passed;
  return check;
}

}  // namespace

void JudgeHandedInTests(const TestCase& test_case, Verdict& verdict,
                        std::vector<CheckResult>& checks) {
  if (!IsImplementation(test_case) ||
      verdict.word == VerdictWord::kJudgeError) {
    return;
  }
  const bool pass = verdict.word == VerdictWord::kAccepted;
  if (test_case.test->with.right) {
    if (pass) return;
    verdict.message = absl::StrCat(
        "your tests do not pass with an implementation that is right, so that "
        "nothing they find counts: ",
        verdict.message);
    for (CheckResult& check : checks) {
      if (!check.passed) check.message = verdict.message;
    }
    return;
  }
  if (!pass) {
    // How they failed is theirs; that they did is what was asked for.
    verdict = {VerdictWord::kAccepted, "", ""};
    checks = {PassCheck(true)};
    return;
  }
  verdict = {
      VerdictWord::kWrongAnswer, "not_caught",
      absl::StrCat("your tests pass with an implementation that is wrong",
                   test_case.why.empty() ? "" : ": ", test_case.why)};
  checks = {PassCheck(false)};
  checks.front().message = verdict.message;
}

}  // namespace grader
