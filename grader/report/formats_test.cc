// What holds for every format of a report, whoever adds one.
#include "grader/report/formats.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grader/problem/utf8.h"
#include "grader/report/words.h"
#include "grader/testing/format_names.h"
#include "grader/testing/sample_reports.h"
#include "grader/testing/shell.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

// A badge says what came of it all, and nothing of single cases.
bool TellsOfCases(const Format& format) { return format.name != "badge"; }

class FormatsTest : public testing::TestWithParam<Format> {};

INSTANTIATE_TEST_SUITE_P(Formats, FormatsTest, testing::ValuesIn(Formats()),
                         NameOfFormat);

TEST(FormatListTest, NamesAndSuffixesDiffer) {
  std::set<absl::string_view> names;
  std::set<absl::string_view> suffixes;
  for (const Format& format : Formats()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    EXPECT_TRUE(suffixes.insert(format.suffix).second) << format.suffix;
    EXPECT_EQ(FindFormat(format.name)->write, format.write);
  }
  EXPECT_EQ(FindFormat("xml"), nullptr);
}

TEST(FormatListTest, SamplesHaveEveryVerdict) {
  std::set<VerdictWord> words;
  for (const SampleReport& sample : SampleReports()) {
    words.insert(sample.report.verdict.word);
  }
  EXPECT_EQ(words.size(), 8u);
}

TEST_P(FormatsTest, NamesTheGraderWhereItsReadersKnowOfIt) {
  const std::set<absl::string_view> without = {"text", "classroom", "exercism"};
  for (SampleReport sample : SampleReports()) {
    sample.report.grader = "98.7.6";
    const std::string text = GetParam().write(sample.report);
    if (without.contains(GetParam().name)) {
      EXPECT_THAT(text, Not(HasSubstr("98.7.6"))) << sample.name;
    } else {
      EXPECT_THAT(text, HasSubstr("98.7.6")) << sample.name;
    }
  }
}

TEST_P(FormatsTest, IsUtf8WithoutControlsAndEndsInANewline) {
  for (const SampleReport& sample : SampleReports()) {
    SCOPED_TRACE(sample.name);
    const std::string text = GetParam().write(sample.report);
    EXPECT_EQ(FindInvalidUtf8(text), absl::string_view::npos);
    EXPECT_EQ(text.find_first_of(std::string("\0\x07\x08\x1b\r\x7f", 6)),
              std::string::npos);
    EXPECT_EQ(text.find("\u0085"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\n"));
  }
}

TEST_P(FormatsTest, TheSameReportIsTheSameText) {
  const Report report = SampleReportNamed("hostile_fields");
  EXPECT_EQ(GetParam().write(report), GetParam().write(report));
}

TEST_P(FormatsTest, HiddenCasesLeakNothing) {
  const std::string text =
      GetParam().write(SampleReportNamed("hidden_failure"));
  for (const std::string& secret : SampleSecrets()) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
}

TEST_P(FormatsTest, HiddenCasesAreRevealedToInstructors) {
  if (!TellsOfCases(GetParam())) return;
  Report report = SampleReportNamed("hidden_failure");
  report.reveal = true;
  EXPECT_THAT(GetParam().write(report), HasSubstr("SECRET"));
}

TEST_P(FormatsTest, InputOfAFailedCaseIsShown) {
  if (GetParam().name == "trace") return;  // it holds times alone
  if (!TellsOfCases(GetParam())) return;
  for (const Visibility visibility :
       {Visibility::kVisible, Visibility::kHidden}) {
    Report report = SampleReportNamed("hidden_failure");
    report.reveal = visibility == Visibility::kHidden;
    for (CaseReport& one : report.cases) {
      if (one.verdict.word == VerdictWord::kAccepted) continue;
      one.test_case.visibility = visibility;
      one.test_case.input = "STDIN\n";
      one.test_case.args = {"ARGUMENT"};
      one.test_case.files = {{"data.txt", "CONTENT"}};
    }
    const std::string text = GetParam().write(report);
    for (const char* part : {"STDIN", "ARGUMENT", "data.txt", "CONTENT"}) {
      EXPECT_THAT(text, HasSubstr(part));
    }
  }
}

// How the format of that name says the verdict and the score.
std::string VerdictIn(absl::string_view format, const Report& report) {
  const VerdictWord word = report.verdict.word;
  const std::string name(VerdictName(word));
  const bool accepted = word == VerdictWord::kAccepted;
  if (format == "text") {
    return absl::StrCat(accepted ? "✓ " : "✗ ", VerdictHead(report.verdict));
  }
  if (format == "html") {
    return absl::StrCat(accepted ? "✓" : "✗", " </span>",
                        VerdictHead(report.verdict),
                        " <span class=\"points\">");
  }
  if (format == "junit") {
    return absl::StrCat("<property name=\"verdict\" value=\"", name, "\"/>");
  }
  if (format == "github") {
    return absl::StrCat(accepted ? "::notice" : "::error",
                        " title=", VerdictHead(report.verdict));
  }
  if (format == "github-summary" || format == "badge") {
    return VerdictHead(report.verdict);
  }
  if (format == "classroom" || format == "exercism") {
    const bool error =
        word == VerdictWord::kJudgeError ||
        (format == "exercism" && word == VerdictWord::kCompileError);
    return absl::StrCat("\"status\": \"",
                        accepted ? "pass"
                        : error  ? "error"
                                 : "fail",
                        "\"");
  }
  return absl::StrCat("\"verdict\": \"", name, "\"");
}

std::string ScoreIn(absl::string_view format, const Report& report) {
  if (format == "junit") {
    return absl::StrCat("<property name=\"score\" value=\"",
                        ExactPoints(report.score), "\"/>");
  }
  if (format == "text" || format == "html" || format == "github" ||
      format == "github-summary") {
    return PointsInWords(report.score, report.max_score);
  }
  if (format == "exercism") return "";  // knows no points
  if (format == "badge") return PointsOutOf(report.score, report.max_score);
  if (format == "classroom") {
    return absl::StrCat("\"max_score\": ", ExactPoints(report.max_score));
  }
  return absl::StrCat("\"score\": ", ExactPoints(report.score));
}

// How the format of that name says that a case was skipped.
std::string SkippedIn(absl::string_view format) {
  if (format == "json") return "\"skipped_for\": \"ten requests\"";
  if (format == "junit") return "<skipped message=\"not run: it builds on";
  if (format == "github") return "::notice title=twenty requests%3A skipped::";
  if (format == "github-summary") return "| – | twenty requests | skipped";
  if (format == "check50") return "\"passed\": null";
  if (format == "trace") return "\"twenty requests: skipped\"";
  if (format == "html") {
    return "<td class=\"faint\"><span aria-hidden=\"true\">– "
           "</span>skipped</td>";
  }
  if (format == "text") return "- twenty requests  skipped";
  return "\"- twenty requests  skipped";  // in the text about the case
}

TEST_P(FormatsTest, SaysThatACaseWasSkipped) {
  if (!TellsOfCases(GetParam())) return;
  const std::string text = GetParam().write(SampleReportNamed("skipped"));
  EXPECT_THAT(text, HasSubstr(SkippedIn(GetParam().name)));
  EXPECT_THAT(GetParam().write(SampleReportNamed("serial")),
              Not(HasSubstr(SkippedIn(GetParam().name))));
}

TEST_P(FormatsTest, SaysTheVerdictAndTheScore) {
  for (const SampleReport& sample : SampleReports()) {
    if (absl::StartsWith(sample.name, "hostile")) continue;
    SCOPED_TRACE(sample.name);
    const std::string text = GetParam().write(sample.report);
    EXPECT_THAT(text, HasSubstr(VerdictIn(GetParam().name, sample.report)));
    EXPECT_THAT(text, HasSubstr(ScoreIn(GetParam().name, sample.report)));
  }
}

TEST_P(FormatsTest, EverySampleHoldsTheFormatsSchema) {
  const fs::path schemas =
      fs::path(GRADER_SOURCE_DIR) / "fixtures/reports/schemas";
  const std::string name(GetParam().name);
  std::string validator;
  std::string probe;
  std::string before_file = " ";
  if (fs::exists(schemas / (name + ".xsd"))) {
    probe = "xmllint --version";
    validator = absl::StrCat("xmllint --huge --noout --schema '",
                             (schemas / (name + ".xsd")).string(), "'");
  } else if (fs::exists(schemas / (name + ".json"))) {
    probe = "python3 -c 'import jsonschema'";
    validator = absl::StrCat("python3 -W ignore -m jsonschema '",
                             (schemas / (name + ".json")).string(), "'");
    before_file = " -i ";
  } else {
    return;  // a text for people, or json, which JsonReportTest looks into
  }
  if (Shell(probe).status != 0) GTEST_SKIP() << "not here: " << probe;

  char folder[] = "/tmp/formats_test-XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  for (const SampleReport& sample : SampleReports()) {
    const std::string file = absl::StrCat(folder, "/", sample.name);
    std::ofstream(file, std::ios::binary) << GetParam().write(sample.report);
    absl::StrAppend(&validator, before_file, file);
  }
  const Finished checked = Shell(validator);
  EXPECT_EQ(checked.status, 0) << checked.out.substr(0, 4000);
  fs::remove_all(folder);
}

// A share of the points is a failure that keeps its points.
TEST_P(FormatsTest, PartlyRightIsAFailureWithItsPoints) {
  const absl::string_view format = GetParam().name;
  const std::string text = GetParam().write(SampleReportNamed("partly_right"));
  if (format == "junit") {
    EXPECT_THAT(text, HasSubstr("failures=\"1\""));
    EXPECT_THAT(text, HasSubstr("<failure type=\"wrong_answer\" "
                                "message=\"partially accepted\""));
  } else if (format == "gradescope") {
    EXPECT_THAT(text, HasSubstr("\"score\": 29"));
    EXPECT_THAT(text, HasSubstr("\"status\": \"failed\""));
  } else if (format == "classroom" || format == "exercism") {
    EXPECT_THAT(text, HasSubstr("\"status\": \"fail\""));
  } else if (format == "badge") {
    EXPECT_THAT(text, HasSubstr(">partially accepted 29/100<"));
  } else if (format == "check50") {
    EXPECT_THAT(text, HasSubstr("\"passed\": false"));
  } else if (format == "json") {
    EXPECT_THAT(text, HasSubstr("\"points\": 29"));
    EXPECT_THAT(text, HasSubstr("\"reason\": \"partial\""));
  }
  if (format != "trace" && TellsOfCases(GetParam())) {
    EXPECT_THAT(text, HasSubstr("29 of 100 points"));
    EXPECT_THAT(text, HasSubstr("the days are right"));
  }
}

// Points that are given together are said where points are said.
TEST_P(FormatsTest, AGroupIsToldWithItsPointsAndWhatFailed) {
  const absl::string_view format = GetParam().name;
  Report report = SampleReportNamed("partly_right");
  CaseReport& one = report.cases[0];
  one.test_case.points = 0;
  one.test_case.group = "long <times>";
  CaseGroup group;
  group.name = "long <times>";
  group.points = 10;
  group.cases = {one.test_case.name};
  group.worst_counts = true;
  report.groups = MakeGroupReports({group}, report.cases);
  report.score = report.groups[0].points;
  report.max_score = group.points;
  one.checks.clear();
  one.verdict.message = "partly right";
  report.verdict.message = "partly right";
  const std::string text = GetParam().write(report);
  if (!TellsOfCases(GetParam())) return;
  if (format == "exercism" || format == "github") return;  // know no groups
  EXPECT_THAT(text,
              AnyOf(HasSubstr("long <times>"), HasSubstr("long &lt;times&gt;"),
                    HasSubstr("long &#60;times&#62;")));
  EXPECT_THAT(text, AnyOf(HasSubstr("2.9/10"), HasSubstr("2.9 of 10 points"),
                          HasSubstr("\"points\": 2.9")));
  EXPECT_THAT(text, Not(HasSubstr("29 of 100 points")));
}

TEST_P(FormatsTest, ABonusIsNoPartOfTheMaximum) {
  const absl::string_view format = GetParam().name;
  if (format != "gradescope" && format != "classroom") return;
  Report report = SampleReportNamed("partly_right");
  report.cases[0].test_case.bonus = true;
  const std::string text = GetParam().write(report);
  EXPECT_THAT(text, HasSubstr("\"score\": 29"));
  EXPECT_THAT(text, HasSubstr("\"max_score\": 0"));
}

TEST_P(FormatsTest, AFailedCaseShowsItsInputAndWhatTheCompilerWarnsOf) {
  const absl::string_view format = GetParam().name;
  if (format == "trace" || !TellsOfCases(GetParam())) return;
  const std::string text = GetParam().write(SampleReportNamed("partly_right"));
  EXPECT_THAT(text, HasSubstr("90001"));
  EXPECT_THAT(text, HasSubstr("--unit"));
  EXPECT_THAT(text, HasSubstr("min,60"));
  EXPECT_THAT(text, HasSubstr("an assignment as a condition"));
}

TEST_P(FormatsTest, TheInputOfAHiddenCaseIsRevealedToInstructors) {
  const absl::string_view format = GetParam().name;
  if (format == "trace" || !TellsOfCases(GetParam())) return;
  Report report = SampleReportNamed("partly_right");
  report.cases[0].test_case.visibility = Visibility::kHidden;
  EXPECT_THAT(GetParam().write(report), Not(HasSubstr("90001")));
  report.reveal = true;
  EXPECT_THAT(GetParam().write(report), HasSubstr("90001"));
}

TEST(FormatListTest, AKeptRunIsSaidToBeOne) {
  const Report kept = SampleReportNamed("partly_right");
  const Report fresh = SampleReportNamed("wrong_stdout");
  for (const char* const name : {"text", "html"}) {
    constexpr char kWords[] = "--no-cache runs";
    EXPECT_THAT(FindFormat(name)->write(kept), HasSubstr(kWords));
    EXPECT_THAT(FindFormat(name)->write(fresh), Not(HasSubstr(kWords)));
  }
  EXPECT_THAT(FindFormat("json")->write(kept), HasSubstr("\"kept\": true"));
  EXPECT_THAT(FindFormat("json")->write(fresh), Not(HasSubstr("\"kept\"")));
}

}  // namespace
}  // namespace grader
