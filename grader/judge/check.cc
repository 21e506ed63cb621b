#include "grader/judge/check.h"

#include <iterator>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/judge/compare_exact.h"
#include "grader/judge/compare_floats.h"
#include "grader/judge/compare_pattern.h"
#include "grader/judge/compare_regex.h"
#include "grader/judge/compare_tokens.h"
#include "grader/judge/compare_unordered_lines.h"
#include "grader/judge/comparison.h"
#include "grader/judge/figures.h"
#include "grader/judge/lines.h"
#include "grader/judge/look_alikes.h"
#include "grader/judge/points.h"
#include "grader/judge/prompt_note.h"
#include "grader/judge/span_checks.h"

namespace grader {
namespace {

Comparison CompareByChecker(const Observation& observation,
                            absl::string_view actual) {
  Comparison result;
  result.expected = "what the problem's checker accepts";
  result.actual = Excerpt(SplitLines(actual), {});
  if (!observation.checker_end) {
    result.message = "the problem's checker did not look at this output";
  } else if (*observation.checker_end == Termination(Exited{kCheckerAccepts})) {
    result.passed = true;
  } else if (*observation.checker_end == Termination(Exited{kCheckerRejects})) {
    result.message = observation.checker_message.empty()
                         ? "the problem's checker rejects this output"
                         : Readable(observation.checker_message);
  } else {
    result.message = "the problem's checker failed";
  }
  return result;
}

Comparison CompareText(const TextExpectation& expectation,
                       absl::string_view actual,
                       const Observation& observation) {
  return std::visit(
      [&](const auto& expected) -> Comparison {
        using T = std::decay_t<decltype(expected)>;
        if constexpr (std::is_same_v<T, ExactText>) {
          return CompareExact(expected, actual);
        } else if constexpr (std::is_same_v<T, Tokens>) {
          return CompareTokens(expected, actual);
        } else if constexpr (std::is_same_v<T, UnorderedLines>) {
          return CompareUnorderedLines(expected, actual);
        } else if constexpr (std::is_same_v<T, Regex>) {
          return CompareRegex(expected, actual);
        } else if constexpr (std::is_same_v<T, Pattern>) {
          return ComparePattern(expected, actual);
        } else if constexpr (std::is_same_v<T, Floats>) {
          return CompareFloats(expected, actual);
        } else if constexpr (std::is_same_v<T, Checker>) {
          return CompareByChecker(observation, actual);
        } else {
          static_assert(std::is_same_v<T, FromReference>);
          return {false, "what the reference prints",
                  Excerpt(SplitLines(actual), {}),
                  "the reference's output is not known"};
        }
      },
      expectation);
}

// The text of an expectation, as far as it is one.
absl::string_view ExpectedText(const TextExpectation& expectation) {
  return std::visit(
      [](const auto& expected) -> absl::string_view {
        using T = std::decay_t<decltype(expected)>;
        if constexpr (std::is_same_v<T, Regex>) {
          return expected.expression;
        } else if constexpr (std::is_same_v<T, Checker> ||
                             std::is_same_v<T, FromReference>) {
          return "";
        } else {
          return expected.text;
        }
      },
      expectation);
}

// What one cannot see in the two texts, side by side.
std::string Notes(const TextExpectation& expectation,
                  absl::string_view actual) {
  const absl::string_view expected = ExpectedText(expectation);
  if (expected.empty()) return "";
  const bool literal = !std::holds_alternative<Regex>(expectation) &&
                       !std::holds_alternative<Pattern>(expectation);
  return absl::StrCat(LookAlikeNote(expected, actual),
                      literal ? PromptNote(expected, actual) : std::string());
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

CheckResult CheckFile(const std::string& name, const std::string& expected,
                      const Observation& observation) {
  const std::string check_name = absl::StrCat("file ", name);
  const auto found = observation.files.find(name);
  if (found == observation.files.end()) {
    return {CheckKind::kFile,
            check_name,
            false,
            Excerpt(SplitLines(expected), {}),
            "(no such file)",
            absl::StrCat("the file ", Quoted(name), " was not written")};
  }
  CheckResult check =
      MakeCheck(CheckKind::kFile, check_name,
                CompareExact(ExactText{expected}, found->second));
  if (check.passed) return check;
  check.message += LookAlikeNote(expected, found->second);
  check.message = SplitLines(found->second).empty()
                      ? absl::StrCat(check_name, ": the file is empty")
                      : absl::StrCat(check_name, ": ", check.message);
  return check;
}

CheckResult CheckExitCode(int expected, int actual) {
  CheckResult check;
  check.kind = CheckKind::kExitCode;
  check.name = "exit code";
  check.passed = expected == actual;
  check.expected = absl::StrCat(expected);
  check.actual = absl::StrCat(actual);
  if (!check.passed) {
    check.message = absl::StrCat("the program ended with exit code ", actual,
                                 ", ", expected, " expected");
  }
  return check;
}

CheckResult CheckCaseElapsed(const Bound<absl::Duration>& bound,
                             const Observation& observation) {
  CheckResult check;
  check.kind = CheckKind::kTiming;
  check.name = "elapsed";
  check.passed = bound.Contains(observation.elapsed);
  check.excess = Excess(bound, observation.elapsed);
  check.expected = FormatBound(bound);
  check.actual = FormatElapsed(observation.elapsed, bound);
  if (!check.passed) {
    check.message =
        absl::StrCat("the program took ", check.actual, ", ", check.expected,
                     " expected", BlockingAdvice(observation));
  }
  return check;
}

CheckResult CheckShare(int points, const Observation& observation) {
  CheckResult check;
  check.kind = CheckKind::kPartial;
  check.name = "points";
  const int given = PointsFor(points, observation.checker_share);
  check.expected = PointsInWords(points, points);
  check.actual = PointsInWords(given, points);
  check.message = absl::StrCat("partly right: ", check.actual,
                               observation.checker_message.empty() ? "" : ": ",
                               Readable(observation.checker_message));
  return check;
}

}  // namespace

std::vector<CheckResult> RunChecks(const TestCase& test_case,
                                   const Observation& observation) {
  const Expectation& expect = test_case.expect;
  std::vector<CheckResult> checks;
  if (expect.out) {
    checks.push_back(CheckStream(CheckKind::kStdout, "stdout", *expect.out,
                                 observation.out, observation));
  }
  if (expect.err) {
    checks.push_back(CheckStream(CheckKind::kStderr, "stderr", *expect.err,
                                 observation.err, observation));
  }
  for (const auto& [name, content] : expect.files) {
    checks.push_back(CheckFile(name, content, observation));
  }
  // A run that was ended from outside has no exit code to speak of.
  if (const auto* exited = std::get_if<Exited>(&observation.termination)) {
    checks.push_back(CheckExitCode(expect.exit_code, exited->code));
  }
  if (expect.elapsed.bounded()) {
    checks.push_back(CheckCaseElapsed(expect.elapsed, observation));
  }
  for (const SpanExpectation& expectation : expect.spans) {
    std::vector<CheckResult> spans = CheckSpans(expectation, observation);
    checks.insert(checks.end(), std::make_move_iterator(spans.begin()),
                  std::make_move_iterator(spans.end()));
  }
  if (observation.checker_end == Termination(Exited{kCheckerAccepts}) &&
      observation.checker_share < 1) {
    checks.push_back(CheckShare(test_case.points, observation));
  }
  return checks;
}

}  // namespace grader
