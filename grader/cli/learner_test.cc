// The commands that a learner uses beside `check`, in a workspace.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/testing/course_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class CliLearnerTest : public CourseFolder {
 protected:
  CliLearnerTest() {
    EXPECT_EQ(Run(".", "start mine --lang python").status, 0);
  }

  std::string Content(const std::string& name) const {
    return ReadFile(path() / name).value_or("(none)");
  }
  void AddAttempt(const std::string& what) const {
    const std::string before =
        ReadFile(path() / "mine/progress.txt").value_or("");
    Write("mine/progress.txt",
          absl::StrCat(before, "2026-01-31T12:00:00Z ", what, "\n"));
  }
};

TEST_F(CliLearnerTest, NextIsWhatComesBehind) {
  EXPECT_THAT(Run("mine", "next").out, HasSubstr("mine/01-echo\n"));
  EXPECT_THAT(Run("mine/01-echo", "next").out, HasSubstr("mine/02-twice\n"));
  AddAttempt("twice accepted 1/1 x");
  EXPECT_THAT(Run("mine/02-twice", "next").out, HasSubstr("mine/01-echo\n"));
  EXPECT_THAT(Run("mine/01-echo", "next").out,
              HasSubstr("only this one is left"));
  AddAttempt("echo accepted 1/1 x");
  EXPECT_THAT(Run("mine", "next").out, HasSubstr("All 2 units are done"));
}

TEST_F(CliLearnerTest, HintsComeOneByOne) {
  const Finished first = Run("mine/02-twice", "hint");
  EXPECT_THAT(first.out, HasSubstr("Hint 1 of 2  Read first."));
  EXPECT_THAT(first.out, Not(HasSubstr("Print twice.")));
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(Run("mine", "hint twice").out,
                HasSubstr("Hint 2 of 2  Print twice."));
  }
  EXPECT_THAT(Content("mine/progress.txt"), HasSubstr(" twice hint 2/2 -\n"));
}

TEST_F(CliLearnerTest, ProgressCountsUnitsAttemptsAndPoints) {
  AddAttempt("echo wrong_answer 0/1 x");
  AddAttempt("echo accepted 1/1 y");
  const Finished progress = Run("mine", "progress");
  EXPECT_EQ(progress.status, 0);
  EXPECT_THAT(progress.out, HasSubstr("1 of 2 done"));
  EXPECT_THAT(progress.out, HasSubstr("Echo  accepted, 2 attempts"));
  EXPECT_THAT(progress.out, HasSubstr("1/1\n"));
}

TEST_F(CliLearnerTest, SolutionIsForWhoIsAcceptedOrGivesUp) {
  const Finished early = Run("mine/01-echo", "solution");
  EXPECT_EQ(early.status, 2);
  EXPECT_THAT(early.out, HasSubstr("--give-up"));
  EXPECT_THAT(early.out, Not(HasSubstr("print(input())")));
  EXPECT_EQ(Content("mine/progress.txt"), "(none)");
  AddAttempt("echo accepted 1/1 y");
  EXPECT_EQ(Run("mine/01-echo", "solution").out, "print(input())\n");
  EXPECT_EQ(Run("mine", "solution twice --give-up").out,
            "print(2 * input())\n");
  EXPECT_THAT(Content("mine/progress.txt"),
              HasSubstr(" twice gave_up 0/0 -\n"));
  EXPECT_EQ(Run("mine", "solution twice").status, 0) << "asked once is enough";
}

TEST_F(CliLearnerTest, SolutionIsNotShownWhereThatCannotBeNoted) {
  // It can be read, but nothing is added behind a link.
  Write("other.txt", "");
  fs::create_symlink("../other.txt", path() / "mine/progress.txt");
  const Finished finished = Run("mine", "solution twice --give-up");
  EXPECT_NE(finished.status, 0);
  EXPECT_THAT(finished.out, HasSubstr("progress.txt"));
  EXPECT_THAT(finished.out, Not(HasSubstr("print(")));
}

TEST_F(CliLearnerTest, ResetKeepsWhatWasWritten) {
  Write("mine/01-echo/solution.py", "mine");
  Write("mine/01-echo/notes.txt", "mine too");
  const Finished asks = Run("mine/01-echo", "reset </dev/null");
  EXPECT_EQ(asks.status, 2);
  EXPECT_THAT(asks.out, HasSubstr("--yes"));
  EXPECT_EQ(Content("mine/01-echo/solution.py"), "mine");

  const Finished done = Run("mine/01-echo", "reset --yes");
  EXPECT_EQ(done.status, 0) << done.out;
  EXPECT_EQ(Content("mine/01-echo/solution.py"), "print('nothing yet')\n");
  EXPECT_EQ(Content("mine/01-echo/notes.txt"), "mine too");
  const std::size_t at = done.out.find(path().string());
  ASSERT_NE(at, std::string::npos) << done.out;
  const std::string backup = done.out.substr(at, done.out.find('\n', at) - at);
  EXPECT_EQ(ReadFile(backup + "/solution.py"), "mine");
}

TEST_F(CliLearnerTest, ResetAsksOnATerminal) {
  Write("mine/01-echo/solution.py", "mine");
  const auto answer = [this](const std::string& word) {
    return Run("mine/01-echo",
               absl::StrCat("--help >/dev/null; printf '", word,
                            "\\n' | script -qec '", GRADER_BINARY_DIR,
                            "/grader reset' /dev/null"));
  };
  EXPECT_THAT(answer("n").out, HasSubstr("Nothing was changed."));
  EXPECT_EQ(Content("mine/01-echo/solution.py"), "mine");
  EXPECT_THAT(answer("y").out, HasSubstr("as it was at the start"));
  EXPECT_EQ(Content("mine/01-echo/solution.py"), "print('nothing yet')\n");
}

TEST_F(CliLearnerTest, StatementIsShownForTheTerminal) {
  Write("problems/echo/statement.md",
        "# Echo\n\nPrint *what* you read.\n\n- one\n- two\n");
  EXPECT_EQ(Run("mine/01-echo", "show").out,
            "Echo\n────\n\nPrint what you read.\n\n• one\n• two\n");
  EXPECT_EQ(Run(".", "show echo --what statement").out,
            Run("mine/01-echo", "show").out);
}

TEST_F(CliLearnerTest, WithoutAWorkspaceEachSaysSo) {
  for (const char* command :
       {"next", "hint", "progress", "reset --yes", "solution"}) {
    const Finished finished = Run(".", command);
    EXPECT_EQ(finished.status, 2) << command;
    EXPECT_THAT(finished.out, HasSubstr("`grader start` makes one"));
  }
}

}  // namespace
}  // namespace grader
