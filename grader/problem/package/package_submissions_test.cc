// What must become of a package's submissions, as folders and submissions.yaml
// say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grader/problem/author_files.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/package/package_metadata.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PackageSubmissionsTest : public ::testing::Test {
 protected:
  PackageSubmissionsTest() {
    folder_.Write("p/problem.yaml", "problem_format_version: 2025-09\n");
    folder_.Write("p/data/secret/1.in", "");
    folder_.Write("p/data/secret/1.ans", "");
  }

  std::vector<Example> Examples() {
    const auto problem = LoadProblem(folder_.path() / "p");
    EXPECT_TRUE(problem.ok()) << problem.status();
    return problem.ok() ? FindAuthorFiles(*problem).examples
                        : std::vector<Example>();
  }
  // The only submission, with what submissions.yaml says.
  SubmissionRule RuleOf(const std::string& submission,
                        const std::string& rules) {
    folder_.Write("p/submissions/" + submission, "");
    folder_.Write("p/submissions/submissions.yaml", rules);
    const std::vector<Example> examples = Examples();
    EXPECT_THAT(examples, SizeIs(1));
    return examples.empty() ? SubmissionRule() : examples[0].rule;
  }

  TemporaryFolder folder_;
};

TEST_F(PackageSubmissionsTest, PatternAddsToTheFolder) {
  const SubmissionRule rule =
      RuleOf("accepted/a.py", "accepted/a.{py,c}: {score: [2.5, 100]}\n");
  EXPECT_THAT(rule.permitted, ElementsAre("AC"));
  ASSERT_THAT(rule.also, SizeIs(1));
  EXPECT_EQ(rule.also[0].score.min, Points::Millionths(2'500'000));
  EXPECT_EQ(rule.also[0].score.max, Points(100));
}

TEST_F(PackageSubmissionsTest, FoldersOwnNameTakesThePlaceKeyByKey) {
  const SubmissionRule rule =
      RuleOf("time_limit_exceeded/a.py",
             "time_limit_exceeded: {permitted: [AC, WA, TLE]}\n");
  EXPECT_THAT(rule.permitted, ElementsAre("AC", "WA", "TLE"));
  EXPECT_THAT(rule.required, ElementsAre("TLE"));
  EXPECT_THAT(rule.also, IsEmpty());
}

TEST_F(PackageSubmissionsTest, EveryPatternThatMatchesHolds) {
  const SubmissionRule rule = RuleOf("mixed/a.py",
                                     "mixed: {message: one}\n"
                                     "mixed/*.py: {message: two}\n"
                                     "mixed/b.py: {message: three}\n");
  EXPECT_EQ(rule.message, "one");
  ASSERT_THAT(rule.also, SizeIs(1));
  EXPECT_EQ(rule.also[0].message, "two");
}

TEST_F(PackageSubmissionsTest, KeysAboutThemAndAboutSomeCases) {
  const SubmissionRule rule = RuleOf("mixed/a.py",
                                     "mixed/a.py:\n"
                                     "  language: python3\n"
                                     "  entrypoint: a.py\n"
                                     "  authors: [Ada]\n"
                                     "  model_solution: true\n"
                                     "  use_for_time_limit: lower\n"
                                     "  secret/small:\n"
                                     "    permitted: [AC]\n"
                                     "    use_for_time_limit: false\n");
  EXPECT_EQ(rule.language, "python");
  EXPECT_EQ(rule.entry_point, "a.py");
  EXPECT_EQ(rule.time_use, TimeUse::kLower);
  ASSERT_THAT(rule.also, SizeIs(1));
  EXPECT_EQ(rule.also[0].cases, "secret/small");
  EXPECT_THAT(rule.also[0].permitted, ElementsAre("AC"));
  EXPECT_EQ(rule.also[0].time_use, TimeUse::kNone);
}

// It is in no language of the table, and no mistake of Python 3's.
TEST_F(PackageSubmissionsTest, Python2GoesByItsFirstLine) {
  folder_.Write("p/submissions/accepted/a.py",
                "#!/usr/bin/env python2\nprint 1\n");
  folder_.Write("p/submissions/accepted/b.py", "#!/usr/bin/env python3\n");
  folder_.Write("p/submissions/accepted/c.py", "# no #!python2\n");
  const std::vector<Example> examples = Examples();
  ASSERT_THAT(examples, SizeIs(3));
  EXPECT_EQ(examples[0].rule.language, "python2");
  EXPECT_EQ(examples[1].rule.language, "");
  EXPECT_EQ(examples[2].rule.language, "");
}

// Nor is Prolog a mistake of Perl's.
TEST_F(PackageSubmissionsTest, PrologGoesByItsClauses) {
  folder_.Write("p/submissions/accepted/a.pl", "main :-\n  write(1), nl.\n");
  folder_.Write("p/submissions/accepted/b.pl", "print 1;\n");
  folder_.Write("p/submissions/accepted/c.pl", "my $x = 1 ? 2 :-1;\n");
  folder_.Write("p/submissions/accepted/d/main.pl",
                ":- initialization main.\n");
  const std::vector<Example> examples = Examples();
  ASSERT_THAT(examples, SizeIs(4));
  EXPECT_EQ(examples[0].rule.language, "prolog");
  EXPECT_EQ(examples[1].rule.language, "");
  EXPECT_EQ(examples[2].rule.language, "");
  EXPECT_EQ(examples[3].rule.language, "prolog");
}

// What the format calls them is what the table does, but for Python.
TEST_F(PackageSubmissionsTest, LanguagesOfTheTableHaveTheirCodes) {
  for (const char* code :
       {"perl", "ruby", "lua", "php", "fortran", "ada", "csharp", "d", "lisp",
        "ocaml", "haskell", "typescript", "scala", "kotlin", "prolog"}) {
    EXPECT_EQ(LanguageOfCode(code), code);
  }
  EXPECT_EQ(LanguageOfCode("python3"), "python");
  EXPECT_EQ(LanguageOfCode("sql"), "");     // the format has none
  EXPECT_EQ(LanguageOfCode("snobol"), "");  // the table has none
  EXPECT_TRUE(IsCodeOfFormat("snobol"));
}

TEST_F(PackageSubmissionsTest, SourcesSayWhatFoldersDoNot) {
  const auto write = [this](const char* name, const std::string& tag) {
    folder_.Write(std::string("p/submissions/") + name, "# " + tag + "\n");
  };
  const std::string tag = "@EXPECTED_RESULTS@: ";
  write("mixed/a.py", tag + "CORRECT, wrong_answer");
  write("mixed/b.py", tag + "RUN-ERROR");
  write("mixed/c/main.py", "the @EXPECTED_RESULTS@ tag is in note.txt");
  write("mixed/c/note.txt", tag + "NO-OUTPUT");
  write("mixed/d.py", tag + "CHECK-MANUALLY");
  write("mixed/e.py", tag + "CORRECT\n# " + tag + "CORRECT");
  write("mixed/f.py", tag + "TIMELIMIT\n# @EXPECTED_SCORE@: 5");
  write("mixed/g.py", "@EXPECTED_SCORE@: 5");
  write("mixed/h.py", tag + "CORRECT");
  write("time_limit_exceeded/a.py", tag + "CORRECT");
  const std::vector<Example> examples = Examples();
  ASSERT_THAT(examples, SizeIs(6));
  EXPECT_THAT(examples[0].rule.verdict, ElementsAre("AC", "WA"));
  EXPECT_THAT(examples[1].rule.verdict, ElementsAre("RTE", "MLE"));
  EXPECT_THAT(examples[2].rule.verdict, ElementsAre("WA"));
  EXPECT_THAT(examples[3].rule.verdict, ElementsAre("TLE"));
  EXPECT_TRUE(examples[4].right());
  EXPECT_THAT(examples[5].rule.verdict, IsEmpty());
  EXPECT_THAT(examples[5].rule.required, ElementsAre("TLE"));
}

TEST_F(PackageSubmissionsTest, WordsInBracesMayHaveBlanksAround) {
  folder_.Write("p/submissions/mixed/42.py", "");
  folder_.Write("p/submissions/mixed/43.py", "");
  folder_.Write("p/submissions/submissions.yaml",
                "\"mixed/{ 4 }{ 2, 1 }.py\":\n  permitted: [WA]\n");
  const std::vector<Example> examples = Examples();
  ASSERT_THAT(examples, SizeIs(1));
  EXPECT_EQ(examples[0].path.filename(), "42.py");
}

TEST_F(PackageSubmissionsTest, UnknownKeyIsTold) {
  folder_.Write("p/submissions/accepted/a.py", "");
  folder_.Write("p/submissions/submissions.yaml",
                "accepted:\n  permited: [AC]\n");
  const auto problem = LoadProblem(folder_.path() / "p");
  EXPECT_THAT(std::string(problem.status().message()),
              ::testing::HasSubstr("submissions.yaml:2:3: error: unknown key "
                                   "\"permited\""));
}

// Where one accepted case is enough, some points would be a part of an answer.
TEST_F(PackageSubmissionsTest, WhatIsWrongInALegacyPackageGetsNoPoints) {
  folder_.Write("p/problem.yaml", "type: scoring\n");
  folder_.Write("p/submissions/wrong_answer/a.py", "");
  folder_.Write("p/submissions/time_limit_exceeded/b.py", "");
  folder_.Write("p/submissions/accepted/c.py", "");
  for (const Example& example : Examples()) {
    EXPECT_EQ(example.rule.score.max.has_value(), !example.right())
        << example.path;
    if (!example.right()) EXPECT_EQ(example.rule.score.max, Points());
  }
}

}  // namespace
}  // namespace grader
