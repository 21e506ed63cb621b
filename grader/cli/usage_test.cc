// What is said of a command line that is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "grader/testing/shell.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

TEST(UsageTest, UnknownCommandSuggestsTheClosest) {
  const Finished unknown = Grader("chek 2 x");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_EQ(unknown.out,
            "grader: there is no command \"chek\"; did you mean \"check\"?\n"
            "Run `grader --help` for usage.\n");
}

TEST(UsageTest, WrongUsageSaysWhatIsWrong) {
  for (const auto& [typed, said] : std::map<std::string, std::string>{
           {"", "expected a command\nRun `grader --help` for usage."},
           {"--no-cache check 2 x", "grader has no option --no-cache"},
           {"check 2 x --langg cpp --no-cache",
            "grader check has no option --langg; did you mean \"--lang\"?\n"
            "Run `grader check --help` for usage."},
           {"check 2 x --frmat=json y",
            "grader check has no option --frmat; did you mean \"--format\"?"},
           {"check 2 x y z", "one argument too many: \"y\""},
           {"check 2 x --course", "--course needs a value behind it"},
           {"check 2 x --jobs 0",
            "--jobs: expected a number above 0, found \"0\""},
           {"check 2 x --jobs many",
            "--jobs: expected a number above 0, found \"many\""},
           {"check 2 x --hints=-1",
            "--hints: expected a number that is not below 0, found \"-1\""}}) {
    const Finished wrong = Grader(typed);
    EXPECT_EQ(wrong.status, 2) << typed;
    EXPECT_THAT(wrong.out, HasSubstr(said)) << typed;
  }
}

}  // namespace
}  // namespace grader
