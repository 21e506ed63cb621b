// Points off for style, from the command line: what a learner is told in each
// format, what is nobody's grade, and what `verify` says to the author. That
// the submissions of the example get what they should, `verify` proves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kProblem[] = "deduct-style";

// The example in a folder of its own, to be changed.
class DeductionsTest : public ::testing::Test {
 protected:
  DeductionsTest() {
    for (const char* const part :
         {"problems", "solutions", "starters", "fixtures/problems"}) {
      const fs::path to = folder_.path() / part / kProblem;
      fs::create_directories(to.parent_path());
      fs::copy(
          fs::path(GRADER_SOURCE_DIR "/fixtures/examples") / part / kProblem,
          to, fs::copy_options::recursive);
    }
  }

  Finished Grader(const std::string& arguments) {
    return Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' ", arguments,
                              " --course ", folder_.path().string()));
  }

  // Checks one of the wrong submissions.
  Finished Check(const std::string& submission, const std::string& more) {
    return Grader(absl::StrCat("check ", kProblem, " ",
                               (Examples() / submission).string(), " ", more));
  }

  fs::path Examples() const {
    return folder_.path() / "fixtures/problems" / kProblem;
  }

  void Replace(const fs::path& name, const std::string& what,
               const std::string& by) {
    const std::string text = ReadFile(folder_.path() / name).value_or("");
    ASSERT_THAT(text, HasSubstr(what)) << name;
    std::ofstream(folder_.path() / name)
        << absl::StrReplaceAll(text, {{what, by}});
  }

  TemporaryFolder folder_;
};

TEST_F(DeductionsTest, EveryFormatWithRoomTellsPlaceAndPoints) {
  for (const char* const format :
       {"text", "json", "junit", "github", "github-summary", "classroom",
        "gradescope", "check50", "html"}) {
    const Finished told =
        Check("untidy/unused.cpp", absl::StrCat("--format ", format));
    EXPECT_EQ(told.status, 0) << format;
    EXPECT_THAT(told.out,
                AllOf(HasSubstr("unused-variable"),
                      HasSubstr("unused variable"), HasSubstr("unused.cpp")))
        << format;
  }
}

TEST_F(DeductionsTest, ThePointsAreOffAndTheVerdictStays) {
  const json told =
      json::parse(Check("untidy/unused.cpp", "--format json").out);
  EXPECT_EQ(told["verdict"], "accepted");
  EXPECT_EQ(told["score"], 2.5);
  EXPECT_EQ(told["deducted"], 1.5);
  ASSERT_EQ(told["deductions"].size(), 2u);
  const json& unused = told["deductions"][0];
  EXPECT_EQ(unused["name"], "warning unused-variable");
  EXPECT_EQ(unused["findings"], 2);
  EXPECT_EQ(unused["points"], 1);
  EXPECT_EQ(unused["places"][0]["line"], 8);
}

TEST_F(DeductionsTest, AWarningThatTheCompilerLacksIsNobodysGrade) {
  Replace("problems/deduct-style/problem.yaml", "warning: sign-compare",
          "warning: sign-compares");
  const Finished told = Check("untidy/unused.cpp", "--format json 2>/dev/null");
  EXPECT_EQ(told.status, 3) << told.out;
  EXPECT_EQ(json::parse(told.out)["verdict"], "judge_error");
  EXPECT_THAT(told.out, HasSubstr("-Wsign-compares"));
  EXPECT_EQ(Check("accepted/uses_max.py", "").status, 0);
}

TEST_F(DeductionsTest, AReferenceMustNotLosePoints) {
  Replace("solutions/deduct-style/solution.py", "import sys\n",
          "import sys\nimport re\n");
  const Finished verified = Grader("verify deduct-style --only references");
  EXPECT_EQ(verified.status, 1);
  EXPECT_THAT(verified.out, HasSubstr("1 point deducted for pyflakes (1)"));
}

TEST_F(DeductionsTest, WhatNoExampleLosesPointsForIsAWarning) {
  EXPECT_THAT(Grader("verify deduct-style").out,
              Not(HasSubstr("no example loses points")));
  Replace("problems/deduct-style/problem.yaml", "modernize-use-nullptr",
          "modernize-use-override");
  Replace("problems/deduct-style/problem.yaml", "readability-else-after-return",
          "readability-misleading-indentation");
  Replace("fixtures/problems/deduct-style/submissions.yaml", "score: 3",
          "score: 4");
  EXPECT_THAT(Grader("verify deduct-style").out,
              HasSubstr("no example loses points for clang-tidy"));
}

TEST_F(DeductionsTest, TheGradebookGivesTheReason) {
  fs::create_directories(folder_.path() / "class/ann");
  fs::copy(Examples() / "untidy/imports.py",
           folder_.path() / "class/ann/deduct-style.py");
  const fs::path grades = folder_.path() / "grades";
  Grader(absl::StrCat("batch ", (folder_.path() / "class").string(),
                      " --output ", grades.string()));
  EXPECT_THAT(ReadFile(grades / "gradebook.csv").value_or(""),
              HasSubstr("4 points deducted for pyflakes (5)"));
}

}  // namespace
}  // namespace grader
