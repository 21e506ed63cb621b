#include "grader/judge/test_check.h"

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/readable.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

using nlohmann::json;

std::string TextIn(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

int LineIn(const json& object) {
  const auto found = object.find("line");
  return found != object.end() && found->is_number_integer() && *found >= 0 &&
                 *found < 10'000'000
             ? found->get<int>()
             : 0;
}

// The line of the test's source that is at `line` of its file; empty if it is
// none of its own.
std::string CodeAt(const SuiteTest& test, int line) {
  const std::vector<std::string> lines = absl::StrSplit(test.code, '\n');
  const int index = line - test.line;
  if (test.line == 0 || index < 0 || index >= static_cast<int>(lines.size())) {
    return "";
  }
  return std::string(absl::StripAsciiWhitespace(lines[index]));
}

std::string ReadableLines(absl::string_view text) {
  std::vector<std::string> lines;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    lines.push_back(Readable(line));
  }
  return absl::StrJoin(lines, "\n");
}

CheckResult NotReported(absl::string_view why) {
  CheckResult check;
  check.kind = CheckKind::kTestReport;
  check.name = "test";
  check.expected = "a result of the test";
  check.message = std::string(why);
  return check;
}

CheckResult Reported(const SuiteTest& test, const json& result) {
  if (const std::string trouble = TextIn(result, "trouble"); !trouble.empty()) {
    return NotReported(trouble);
  }
  const std::string outcome = TextIn(result, "outcome");
  const std::string message = ReadableLines(TextIn(result, "message"));
  if (outcome == "skipped") {
    return NotReported(
        absl::StrCat("the test was skipped, which counts as not "
                     "passed",
                     message.empty() ? "" : ": ", message));
  }
  CheckResult check;
  check.kind = outcome == "error" ? CheckKind::kTestError : CheckKind::kTest;
  check.name = "test";
  check.passed = outcome == "passed";
  if (check.passed) return check;
  if (outcome != "failed" && outcome != "error") {
    return NotReported("no result of the test was reported");
  }
  const int line = LineIn(result);
  const std::string code = CodeAt(test, line);
  std::string place = absl::StrCat(test.file, ": ");
  if (test.kind == SuiteTest::Kind::kHandedIn) {
    place = line > 0 ? absl::StrCat("line ", line, ": ") : "";
  } else if (line > 0) {
    place = absl::StrCat(test.file, ":", line, ": ");
  }
  check.expected = code;
  check.actual = message;
  check.message = absl::StrCat(
      place, outcome == "error" ? "the test was ended by an exception: " : "",
      message);
  return check;
}

}  // namespace

std::vector<CheckResult> CheckTest(const TestCase& test_case,
                                   const Observation& observation) {
  if (test_case.test == nullptr || !observation.trace.done) return {};
  const json result = json::parse(observation.out.Joined(), nullptr, false);
  if (!result.is_object()) {
    return {NotReported("no result of the test was reported")};
  }
  return {Reported(*test_case.test, result)};
}

}  // namespace grader
