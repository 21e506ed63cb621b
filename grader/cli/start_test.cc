// A learner's workspace as the program makes and uses it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/testing/course_folder.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using CliStartTest = CourseFolder;

TEST_F(CliStartTest, CheckNeedsNoNamesInAUnitsFolder) {
  ASSERT_EQ(Run(".", "start mine --lang python").status, 0);
  const Finished starter = Run("mine/01-echo", "check");
  EXPECT_EQ(starter.status, 1) << starter.out;
  EXPECT_THAT(starter.out, HasSubstr("wrong answer"));
  Solve("mine/01-echo");
  const Finished right = Run("mine/01-echo", "check");
  EXPECT_EQ(right.status, 0) << right.out;
}

TEST_F(CliStartTest, CheckInTheWorkspaceMeansTheFirstThatIsNotDone) {
  ASSERT_EQ(Run(".", "start mine --lang python").status, 0);
  EXPECT_THAT(Run("mine", "check").out, HasSubstr("Echo"));
  Solve("mine/01-echo");
  EXPECT_EQ(Run("mine", "check").status, 0);
  const Finished second = Run("mine", "check");
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.out, HasSubstr("Twice"));
  EXPECT_EQ(Run("mine", "check echo").status, 0);
}

TEST_F(CliStartTest, EachCheckIsAnAttempt) {
  ASSERT_EQ(Run(".", "start mine --lang python").status, 0);
  Run("mine/01-echo", "check");
  Solve("mine/01-echo");
  Run("mine/01-echo", "check --case 'a word'");
  Run("mine/02-twice", "check echo ../01-echo/solution.py");
  Run(".", "check echo mine/01-echo/solution.py");
  Write("mine/01-echo/solution.py", std::string("\0\1", 2));
  Run("mine/01-echo", "check");
  const std::string progress =
      ReadFile(path() / "mine/progress.txt").value_or("");
  EXPECT_THAT(progress, ::testing::ContainsRegex(
                            "^[-0-9T:]*Z echo wrong_answer 0/1 [0-9a-f]*\n"
                            "[-0-9T:]*Z echo accepted 1/1 [0-9a-f]*\n"
                            "[-0-9T:]*Z echo compile_error 0/1 [0-9a-f]*\n$"));
}

TEST_F(CliStartTest, WorkspaceOfSomebodyElseIsNotWrittenTo) {
  ASSERT_EQ(Run(".", "start mine --lang python").status, 0);
  ASSERT_EQ(Run(".", "start theirs --lang python").status, 0);
  EXPECT_EQ(Run("mine", "check echo ../theirs/01-echo").status, 1);
  EXPECT_EQ(Run(".", "check echo theirs/01-echo").status, 1);
  EXPECT_FALSE(fs::exists(path() / "theirs/progress.txt"));
  EXPECT_FALSE(fs::exists(path() / "mine/progress.txt"));
}

TEST_F(CliStartTest, AttemptThatCannotBeKeptIsSaidAndStillJudged) {
  ASSERT_EQ(Run(".", "start mine --lang python").status, 0);
  Solve("mine/01-echo");
  fs::create_directory(path() / "mine/progress.txt");
  const Finished finished = Run("mine/01-echo", "check");
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.out, HasSubstr("this attempt is not in your progress"));
  EXPECT_THAT(finished.out, HasSubstr("accepted"));
}

TEST_F(CliStartTest, StartedAgainNothingIsTouched) {
  ASSERT_EQ(Run(".", "start mine --lang python").status, 0);
  Solve("mine/01-echo");
  const std::string mine =
      ReadFile(path() / "mine/01-echo/solution.py").value_or("");
  fs::remove(path() / "mine/02-twice/statement.md");
  const Finished again = Run("mine", "start");
  EXPECT_EQ(again.status, 0) << again.out;
  EXPECT_THAT(again.out, HasSubstr("2 units, 1 new file\n"));
  EXPECT_EQ(ReadFile(path() / "mine/01-echo/solution.py"), mine);
  EXPECT_TRUE(fs::exists(path() / "mine/02-twice/statement.md"));
}

TEST_F(CliStartTest, CheckOutsideOfAWorkspaceSaysHowToMakeOne) {
  const Finished finished = Run(".", "check");
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.out, HasSubstr("`grader start` makes one"));
}

TEST_F(CliStartTest, LanguageThatThereIsNotIsNamed) {
  const Finished finished = Run(".", "start mine --lang pyhton");
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.out, HasSubstr("did you mean \"python\""));
  EXPECT_FALSE(fs::exists(path() / "mine"));
}

TEST_F(CliStartTest, CourseThatIsGoneIsToldAndCanBeNamedAnew) {
  ASSERT_EQ(Run(".", "start mine --lang python").status, 0);
  fs::rename(path() / "problems", path() / "moved");
  for (const char* in : {"mine", "mine/01-echo"}) {
    const Finished gone = Run(in, "check");
    EXPECT_EQ(gone.status, 2);
    EXPECT_THAT(gone.out, HasSubstr("the course of this workspace is gone"));
  }
  ASSERT_EQ(Run("mine", "start --problems ../moved").status, 0);
  EXPECT_EQ(Run("mine/01-echo", "check").status, 1);
}

TEST_F(CliStartTest, CourseIsItsFolderOrThatOfItsProblems) {
  for (const std::string course : {".", "problems"}) {
    const Finished finished =
        Run(".", "start of-" + course + " --lang python --course " + course);
    EXPECT_EQ(finished.status, 0) << finished.out;
    EXPECT_TRUE(fs::exists(path() / ("of-" + course) / "01-echo"));
  }
}

}  // namespace
}  // namespace grader
