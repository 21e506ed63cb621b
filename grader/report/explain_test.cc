#include "grader/report/explain.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

const std::vector<Explanation>& Rows() {
  static const auto& rows = *new std::vector<Explanation>{
      {"gate",
       "^error: gate (\\w+) of (\\w+)$",
       {"cpp"},
       "{2}: {1}",
       "open {1}"},
      {"gate-again", "gate", {"cpp"}, "a gate", "look"},
      {"any", "(?:slow)$", {}, "slow", "be quick"},
      {"note", "^note: called here", {"cpp"}, "called", "do not"},
      {"unused",
       "^warning: unused .*\ncode: .*gather",
       {"cpp"},
       "lost",
       "keep"},
  };
  return rows;
}

std::string NameOf(const std::string& language, const std::string& said) {
  const auto explained = Explain(Rows(), language, said);
  return explained ? explained->name : "";
}

Diagnostic Said(Severity severity, const std::string& message) {
  Diagnostic one;
  one.file = "a.cpp";
  one.line = 7;
  one.severity = severity;
  one.message = message;
  return one;
}

TEST(ExplainTest, TheFirstRowThatIsFoundIsSaid) {
  EXPECT_EQ(NameOf("cpp", "x\nerror: gate north of town\ny"), "gate");
  EXPECT_EQ(NameOf("cpp", "error: gate north of town!"), "gate-again");
  EXPECT_EQ(NameOf("python", "error: gate north of town"), "");
  EXPECT_EQ(NameOf("python", "it is slow\n"), "any");
  EXPECT_EQ(NameOf("cpp", "nothing that anybody knows"), "");
}

TEST(ExplainTest, GroupsAreFilledIn) {
  const auto explained = Explain(Rows(), "cpp", "error: gate north of town");
  ASSERT_TRUE(explained);
  EXPECT_EQ(explained->means, "town: north");
  EXPECT_EQ(explained->attempt, "open north");
}

TEST(ExplainTest, LongGroupsAreCutBetweenCharacters) {
  const std::vector<Explanation> rows = {{"any", "<(.*)>", {}, "{1}", "{1}"}};
  std::string name = "x";
  for (int i = 0; i < 100; ++i) name += "é";
  const auto explained = Explain(rows, "cpp", "<" + name + ">");
  ASSERT_TRUE(explained);
  EXPECT_EQ(explained->means, name.substr(0, 119));
}

TEST(ExplainTest, WhatAGroupMatchedIsNotFilledInAgain) {
  const std::vector<Explanation> rows = {
      {"any", "<(.*)><(.*)>", {}, "{1} {2}", "{2}"}};
  const auto explained = Explain(rows, "cpp", "<{2}><{1}>");
  ASSERT_TRUE(explained);
  EXPECT_EQ(explained->means, "{2} {1}");
}

TEST(ExplainTest, OwnRowsComeBeforeTheGraders) {
  const std::string said = "error: use of undeclared identifier 'gate'\n";
  const auto builtin = Explain({}, "cpp", said);
  ASSERT_TRUE(builtin);
  EXPECT_EQ(NameOf("cpp", said), "gate-again");
  EXPECT_NE(builtin->name, "gate-again");
}

Report Failing(const std::string& language) {
  Report report;
  report.language = language;
  report.build.ok = true;
  report.cases.resize(1);
  report.cases[0].verdict = {VerdictWord::kRunTimeError, "exit_code", "bad"};
  return report;
}

TEST(ExplainTest, ABuildIsExplainedByItsFirstErrorAndTheNotesOfThat) {
  Report report;
  report.language = "cpp";
  report.build.diagnostics = {Said(Severity::kWarning, "unused gate"),
                              Said(Severity::kError, "no way"),
                              Said(Severity::kNote, "called here"),
                              Said(Severity::kError, "gate north of town")};
  AddExplanations(Rows(), report);
  ASSERT_TRUE(report.explained);
  EXPECT_EQ(report.explained->name, "note");
}

TEST(ExplainTest, ACaseIsExplainedByWhatItPrintedAtEitherEnd) {
  for (const bool at_the_end : {false, true}) {
    Report report = Failing("python");
    CapturedText& err = report.cases[0].observation.err;
    (at_the_end ? err.tail : err.head) = "Traceback\nit is slow";
    AddExplanations(Rows(), report);
    ASSERT_TRUE(report.cases[0].explained);
    EXPECT_EQ(report.cases[0].explained->name, "any");
    EXPECT_EQ(report.cases[0].explained->place, CodePlace());
  }
}

TEST(ExplainTest, WhereTheRunSaysNothingAWarningExplainsWithItsPlace) {
  Report report = Failing("cpp");
  Diagnostic warning = Said(Severity::kWarning, "unused result");
  warning.excerpt = {"    7 | async::gather(all);"};
  report.build.diagnostics = {warning};
  AddExplanations(Rows(), report);
  ASSERT_TRUE(report.cases[0].explained);
  EXPECT_EQ(report.cases[0].explained->name, "unused");
  EXPECT_EQ(report.cases[0].explained->place, (CodePlace{"a.cpp", 7}));

  report.cases[0].observation.err.head = "it is slow";
  AddExplanations(Rows(), report);
  EXPECT_EQ(report.cases[0].explained->name, "any");
}

TEST(ExplainTest, OnlyWhatFailedIsExplained) {
  for (const VerdictWord word :
       {VerdictWord::kAccepted, VerdictWord::kJudgeError}) {
    Report report = Failing("cpp");
    report.cases[0].verdict.word = word;
    report.cases[0].observation.err.head = "it is slow";
    AddExplanations(Rows(), report);
    EXPECT_FALSE(report.cases[0].explained);
  }
}

TEST(ExplainTest, BytesThatAreNoTextDoNoHarm) {
  Report report = Failing("cpp");
  report.cases[0].observation.err.head = std::string("\0\xff gate \xc3", 9);
  AddExplanations(Rows(), report);
  ASSERT_TRUE(report.cases[0].explained);
}

}  // namespace
}  // namespace grader
