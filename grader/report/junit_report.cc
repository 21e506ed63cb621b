#include "grader/report/junit_report.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "grader/report/json_values.h"
#include "grader/report/markup.h"
#include "grader/report/plain_text.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

std::string Attribute(absl::string_view name, absl::string_view value) {
  return absl::StrCat(" ", name, "=\"", MarkupAttribute(value), "\"");
}

// Seconds without an exponent.
std::string Seconds(absl::Duration duration) {
  return absl::StrFormat("%.6f", absl::ToDoubleSeconds(duration));
}

// A test case and what went wrong in it, if anything did.
struct Entry {
  std::string name;
  absl::Duration elapsed;
  Verdict verdict;
  bool skipped = false;
  std::string text;
  const Observation* observation = nullptr;
};

std::vector<Entry> EntriesOf(const Report& view) {
  std::vector<Entry> entries;
  for (const CaseReport& one : view.cases) {
    const bool accepted = one.verdict.word == VerdictWord::kAccepted;
    entries.push_back({one.test_case.name, one.observation.elapsed, one.verdict,
                       one.skipped(), accepted ? "" : CaseInText(view, one),
                       &one.observation});
  }
  if (entries.empty()) {
    entries.push_back({"build", view.build.wall_time, view.verdict, false,
                       BuildInText(view), nullptr});
  }
  return entries;
}

std::string Printed(absl::string_view element, const CapturedText& captured) {
  const std::string text = WithOmission(captured);
  if (text.empty()) return "";
  return absl::StrCat("      <", element, ">", Markup(text), "</", element,
                      ">\n");
}

std::string TestCaseElement(const std::string& problem, const Entry& entry) {
  std::string element =
      absl::StrCat("    <testcase", Attribute("classname", problem),
                   Attribute("name", entry.name),
                   Attribute("time", Seconds(entry.elapsed)), ">\n");
  if (entry.skipped) {
    absl::StrAppend(&element, "      <skipped",
                    Attribute("message", entry.verdict.message), "/>\n");
  } else if (entry.verdict.word != VerdictWord::kAccepted) {
    const absl::string_view kind =
        entry.verdict.word == VerdictWord::kJudgeError ? "error" : "failure";
    absl::StrAppend(&element, "      <", kind,
                    Attribute("type", VerdictName(entry.verdict.word)),
                    Attribute("message", VerdictInWords(entry.verdict)), ">",
                    Markup(entry.text), "</", kind, ">\n");
  }
  if (entry.observation != nullptr) {
    absl::StrAppend(&element, Printed("system-out", entry.observation->out),
                    Printed("system-err", entry.observation->err));
  }
  absl::StrAppend(&element, "    </testcase>\n");
  return element;
}

std::string Property(absl::string_view name, absl::string_view value) {
  return absl::StrCat("      <property", Attribute("name", name),
                      Attribute("value", value), "/>\n");
}

std::string GroupProperties(const Report& view) {
  std::string properties;
  for (const GroupReport& group : view.groups) {
    properties +=
        Property(absl::StrCat("group ", group.group.name), PointsOutOf(group));
  }
  return properties;
}

std::string DeductionProperties(const Report& view) {
  std::string properties;
  for (const DeductionReport& one : view.deductions) {
    properties +=
        Property(absl::StrCat("deduction ", NameOf(one.deduction)),
                 absl::StrCat(InWords(one), ": ", PointsInWords(one)));
  }
  return properties;
}

// All that was taken off points, with its places; no test has failed by it.
std::string DeductionNote(const Report& view) {
  const std::string text = DeductionsInText(view.deductions);
  return text.empty() ? ""
                      : absl::StrCat("    <system-out>", Markup(text),
                                     "</system-out>\n");
}

std::string Properties(const Report& view) {
  return absl::StrCat(
      "    <properties>\n", Property("verdict", VerdictName(view.verdict.word)),
      Property("reason", view.verdict.reason),
      Property("score", ExactPoints(view.score)),
      Property("max_score", ExactPoints(view.max_score)), GroupProperties(view),
      DeductionProperties(view), Property("language", view.language),
      Property("clock", ClockName(view.clock)),
      Property("isolation", absl::StrJoin(view.isolation, " ")),
      view.grader.empty() ? "" : Property("grader", view.grader),
      "    </properties>\n");
}

}  // namespace

std::string JUnitReport(const Report& full) {
  const Report view = LearnerView(full);
  const std::vector<Entry> entries = EntriesOf(view);
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  absl::Duration elapsed;
  for (const Entry& entry : entries) {
    elapsed += entry.elapsed;
    if (entry.verdict.word == VerdictWord::kAccepted) continue;
    ++(entry.skipped                                    ? skipped
       : entry.verdict.word == VerdictWord::kJudgeError ? errors
                                                        : failures);
  }
  const std::string counts =
      absl::StrCat(Attribute("name", view.problem),
                   Attribute("tests", absl::StrCat(entries.size())),
                   Attribute("failures", absl::StrCat(failures)),
                   Attribute("errors", absl::StrCat(errors)),
                   Attribute("time", Seconds(elapsed)));
  std::string text = absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", counts,
      ">\n  <testsuite", counts, Attribute("skipped", absl::StrCat(skipped)),
      ">\n", Properties(view));
  for (const Entry& entry : entries) {
    absl::StrAppend(&text, TestCaseElement(view.problem, entry));
  }
  absl::StrAppend(&text, DeductionNote(view),
                  "  </testsuite>\n</testsuites>\n");
  return text;
}

}  // namespace grader
