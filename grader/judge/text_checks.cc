// The checks of what a submission printed, and of the files it wrote.
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/judge/compare_text.h"
#include "grader/judge/comparison.h"
#include "grader/judge/expectation_checks.h"
#include "grader/judge/lines.h"
#include "grader/judge/look_alikes.h"
#include "grader/judge/prompt_note.h"
#include "grader/problem/readable.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

// What one cannot see in the two texts, side by side.
std::string Notes(const TextExpectation& expectation,
                  absl::string_view actual) {
  // What a checker takes for right need not look like its answer.
  if (std::holds_alternative<Checker>(expectation)) return "";
  const absl::string_view expected = WrittenText(expectation);
  if (expected.empty()) return "";
  return absl::StrCat(
      LookAlikeNote(expected, actual),
      IsLiteral(expectation) ? PromptNote(expected, actual) : std::string());
}

CheckResult MakeCheck(CheckKind kind, std::string name, Comparison comparison) {
  return {kind,
          std::move(name),
          comparison.passed,
          std::move(comparison.expected),
          std::move(comparison.actual),
          std::move(comparison.message)};
}

CheckResult CheckStream(CheckKind kind, const std::string& name,
                        const TextExpectation& expectation,
                        const CapturedText& captured,
                        const Observation& observation) {
  if (captured.omitted == 0) {
    const std::string text = captured.Joined();
    CheckResult check =
        MakeCheck(kind, name, CompareText(expectation, text, observation));
    if (!check.passed) check.message += Notes(expectation, text);
    if (!check.passed && kind == CheckKind::kStderr) {
      check.message = absl::StrCat("stderr: ", check.message);
    }
    return check;
  }
  // What was thrown away cannot be compared, but the head shows where to look.
  Comparison comparison = CompareText(expectation, captured.head, observation);
  comparison.passed = false;
  comparison.actual += absl::StrCat("\n(", Counted(captured.omitted, "byte"),
                                    " more were not kept)");
  comparison.message = absl::StrCat(
      "far too much on ", name, ": ", Counted(captured.omitted, "byte"),
      " of it were not kept, so it cannot be compared");
  return MakeCheck(kind, name, std::move(comparison));
}

CheckResult CheckFile(const std::string& name, const TextExpectation& expected,
                      const Observation& observation) {
  const std::string check_name = absl::StrCat("file ", name);
  const auto found = observation.files.find(name);
  if (found == observation.files.end()) {
    return {CheckKind::kFile,
            check_name,
            false,
            Excerpt(SplitLines(WrittenText(expected)), {}),
            "(no such file)",
            absl::StrCat("the file ", Quoted(name), " was not written")};
  }
  CheckResult check =
      MakeCheck(CheckKind::kFile, check_name,
                CompareText(expected, found->second, observation));
  if (check.passed) return check;
  check.message += LookAlikeNote(WrittenText(expected), found->second);
  check.message = SplitLines(found->second).empty()
                      ? absl::StrCat(check_name, ": the file is empty")
                      : absl::StrCat(check_name, ": ", check.message);
  return check;
}

}  // namespace

std::vector<CheckResult> CheckStdout(const TestCase& test_case,
                                     const Observation& observation) {
  const auto& expected = test_case.expect.out;
  if (!expected) return {};
  return {CheckStream(CheckKind::kStdout, "stdout", *expected, observation.out,
                      observation)};
}

std::vector<CheckResult> CheckStderr(const TestCase& test_case,
                                     const Observation& observation) {
  const auto& expected = test_case.expect.err;
  if (!expected) return {};
  return {CheckStream(CheckKind::kStderr, "stderr", *expected, observation.err,
                      observation)};
}

std::vector<CheckResult> CheckFiles(const TestCase& test_case,
                                    const Observation& observation) {
  std::vector<CheckResult> checks;
  for (const auto& [name, expected] : test_case.expect.files) {
    checks.push_back(CheckFile(name, expected, observation));
  }
  return checks;
}

}  // namespace grader
