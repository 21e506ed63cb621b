#include "grader/verify/leak.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "grader/problem/suite.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// One visible and one hidden case; the submission printed what it was given.
Report Dumped() {
  Report report;
  report.cases.resize(2);
  for (CaseReport& one : report.cases) {
    one.verdict = {VerdictWord::kWrongAnswer, "stdout", "it differs"};
  }
  CaseReport& shown = report.cases[0];
  shown.test_case.name = "shown";
  shown.test_case.input = "everybody knows\n";
  CaseReport& hidden = report.cases[1];
  hidden.test_case.name = "hidden";
  hidden.test_case.visibility = Visibility::kHidden;
  hidden.test_case.input = "everybody knows\nnobody knows\nshort\n";
  hidden.test_case.args = {"17", "second argument"};
  hidden.test_case.expect.out = ExactText{"the right answer\n"};
  hidden.observation.out.head = "argv 17 second\n";
  report.verdict = shown.verdict;
  return report;
}

TEST(HiddenTextsTest, WhatOnlyHiddenCasesKnow) {
  EXPECT_THAT(
      HiddenTexts(Dumped()),
      ElementsAre("17 second argument", "argv 17 second", "nobody knows",
                  "second argument", "the right answer"));
}

TEST(HiddenTextsTest, WhyACaseIsThereIsForEverybody) {
  Report report = Dumped();
  report.cases[1].test_case.why = "second argument, the right answer";
  EXPECT_THAT(
      HiddenTexts(report),
      ElementsAre("17 second argument", "argv 17 second", "nobody knows"));
}

TEST(HiddenTextsTest, WhatAVisibleCheckSaysIsForEverybody) {
  Report report = Dumped();
  report.cases[1].verdict.message = "at most 2 were in flight";
  EXPECT_THAT(HiddenTexts(report), Contains("at most 2 were in flight"));
  CheckResult check;
  check.message = "at most 2 were in flight";
  report.cases[0].checks = {check};
  EXPECT_THAT(HiddenTexts(report), Not(Contains("at most 2 were in flight")));
}

TEST(HiddenTextsTest, WhatAVisibleRunWroteIsForEverybody) {
  Report report = Dumped();
  report.cases[1].observation.out.head = "the sum of nothing\n";
  EXPECT_THAT(HiddenTexts(report), Contains("the sum of nothing"));
  CheckResult file;
  file.actual = "the sum of nothing\n";
  report.cases[0].checks = {file};
  EXPECT_THAT(HiddenTexts(report), Not(Contains("the sum of nothing")));
}

TEST(HiddenTextsTest, WhyTestsDoNotCompileIsForTheirAuthor) {
  Report report = Dumped();
  report.cases[1].verdict = {VerdictWord::kCompileError, "compile_error",
                             "your tests do not compile"};
  EXPECT_THAT(HiddenTexts(report), Contains("your tests do not compile"));
  auto handed_in = std::make_shared<SuiteTest>();
  handed_in->kind = SuiteTest::Kind::kHandedIn;
  report.cases[1].test_case.test = std::move(handed_in);
  EXPECT_THAT(HiddenTexts(report), Not(Contains("your tests do not compile")));
}

TEST(LeaksTest, NoneInWhatLearnersSee) {
  EXPECT_THAT(Leaks(Dumped()), IsEmpty());
}

TEST(LeaksTest, EveryFormatIsSearched) {
  Report report = Dumped();
  report.reveal = true;
  const std::vector<std::string> leaks = Leaks(report);
  EXPECT_THAT(leaks, Contains(HasSubstr("the json report shows")));
  report.cases[0].observation.out.head = "the right answer\n";
  EXPECT_THAT(Leaks(report), Not(Contains(HasSubstr("the right answer"))));
}

TEST(LeaksTest, ValueInAVisiblePlaceIsFound) {
  Report report = Dumped();
  report.title = "nobody knows";
  EXPECT_THAT(Leaks(report),
              Contains("the text report shows \"nobody knows\", which only a "
                       "hidden case knows"));
}

TEST(WithDumpTest, KeepsTheSubmission) {
  Submission submission;
  submission.language.name = "cpp";
  submission.sources = {{"solution.cpp", "int main() {}\n"}};
  const Submission cpp = *WithDump(submission);
  ASSERT_EQ(cpp.sources.size(), 2u);
  EXPECT_EQ(cpp.sources[0].content, "int main() {}\n");

  submission.language.name = "python";
  submission.sources = {{"solution.py", "print(1)\n"}};
  EXPECT_THAT(WithDump(submission)->sources[0].content,
              testing::EndsWith("\nprint(1)\n"));
  submission.sources = {{"solution.py", "from __future__ import x\n"}};
  EXPECT_THAT(WithDump(submission)->sources[0].content,
              testing::StartsWith("from __future__ import x\n"));
}

TEST(WithDumpTest, CodeStandsWhereTheLanguageHasIt) {
  Submission submission;
  submission.language.name = "javascript";
  submission.sources = {{"solution.js", "#!/usr/bin/node\nmain();\n"},
                        {"solution.mjs", "main();\n"}};
  const Submission script = *WithDump(submission);
  EXPECT_THAT(script.sources[0].content,
              testing::StartsWith("#!/usr/bin/node\n// Prints"));
  EXPECT_THAT(script.sources[1].content,
              testing::StartsWith("import { createRequire }"));

  submission.language.name = "java";
  submission.sources = {
      {"A.java", "class Other {}\nclass A {\n  static void main() {}\n}\n"},
      {"B.java", "class B {}\n"}};
  const Submission java = *WithDump(submission);
  EXPECT_THAT(java.sources[0].content,
              testing::StartsWith("class Other {}\nclass A {\n  // Prints"));
  EXPECT_EQ(java.sources[1].content, "class B {}\n");

  submission.language.name = "rust";
  submission.sources = {{"solution.rs", "fn main() {}\n"}};
  EXPECT_THAT(WithDump(submission)->sources[0].content,
              testing::StartsWith("fn main() {}\n\n// Prints"));

  submission.language.name = "pascal";
  submission.sources = {{"a.pas",
                         "Program A;\nUses math;\nprocedure "
                         "B;\nbegin\nend;\nBegin\n  B;\nend.\n"},
                        {"b.pas", "unit b;\n"}};
  const Submission pascal = *WithDump(submission);
  EXPECT_THAT(pascal.sources[0].content,
              testing::StartsWith(
                  "Program A;\nuses dos, math;\nprocedure B;\nbegin\nend;\n{ "
                  "Prints"));
  EXPECT_THAT(pascal.sources[0].content,
              testing::EndsWith("\nBegin\n  grader_dump;\n  B;\nend.\n"));
  EXPECT_EQ(pascal.sources[1].content, "unit b;\n");
}

TEST(WithDumpTest, EveryLanguageOfTheTableHasARow) {
  for (const Language& language : *BuiltInLanguages()) {
    Submission submission;
    submission.language = language;
    EXPECT_TRUE(WithDump(submission).ok()) << language.name;
  }
}

TEST(WithDumpTest, AScriptStandsInForALanguageWithoutARow) {
  Submission submission;
  submission.language.name = "a course's own";
  submission.entry_point = "a";
  submission.sources = {{"a.own", "1\n"}};
  const Submission dumping = *WithDump(submission);
  EXPECT_EQ(dumping.language.name, "bash");
  EXPECT_EQ(dumping.entry_point, "");
  ASSERT_EQ(dumping.sources.size(), 2u);
  EXPECT_EQ(dumping.sources[0].content, "1\n");
  EXPECT_THAT(dumping.sources[1].content, testing::StartsWith("# Prints"));
}

TEST(WithDumpTest, WhatADriverCallsHasNoneToStandIn) {
  Submission submission;
  submission.language.name = "a course's own";
  submission.scaffold.driver = "driver.own";
  EXPECT_EQ(WithDump(submission).status().code(),
            absl::StatusCode::kUnimplemented);
}

}  // namespace
}  // namespace grader
