#include "grader/report/words.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "grader/judge/figures.h"
#include "grader/judge/verdict_words.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

struct Phrase {
  absl::string_view name;
  absl::string_view words;
};

// Reasons that do not read well with their underscores taken out.
constexpr Phrase kReasons[] = {
    {"stdout", "output"},
    {"stderr", "error output"},
    {"exit_code", "exit status"},
    {"cpu_limit", "CPU limit"},
    {"exited_early", "ended too early"},
};

bool IsPartial(const Verdict& verdict) {
  return verdict.word == VerdictWord::kWrongAnswer &&
         verdict.reason == "partial";
}

}  // namespace

std::string VerdictInWords(VerdictWord word) {
  return NameInWords(VerdictName(word));
}

std::string VerdictInWords(const Verdict& verdict) {
  std::string word = VerdictInWords(verdict.word);
  absl::string_view reason = verdict.reason;
  // Of the standard words it is a wrong answer; that some of it is right, and
  // keeps its points, says more to a learner.
  if (IsPartial(verdict)) return "partially accepted";
  if (reason.empty() || reason == VerdictName(verdict.word)) return word;
  if (absl::ConsumePrefix(&reason, "signal:")) {
    return absl::StrCat(word, ": crashed (", reason, ")");
  }
  for (const Phrase& phrase : kReasons) {
    if (phrase.name == reason) return absl::StrCat(word, ": ", phrase.words);
  }
  return absl::StrCat(word, ": ", NameInWords(reason));
}

std::string VerdictInWords(const CaseReport& one) {
  return one.skipped() ? "skipped" : VerdictInWords(one.verdict);
}

std::string VerdictHead(const Verdict& verdict) {
  return IsPartial(verdict) ? VerdictInWords(verdict)
                            : VerdictInWords(verdict.word);
}

std::string PointsInWords(const CaseReport& one) {
  const TestCase& test_case = one.test_case;
  if (!test_case.group.empty()) return "counts in its group";
  return absl::StrCat(PointsInWords(one.points(), test_case.points),
                      test_case.bonus ? " (bonus)" : "");
}

std::string PointsOutOf(const CaseReport& one) {
  const TestCase& test_case = one.test_case;
  if (!test_case.group.empty()) return "group";
  return absl::StrCat(PointsOutOf(one.points(), test_case.points),
                      test_case.bonus ? " bonus" : "");
}

std::string PointsOutOf(const GroupReport& group) {
  return absl::StrCat(PointsOutOf(group.points, group.group.points),
                      group.group.bonus ? " bonus" : "");
}

std::string ClaimsInWords(const Report& report) {
  std::vector<std::string> shared;
  for (const CaseReport& one : report.cases) {
    const SuiteTest* test = one.test_case.test.get();
    if (test == nullptr || test->kind != SuiteTest::Kind::kShared) continue;
    shared.push_back(one.test_case.name);
  }
  if (shared.empty()) return "";
  constexpr std::size_t kShown = 3;
  const std::size_t more = shared.size() - std::min(shared.size(), kShown);
  shared.resize(shared.size() - more);
  return absl::StrCat(
      "suite in the submission's process: what these tests report is a claim "
      "that a program could forge: ",
      absl::StrJoin(shared, ", "),
      more > 0 ? absl::StrCat(" and ", more, " more") : "");
}

std::string KeptInWords(const Report& report) {
  const auto kept = std::count_if(
      report.cases.begin(), report.cases.end(),
      [](const CaseReport& one) { return one.source == RunSource::kKept; });
  if (kept == 0) return "";
  return absl::StrCat(
      kept, " of ", Counted(report.cases.size(), "case"),
      kept == 1 ? " was" : " were",
      " judged by a run kept from earlier; --no-cache runs everything again.");
}

std::string TimeInWords(const CaseReport& one) {
  if (one.skipped()) return "";
  return absl::StrCat(one.rounded_up ? "≤ " : "",
                      FormatElapsed(one.observation.elapsed));
}

std::string MeaningInWords(const Explained& explained) {
  const CodePlace& place = explained.place;
  if (place.line == 0) return explained.means;
  return absl::StrCat(place.file, ":", place.line, ": ", explained.means);
}

std::string InWords(const CrashStep& step) {
  return absl::StrCat(step.place.file, ":", step.place.line,
                      step.function.empty() ? "" : " in ", step.function);
}

std::string InWords(const Explained& explained) {
  return absl::StrCat("What it means: ", MeaningInWords(explained),
                      "\nWhat to try: ", explained.attempt);
}

}  // namespace grader
