// `grader watch` on a terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/testing/course_folder.h"
#include "grader/testing/terminal_program.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kGivenBack[] = "\x1b[?1049l";

class CliWatchTest : public CourseFolder {
 protected:
  CliWatchTest() { EXPECT_EQ(Run(".", "start mine --lang python").status, 0); }
  // What watches `mine`, with these settings of the environment.
  std::string Command(const std::string& settings = "") const {
    return absl::StrCat("env -C '", (path() / "mine").string(),
                        "' -u COLUMNS -u NO_COLOR TERM=xterm LC_ALL=C.UTF-8 ",
                        settings, " ", GRADER_BINARY_DIR, "/grader watch");
  }
  std::string Content(const std::string& name) const {
    return ReadFile(path() / name).value_or("(none)");
  }
};

TEST_F(CliWatchTest, SaveIsCheckedAndWhatIsAcceptedMovesOn) {
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("1 Echo");
  watch.WaitFor("wrong answer");
  EXPECT_TRUE(watch.IsRaw());
  Solve("mine/01-echo");
  watch.WaitFor("Echo is accepted.");
  watch.WaitFor("2 Twice");
  EXPECT_THAT(Content("mine/progress.txt"), HasSubstr(" echo accepted 1/1 "));
  Write("mine/02-twice/solution.py", "print(2 * input())\n");
  watch.WaitFor("Twice is accepted. All units are done.");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
  EXPECT_THAT(watch.written(), HasSubstr(kGivenBack));
}

TEST_F(CliWatchTest, KeysShowWhatTheySay) {
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("wrong answer");
  const struct {
    const char* keys;
    const char* shown;
  } kCases[] = {{"s", "Print what you read."},
                {"d", "expected:"},
                {"t", "There is no timeline to show."},
                {"h", "Hint 1 of 1"},
                {"?", "checked whenever you save"},
                {"l", "all units"},
                {"f", "units to do"},
                {"/tw", "search: tw_"},
                {"\r\r", "2 Twice"},
                {"n", "1 Echo"}};
  for (const auto& one : kCases) {
    watch.Type(one.keys);
    watch.WaitFor(one.shown);
  }
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
  EXPECT_THAT(Content("mine/progress.txt"), HasSubstr(" echo hint 1/1 -\n"));
}

TEST_F(CliWatchTest, ResetAsksAndKeepsABackup) {
  Write("mine/01-echo/solution.py", "print('mine')\n");
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("wrong answer");
  watch.Type("r");
  watch.WaitFor("y/N");
  watch.Type("n");
  watch.WaitFor("q quit");
  EXPECT_EQ(Content("mine/01-echo/solution.py"), "print('mine')\n");
  watch.Type("r");
  watch.WaitFor("y/N");
  watch.Type("y");
  watch.WaitFor("What you wrote is in");
  EXPECT_EQ(Content("mine/01-echo/solution.py"), "print('nothing yet')\n");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, TerminalIsGivenBackWhateverEndsIt) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGSEGV}) {
    TerminalProgram watch(Command(), 24, 80);
    watch.WaitFor("1 Echo");
    EXPECT_TRUE(watch.IsRaw());
    kill(watch.id(), signal);
    watch.WaitFor(kGivenBack);
    EXPECT_EQ(watch.Wait(), -signal);
  }
}

TEST_F(CliWatchTest, EndsWhenTheTerminalIsGone) {
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("1 Echo");
  watch.Close();
  // Whichever it hears of first: SIGHUP, or that there is nothing to read.
  EXPECT_THAT(watch.Wait(), ::testing::AnyOf(0, -SIGHUP));
}

TEST_F(CliWatchTest, SuspendedItGivesTheTerminalBackAndTakesItAgain) {
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("wrong answer");
  watch.Type("\x1a");
  ASSERT_TRUE(watch.WaitUntilStopped());
  EXPECT_FALSE(watch.IsRaw());
  watch.WaitFor(kGivenBack);
  kill(watch.id(), SIGCONT);
  watch.WaitFor("1 Echo");
  EXPECT_TRUE(watch.IsRaw());
  Solve("mine/01-echo");
  watch.WaitFor("Echo is accepted.");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, ResizedItIsLaidOutAnew) {
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("wrong answer");
  watch.Resize(12, 44);
  // The keys do not fit.
  watch.WaitFor("d diff  t time\x1b[0m");
  watch.Resize(50, 150);
  watch.WaitFor("q quit");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, PlainWhereTheTerminalCanDoNoMore) {
  TerminalProgram watch(Command("NO_COLOR=1 LC_ALL=C"), 24, 40);
  watch.WaitFor("wrong answer");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
  EXPECT_THAT(watch.written(), Not(HasSubstr("\x1b[1")));
  EXPECT_THAT(watch.written(), Not(HasSubstr("\x1b]8")));
  for (const char c : watch.written()) ASSERT_GE(c, 0);
}

TEST_F(CliWatchTest, PollingIsSaidAndNoticesSaves) {
  TerminalProgram watch(Command() + " --poll", 24, 80);
  watch.WaitFor("twice a second");
  watch.WaitFor("wrong answer");
  Solve("mine/01-echo");
  watch.WaitFor("Echo is accepted.");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, FilesThatGoOrCannotBeReadAreSaid) {
  const fs::path file = path() / "mine/01-echo/solution.py";
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("wrong answer");
  fs::remove(file);
  watch.WaitFor("no python source was handed in");
  fs::create_symlink("solution.py", file);
  watch.WaitFor("it is a link");
  fs::remove(file);
  Write("mine/01-echo/solution.py", std::string("\0\1\2", 3));
  watch.WaitFor("it is a binary file");
  fs::remove_all(file.parent_path());
  watch.WaitFor("is gone");
  Solve("mine/01-echo");
  watch.WaitFor("Echo is accepted.");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, CourseThatGoesWhileItIsWatchedIsSaid) {
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("wrong answer");
  fs::rename(path() / "problems", path() / "moved");
  watch.Type("n");
  watch.WaitFor("the course of this workspace is gone");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, AttemptThatCannotBeKeptIsSaid) {
  fs::create_directory(path() / "mine/progress.txt");
  TerminalProgram watch(Command() + " echo", 24, 80);
  watch.WaitFor("progress.txt");
  watch.Type("q");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, TenThousandKeysAtRandomEndNothing) {
  TerminalProgram watch(Command(), 24, 80);
  watch.WaitFor("wrong answer");
  std::mt19937 random(7);
  const std::string keys = "nhsdtlr?cfy/\r \x7f\x1b[ABOabz~56";
  std::string typed;
  for (int i = 0; i < 10'000; ++i) typed += keys[random() % keys.size()];
  watch.Type(typed);
  // Ends a sequence, a search and a question.
  watch.Type("~~");
  watch.Type("\x1b");
  watch.Type("~q");
  EXPECT_EQ(watch.Wait(), 0);
  EXPECT_THAT(watch.written(), HasSubstr(kGivenBack));
}

TEST_F(CliWatchTest, WithoutATerminalCheckIsSuggested) {
  const Finished finished = Run("mine", "watch </dev/null");
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.out, HasSubstr("`grader check` checks once"));
}

}  // namespace
}  // namespace grader
