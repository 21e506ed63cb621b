#include "grader/execute/style_warnings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/build_fixture.h"
#include "grader/testing/fake_runner.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Deduction For(const std::string& warning) {
  Deduction deduction;
  deduction.warning = warning;
  deduction.points = 1;
  return deduction;
}

Submission With(const std::vector<Deduction>& deductions,
                const std::string& source = "int main() {\n  int a;\n}\n") {
  Submission submission = Written("cpp", "a.cpp", source);
  submission.deductions = deductions;
  return submission;
}

std::vector<std::string> Told(const StyleFindings& findings) {
  std::vector<std::string> told;
  for (const Diagnostic& one : findings.told) {
    told.push_back(absl::StrCat(one.file, ":", one.line, ":", one.column, ": ",
                                one.message));
  }
  return told;
}

TEST(StyleWarningsTest, EachIsAnOptionWhereTheCompilerTakesSome) {
  Submission submission = With({For("shadow"), For("unused-variable")});
  EXPECT_THAT(WarningOptions(submission),
              ElementsAre("-Wshadow", "-Wunused-variable"));
  for (const char* const language : {"python", "java", "rust"}) {
    submission.language = *FindLanguage(*BuiltInLanguages(), language);
    EXPECT_THAT(WarningOptions(submission), IsEmpty()) << language;
  }
}

TEST(StyleWarningsTest, WarningsOfGccAndClangCountByTheirNames) {
  const auto found = FindWarnings(
      With({For("unused-variable"), For("format"), For("shadow")}),
      "a.cpp:2:7: warning: unused variable 'a' [-Wunused-variable]\n"
      "    2 |   int a;\n"
      "./a.cpp:1:5: warning: format says so [-Wformat=]\n"
      "a.cpp:1:1: warning: nobody asked [-Wunused-parameter]\n"
      "a.cpp:1:1: warning: unused variable in words\n"
      "a.cpp:3:1: error: no warning [-Wshadow]\n");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_THAT(Told(found[0]), ElementsAre("a.cpp:2:7: unused variable 'a' "
                                          "[-Wunused-variable]"));
  EXPECT_THAT(found[0].told[0].excerpt,
              ElementsAre("    2 |   int a;", "      |       ^"));
  EXPECT_THAT(Told(found[1]),
              ElementsAre("a.cpp:1:5: format says so [-Wformat=]"));
  EXPECT_TRUE(found[2].empty());
}

TEST(StyleWarningsTest, AHeaderOfTheProblemsIsNobodysFault) {
  const auto found = FindWarnings(
      With({For("shadow")}),
      "In file included from a.cpp:1:\n"
      "given.h:4:9: warning: declaration shadows a variable [-Wshadow]\n"
      "a.cpp:2:3: note: previous declaration is here\n");
  EXPECT_TRUE(found[0].empty());
}

TEST(StyleWarningsTest, WhatTwoFilesIncludeCountsOnce) {
  Submission submission = With({For("unused-variable")});
  submission.sources.push_back({"own.h", "static int x;\n"});
  const std::string warning =
      "In file included from a.cpp:1:\n"
      "own.h:1:12: warning: unused variable 'x' [-Wunused-variable]\n";
  EXPECT_EQ(FindWarnings(submission, warning + warning)[0].count, 1);
}

TEST(StyleWarningsTest, ManyAreCountedAndTheFirstAreTold) {
  std::string log;
  for (int line = 1; line <= 100; ++line) {
    absl::StrAppend(&log, "a.cpp:", line, ":1: warning: x [-Wshadow]\n");
  }
  const auto found = FindWarnings(With({For("shadow")}), log);
  EXPECT_EQ(found[0].count, 100);
  ASSERT_EQ(found[0].told.size(), kFindingsTold);
  EXPECT_EQ(found[0].told.back().line, 20);
}

TEST(StyleWarningsTest, AWordInTheLogIsNoProofOfAnUnknownWarning) {
  FakeRunner runner;
  const Submission submission = With({For("shadow")});
  EXPECT_TRUE(CheckWarningsAreKnown(submission, "all is well", runner).ok());
  EXPECT_THAT(runner.commands, IsEmpty());
  runner.Answer(Observation());
  EXPECT_TRUE(CheckWarningsAreKnown(submission,
                                    "a.cpp:1:2: error: unknown warning option",
                                    runner)
                  .ok());
  ASSERT_EQ(runner.commands.size(), 1u);
  EXPECT_THAT(runner.commands[0].argv, ::testing::Contains("-Wshadow"));
  ASSERT_EQ(runner.commands[0].files.size(), 1u);
  EXPECT_EQ(runner.commands[0].files[0].content, "\n");
}

class StyleWarningsBuildTest : public BuildTest {
 protected:
  absl::StatusOr<Build> BuildWith(const std::vector<Deduction>& deductions,
                                  const std::string& source,
                                  const char* toolchain) {
    Submission submission = With(deductions, source);
    for (const Toolchain& one : submission.language.toolchains) {
      if (one.name == toolchain) submission.language.toolchains = {one};
    }
    ChooseToolchain(submission.language, kSystemPath);
    return BuildSubmission(submission, grader_.workshop());
  }
};

constexpr char kShadows[] =
    "int main() {\n  int a = 0;\n  {\n    int a = 1;\n    return a;\n  }\n"
    "  return a;\n}\n";

TEST_F(StyleWarningsBuildTest, EveryCompilerIsToldAndFindsIt) {
  for (const char* const toolchain : {"clang 19", "g++"}) {
    for (int i = 0; i < 2; ++i) {  // the second is from the cache
      const auto build = BuildWith({For("shadow")}, kShadows, toolchain);
      ASSERT_TRUE(build.ok()) << build.status();
      EXPECT_TRUE(build->ok) << build->log;
      EXPECT_EQ(build->cached, i == 1);
      ASSERT_EQ(build->style.size(), 1u);
      ASSERT_EQ(build->style[0].count, 1) << toolchain;
      EXPECT_EQ(build->style[0].told[0].line, 4);
    }
    const auto without = BuildWith({For("unused-label")}, kShadows, toolchain);
    ASSERT_TRUE(without.ok()) << without.status();
    EXPECT_EQ(without->style[0].count, 0);
  }
}

TEST_F(StyleWarningsBuildTest, AWarningThatThereIsNotIsNobodysGrade) {
  for (const char* const toolchain : {"clang 19", "g++"}) {
    const auto build =
        BuildWith({For("no-such-thing"), For("shadows")}, kShadows, toolchain);
    EXPECT_EQ(build.status().code(), absl::StatusCode::kUnavailable);
    EXPECT_THAT(std::string(build.status().message()),
                HasSubstr(absl::StrCat("warnings that ", toolchain,
                                       " does not have:")));
    EXPECT_THAT(std::string(build.status().message()), HasSubstr("-Wshadows"));
  }
}

}  // namespace
}  // namespace grader
