#include "grader/execute/linter_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/build_fixture.h"
#include "grader/testing/fake_runner.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Deduction For(const std::string& linter,
              const std::vector<std::string>& rules = {}) {
  Deduction deduction;
  deduction.linter = linter;
  deduction.rules = rules;
  deduction.points = 1;
  return deduction;
}

std::vector<std::string> Places(const std::vector<Diagnostic>& told) {
  std::vector<std::string> places;
  for (const Diagnostic& one : told) {
    places.push_back(absl::StrCat(one.file, ":", one.line, ":", one.column,
                                  ": ", one.message));
  }
  return places;
}

std::vector<std::string> Read(const char* linter, const std::string& output,
                              const std::vector<SourceFile>& sources) {
  std::vector<Diagnostic> told;
  for (const LinterFinding& finding :
       ReadLinterOutput(*FindLinter(linter), output, sources)) {
    told.push_back(finding.place);
  }
  return Places(told);
}

TEST(LinterRunTest, FindingsAreReadByTheRowOfTheTable) {
  EXPECT_THAT(Read("pycodestyle",
                   "./a.py:1:80: E501 line too long (90 > 79 characters)\n"
                   "/usr/lib/x.py:1:1: E501 line too long\n"
                   "Traceback (most recent call last):\n",
                   {{"a.py", "x\n"}}),
              ElementsAre("a.py:1:80: line too long (90 > 79 characters) "
                          "[E501]"));
  EXPECT_THAT(Read("pyflakes", "./a.py:2:1: 'os' imported but unused\n",
                   {{"a.py", "x\n"}}),
              ElementsAre("a.py:2:1: 'os' imported but unused"));
  EXPECT_THAT(Read("shellcheck", "./a.sh:3:1: note: quote this. [SC2086]\n",
                   {{"a.sh", ""}}),
              ElementsAre("a.sh:3:1: quote this. [SC2086]"));
}

TEST(LinterRunTest, AFileIsKnownByItsWholePath) {
  EXPECT_THAT(
      Read("clang-tidy",
           "/box/part/b.h:7:3: warning: use nullptr [modernize-use-nullptr]\n"
           "  int* p = 0;\n"
           "/box/other-b.h:1:1: warning: use nullptr [modernize-use-nullptr]\n"
           "/box/part/b.h:9:3: error: 'x' is unknown "
           "[clang-diagnostic-error]\n",
           {{"b.h", ""}, {"part/b.h", ""}}),
      ElementsAre("part/b.h:7:3: use nullptr [modernize-use-nullptr]"));
}

TEST(LinterRunTest, WhatIsToldTwiceIsOneFinding) {
  const std::string line =
      "/box/b.h:7:3: warning: use nullptr "
      "[cppcoreguidelines-nullptr,modernize-use-nullptr]\n";
  const auto findings =
      ReadLinterOutput(*FindLinter("clang-tidy"), line + line, {{"b.h", ""}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].rules, ElementsAre("cppcoreguidelines-nullptr",
                                             "modernize-use-nullptr"));
}

// What is answered in place of a linter's run.
Observation Said(const std::string& text, Termination end) {
  Observation observation;
  observation.out.head = text;
  observation.termination = end;
  return observation;
}

class LintersTest : public BuildTest {
 protected:
  LintersTest() {
    submission_ = Written("python", "a.py", "import os  # noqa\n");
  }

  // Runs the linters of `deductions` with answers made up.
  absl::Status Lint(const std::vector<Deduction>& deductions) {
    submission_.deductions = deductions;
    found_.assign(deductions.size(), {});
    return RunLinters(submission_, {}, folder_.path(), runner_, found_);
  }

  Submission submission_;
  FakeRunner runner_;
  std::vector<StyleFindings> found_;
};

TEST_F(LintersTest, ItGetsTheFilesWithoutTheWordsThatSilenceIt) {
  runner_.Answer(Said("", Exited{0}));
  ASSERT_TRUE(Lint({For("pycodestyle", {"E501", "W6*"})}).ok());
  ASSERT_EQ(runner_.commands.size(), 1u);
  const Command& command = runner_.commands[0];
  ASSERT_EQ(command.files.size(), 1u);
  EXPECT_EQ(command.files[0].content, "import os  # xxxx\n");
  EXPECT_THAT(command.argv,
              ElementsAre("/usr/bin/pycodestyle", "--config=/dev/null",
                          "--select=E,W", "./a.py"));
  EXPECT_TRUE(command.directory.empty());
  EXPECT_TRUE(found_[0].empty());
}

TEST_F(LintersTest, AFindingCountsForTheFirstThatItFits) {
  const std::string said =
      "./a.py:1:1: E501 long\n./a.py:2:1: E711 none\n./a.py:3:1: W605 x\n";
  runner_.Answer(Said(said, Exited{1}));  // for those with rules, at once
  runner_.Answer(Said(said, Exited{1}));  // for what is left
  ASSERT_TRUE(Lint({For("pycodestyle", {"E501"}),
                    For("pycodestyle", {"E7*", "W1*"}), For("pycodestyle")})
                  .ok());
  EXPECT_EQ(runner_.commands.size(), 2u);
  EXPECT_THAT(Places(found_[0].told), ElementsAre("a.py:1:1: long [E501]"));
  EXPECT_THAT(Places(found_[1].told), ElementsAre("a.py:2:1: none [E711]"));
  EXPECT_THAT(Places(found_[2].told), ElementsAre("a.py:3:1: x [W605]"));
}

TEST_F(LintersTest, ThoseOfOtherLanguagesAreNotRun) {
  EXPECT_TRUE(Lint({For("clang-tidy"), For("shellcheck")}).ok());
  EXPECT_THAT(runner_.commands, IsEmpty());
}

TEST_F(LintersTest, WhatEndsALinterDeductsNothingAndIsTold) {
  Observation slow = Said("./a.py:1:1: E501 long\n", Killed{Limit::kCpu});
  for (const Observation& end :
       {Said("", Signaled{SIGSEGV}), slow, Said("", Exited{2}),
        Said("./a.py:1:1: E902 TokenError\n", Exited{1})}) {
    runner_.Answer(end);
    runner_.Answer(Said("", Exited{0}));  // for files with nothing in them
    ASSERT_TRUE(Lint({For("pycodestyle")}).ok());
    EXPECT_EQ(runner_.commands.back().files[0].content, "");
    EXPECT_EQ(found_[0].count, 0);
    EXPECT_THAT(found_[0].trouble, Not(IsEmpty()));
  }
  EXPECT_EQ(found_[0].trouble, "it does not understand the program");
}

TEST_F(LintersTest, ALinterThatDoesNotWorkIsNobodysGrade) {
  for (int i = 0; i < 2; ++i) {
    runner_.Answer(Said("ImportError: no module named x", Exited{1}));
  }
  const absl::Status status = Lint({For("pycodestyle")});
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("pycodestyle finds, and it does not work here: it "
                        "failed\nImportError"));
}

TEST_F(LintersTest, FindingsWithoutEndAreCountedAsFarAsTheyCame) {
  runner_.Answer(Said("./a.py:1:1: E501 long\n./a.py:2:1: E501 long\n./a.p",
                      Killed{Limit::kOutput}));
  ASSERT_TRUE(Lint({For("pycodestyle")}).ok());
  EXPECT_EQ(found_[0].count, 2);
  EXPECT_TRUE(found_[0].incomplete);
  EXPECT_EQ(found_[0].trouble, "");
}

// Each row of the table, as it is installed here.
class InstalledLinterTest : public BuildTest {
 protected:
  std::vector<StyleFindings> Lint(Submission submission,
                                  const std::vector<Deduction>& deductions) {
    submission.deductions = deductions;
    grader_.runner.StartSession();
    const auto build = BuildSubmission(submission, grader_.workshop());
    EXPECT_TRUE(build.ok()) << build.status();
    if (!build.ok()) return std::vector<StyleFindings>(deductions.size());
    EXPECT_TRUE(build->ok) << build->log;
    EXPECT_EQ(build->style.size(), deductions.size());
    return build->style;
  }

  static bool IsInstalled(const char* linter) {
    return FindLinterProgram(*FindLinter(linter)).ok();
  }
};

TEST_F(InstalledLinterTest, Pycodestyle) {
  if (!IsInstalled("pycodestyle")) GTEST_SKIP() << "no pycodestyle";
  const auto found =
      Lint(Written("python", "a.py", "x=1\nif x == None: pass  # noqa\n"),
           {For("pycodestyle", {"E7*"}), For("pycodestyle")});
  EXPECT_THAT(Places(found[0].told),
              ElementsAre(HasSubstr("a.py:2:6: comparison to None"),
                          HasSubstr("a.py:2:13: multiple statements")));
  EXPECT_THAT(Places(found[1].told),
              ElementsAre("a.py:1:2: missing whitespace around operator "
                          "[E225]"));
}

TEST_F(InstalledLinterTest, Pyflakes) {
  if (!IsInstalled("pyflakes")) GTEST_SKIP() << "no pyflakes";
  const auto found = Lint(Written("python", "a.py", "import os\nprint(1)\n"),
                          {For("pyflakes")});
  EXPECT_THAT(Places(found[0].told),
              ElementsAre("a.py:1:1: 'os' imported but unused"));
}

TEST_F(InstalledLinterTest, ClangTidy) {
  if (!IsInstalled("clang-tidy")) GTEST_SKIP() << "no clang-tidy";
  Submission submission = Written("cpp", "main.cpp",
                                  "#include <compare>\n#include \"own.h\"\n"
                                  "int main() { return *Own(1) != 0; }\n");
  submission.sources.push_back(
      {"part/own.h",
       "inline int* Own(int a) {\n  static int x;\n  if (a) {\n"
       "    return &x;\n  } else {  // NOLINT\n    return 0;\n  }\n}\n"});
  const auto found =
      Lint(submission, {For("clang-tidy", {"readability-else-after-return"}),
                        For("clang-tidy", {"modernize-*"})});
  EXPECT_THAT(Places(found[0].told),
              ElementsAre("part/own.h:5:5: do not use 'else' after 'return' "
                          "[readability-else-after-return]"));
  EXPECT_THAT(Places(found[1].told), Contains("part/own.h:6:12: use nullptr "
                                              "[modernize-use-nullptr]"));
}

TEST_F(InstalledLinterTest, WhatClangTidyDoesNotUnderstandIsTold) {
  if (!IsInstalled("clang-tidy")) GTEST_SKIP() << "no clang-tidy";
  const auto found =
      Lint(Written("cpp", "main.cpp",
                   "#ifdef __clang_analyzer__\n#error no\n#endif\n"
                   "int main() { int* p = 0; return p != 0; }\n"),
           {For("clang-tidy", {"modernize-use-nullptr"})});
  EXPECT_EQ(found[0].count, 0);
  EXPECT_EQ(found[0].trouble, "it does not understand the program");
}

TEST_F(InstalledLinterTest, Shellcheck) {
  if (!IsInstalled("shellcheck")) GTEST_SKIP() << "no shellcheck";
  const auto found = Lint(Written("bash", "a.sh",
                                  "# shellcheck disable=SC2086\n"
                                  "read -r y\necho $y\n"),
                          {For("shellcheck", {"SC2086"})});
  EXPECT_THAT(Places(found[0].told),
              ElementsAre(HasSubstr("a.sh:3:6: Double quote")));
}

}  // namespace
}  // namespace grader
