// What an author of problems does with the program: a new problem holds, and
// every part of `grader verify` notices what it is there for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/problem/language.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

// A folder with the problem that `grader new demo --lang python` makes.
class AuthoringTest : public ::testing::Test {
 protected:
  AuthoringTest() {
    char folder[] = "/tmp/authoring_test-XXXXXX";
    folder_ = mkdtemp(folder);
    fs::create_directories(folder_ / "problems");
    made_ = Grader("new demo --lang python");
  }
  ~AuthoringTest() override { fs::remove_all(folder_); }

  Finished Grader(const std::string& arguments) {
    return Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' ", arguments,
                              " --problems ", folder_.string(), "/problems"));
  }

  // "squares", with functions and a driver in Python, beside the other.
  void MakeSquares() {
    const Finished made = Grader("new squares --kind functions --lang python");
    ASSERT_EQ(made.status, 0) << made.out;
  }
  Finished CheckSquares() {
    return Grader("check squares '" + folder_.string() +
                  "/solutions/squares' --format json");
  }

  std::string Read(const std::string& name) {
    return ReadFile(folder_ / name).value_or("");
  }

  void Replace(const std::string& name, const std::string& what,
               const std::string& by) {
    const std::string text = Read(name);
    ASSERT_THAT(text, HasSubstr(what)) << name;
    std::ofstream(folder_ / name) << absl::StrReplaceAll(text, {{what, by}});
  }

  // The part of `grader verify demo` fails, and says `message`.
  void ExpectComplaint(const std::string& part, const std::string& message) {
    const Finished verified =
        Grader(absl::StrCat("verify demo --format json --only ", part));
    EXPECT_EQ(verified.status, 1);
    const auto json = nlohmann::json::parse(verified.out, nullptr, false);
    ASSERT_TRUE(json.is_object()) << verified.out;
    for (const auto& one : json["problems"][0]["parts"]) {
      if (one["name"] == part) {
        EXPECT_THAT(one["complaints"].dump(), HasSubstr(message));
        return;
      }
    }
    ADD_FAILURE() << "no part " << part << ": " << verified.out;
  }

  fs::path folder_;
  Finished made_;
};

TEST_F(AuthoringTest, NewProblemHolds) {
  EXPECT_EQ(made_.status, 0) << made_.out;
  const Finished verified = Grader("verify demo --format json");
  EXPECT_EQ(verified.status, 0) << verified.out;
  const auto json = nlohmann::json::parse(verified.out);
  EXPECT_EQ(json["problems"][0]["parts"].size(), 11u);
  for (const auto& part : json["problems"][0]["parts"]) {
    EXPECT_TRUE(part["warnings"].empty()) << part;
  }
  EXPECT_EQ(json["problems"][0]["submissions"].size(), 6u);
}

TEST_F(AuthoringTest, NewProblemWithFunctionsHolds) {
  MakeSquares();
  const Finished verified = Grader("verify squares");
  EXPECT_EQ(verified.status, 0) << verified.out;
  EXPECT_THAT(verified.out, Not(HasSubstr("warn")));
}

TEST_F(AuthoringTest, NewProblemWithFunctionsIsNineFilesInTwoLanguages) {
  const Finished made = Grader("new cubes --kind functions");
  ASSERT_EQ(made.status, 0) << made.out;
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    files += entry.is_regular_file() &&
             entry.path().string().find("/cubes/") != std::string::npos;
  }
  EXPECT_LE(files, 9) << made.out;
  for (const char* stub : {"solution.cpp", "solution.py"}) {
    EXPECT_THAT(Read(std::string("starters/cubes/") + stub), HasSubstr("TODO"));
  }
}

TEST_F(AuthoringTest, ShowsWhatBecomesOfAnInterface) {
  MakeSquares();
  const Finished given = Grader("show squares --what given");
  EXPECT_EQ(given.status, 0);
  EXPECT_THAT(given.out, HasSubstr("async def square(number: int) -> int:"));
  EXPECT_THAT(given.out, Not(HasSubstr("rpc.serve")));
  EXPECT_THAT(Grader("show squares --what adapter").out,
              HasSubstr("rpc.serve"));
  const Finished written = Grader("show squares --what stub --output '" +
                                  folder_.string() + "/mine'");
  EXPECT_EQ(written.status, 0) << written.out;
  EXPECT_THAT(Read("mine/solution.py"), HasSubstr("async def squares"));

  EXPECT_EQ(Grader("show squares --lang cpp").status, 2);
  const Finished nothing = Grader("show demo --what given");
  EXPECT_EQ(nothing.status, 2);
  EXPECT_THAT(nothing.out, HasSubstr("gives nothing"));
}

TEST_F(AuthoringTest, ChangedInterfaceIsBuiltAnew) {
  MakeSquares();
  EXPECT_EQ(CheckSquares().status, 0);
  Replace("problems/squares/problem.yaml", "    square:", "    the_square:");
  const Finished checked = CheckSquares();
  EXPECT_EQ(checked.status, 1);
  EXPECT_THAT(checked.out, HasSubstr("cannot import name 'square'"));
}

TEST_F(AuthoringTest, FirstProblemIsMadeInTheCurrentFolder) {
  fs::remove_all(folder_ / "problems");
  const Finished made =
      Shell("cd '" + folder_.string() +
            "' && '" GRADER_BINARY_DIR "/grader' new first --lang python");
  EXPECT_EQ(made.status, 0) << made.out;
  EXPECT_TRUE(fs::exists(folder_ / "problems/first/problem.yaml")) << made.out;
}

TEST_F(AuthoringTest, DriverThatFailsIsTheAuthorsFault) {
  MakeSquares();
  Replace("problems/squares/driver.py", "import scenario", "import scenery");
  const Finished checked = CheckSquares();
  EXPECT_EQ(checked.status, 3);
  const auto report = nlohmann::json::parse(checked.out);
  EXPECT_EQ(report["verdict"], "judge_error");
  EXPECT_EQ(report["reason"], "driver_failed");
  EXPECT_THAT(report["message"].get<std::string>(),
              HasSubstr("No module named 'scenery'"));
}

TEST_F(AuthoringTest, DriverInPythonOutlivesGarbageAndNamesIt) {
  MakeSquares();
  for (const char* line :
       {"hello", R"({"id":1,"error":7})", R"({"method":[]})"}) {
    std::ofstream(folder_ / "solutions/squares/solution.py")
        << "import os, time\nasync def squares(n):\n    os.write(4, b'" << line
        << "\\n')\n    time.sleep(1000)\n";
    const Finished checked = CheckSquares();
    EXPECT_EQ(checked.status, 1);
    const auto report = nlohmann::json::parse(checked.out);
    EXPECT_EQ(report["reason"], "exception") << line;
    EXPECT_THAT(report["message"].get<std::string>(),
                HasSubstr("not a message to its driver"));
  }
}

TEST_F(AuthoringTest, NewProblemReplacesNone) {
  const Finished again = Grader("new demo");
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.out, HasSubstr("already"));
}

TEST_F(AuthoringTest, BrokenFileIsAComplaintAboutTheSchema) {
  Replace("problems/demo/problem.yaml", "tags:", "tgas:");
  ExpectComplaint("schema", "unknown key \\\"tgas\\\"");
}

TEST_F(AuthoringTest, StatementMustShowTheVisibleCase) {
  Replace("problems/demo/statement.md", "1 2 3", "some numbers");
  ExpectComplaint("statement", "does not show the input");
}

TEST_F(AuthoringTest, StarterMustHaveATodo) {
  Replace("starters/demo/solution.py", "TODO", "Task");
  ExpectComplaint("starters", "has no TODO");
}

TEST_F(AuthoringTest, StarterMustNotBeAccepted) {
  fs::copy_file(folder_ / "solutions/demo/solution.py",
                folder_ / "starters/demo/solution.py",
                fs::copy_options::overwrite_existing);
  ExpectComplaint("starters", "some case must be WA or TLE or RTE");
}

TEST_F(AuthoringTest, ReferenceMustBeAccepted) {
  Replace("solutions/demo/solution.py", "total = 0", "total = 1");
  ExpectComplaint("references", "only AC is permitted");
}

TEST_F(AuthoringTest, WrongSubmissionMustBeRejected) {
  Replace("fixtures/problems/demo/rejected/drops_signs.py", "abs(int(word))",
          "int(word)");
  ExpectComplaint("rejected", "some case must be WA");
}

TEST_F(AuthoringTest, JunkMustBeRejected) {
  Replace("problems/demo/problem.yaml", "stdout: |\n        -9",
          "stdout: {regex: '(.|\\n)*'}");
  ExpectComplaint("junk", "accepts nothing");
}

TEST_F(AuthoringTest, LimitsMustLeaveRoom) {
  Replace("problems/demo/problem.yaml", "memory: 256MiB", "memory: 12MiB");
  Replace("solutions/demo/solution.py", "total = 0",
          "total = 0\nballast = b'x' * (16 << 20)");
  ExpectComplaint("limits", "limits.memory");
}

TEST_F(AuthoringTest, SlowSubmissionThatIsNearlyFastEnoughIsAWarning) {
  const std::string slow = "fixtures/problems/demo/rejected/drops_signs.py";
  Replace(slow, "abs(int(word))", "int(word)");
  std::ofstream(folder_ / slow, std::ios::app)
      << "import time\ntime.sleep(3)\n";
  Replace("fixtures/problems/demo/submissions.yaml",
          "rejected/drops_signs.*: {required: [WA]",
          "rejected/drops_signs.*: {required: [TLE]");
  const Finished narrow = Grader("verify demo --only limits");
  EXPECT_EQ(narrow.status, 0) << narrow.out;
  EXPECT_THAT(narrow.out, HasSubstr("warn limits"));
  EXPECT_THAT(narrow.out, HasSubstr("ends by itself"));
  Replace(slow, "sleep(3)", "sleep(5)");
  EXPECT_THAT(Grader("verify demo --only limits").out, Not(HasSubstr("warn")));
}

TEST_F(AuthoringTest, CaseThatCatchesNothingIsAWarning) {
  fs::remove(folder_ / "fixtures/problems/demo/rejected/drops_signs.py");
  Replace("fixtures/problems/demo/submissions.yaml",
          "rejected/drops_signs.*: {required: [WA], fails: [numbers below "
          "zero]}\n",
          "");
  const Finished verified = Grader("verify demo --only matrix");
  EXPECT_EQ(verified.status, 0) << verified.out;
  EXPECT_THAT(verified.out, HasSubstr("warn matrix"));
  EXPECT_THAT(verified.out, HasSubstr("catches no wrong submission"));
}

TEST_F(AuthoringTest, SeveralPartsAreProvedTogether) {
  const Finished verified =
      Grader("verify --only accepted,rejected demo --only matrix");
  EXPECT_EQ(verified.status, 0) << verified.out;
  for (const char* part : {"accepted", "rejected", "matrix"}) {
    EXPECT_THAT(verified.out, HasSubstr(absl::StrCat("  ok   ", part))) << part;
  }
  EXPECT_THAT(verified.out, Not(HasSubstr("references")));
  EXPECT_EQ(Grader("verify demo --only accepted,other").status, 2);
}

TEST_F(AuthoringTest, RepeatsAgreeBesideLoad) {
  const Finished verified =
      Grader("verify demo --only references --repeat 2 --load 2 --verbose");
  EXPECT_EQ(verified.status, 0) << verified.out;
  EXPECT_THAT(verified.out, HasSubstr("2 of 2 more runs agree"));
}

TEST_F(AuthoringTest, MutantsThatSurviveAreShown) {
  if (!fs::exists(GRADER_SOURCE_DIR "/build/grammars")) {
    GTEST_SKIP() << "no grammars: ci/grammars makes them";
  }
  const Finished all = Grader("mutate demo");
  EXPECT_EQ(all.status, 0) << all.out;
  EXPECT_THAT(all.out, HasSubstr("demo, python  killed"));

  // Words are never empty, so that nothing depends on this number.
  Replace("solutions/demo/solution.py", "total += int(word)",
          "total += int(word) if word else 0");
  const Finished less = Grader("mutate demo --at-least 100");
  EXPECT_EQ(less.status, 1) << less.out;
  EXPECT_THAT(less.out, HasSubstr("survived: change number"));
  EXPECT_THAT(less.out,
              HasSubstr("    -         total += int(word) if word else 0\n"
                        "    +         total += int(word) if word else 1\n"));
}

TEST_F(AuthoringTest, EquivalentMutantsDoNotCount) {
  if (!fs::exists(GRADER_SOURCE_DIR "/build/grammars")) {
    GTEST_SKIP() << "no grammars: ci/grammars makes them";
  }
  Replace("solutions/demo/solution.py", "total += int(word)",
          "total += int(word) if word else 0");
  std::ofstream(folder_ / "fixtures/problems/demo/equivalent.yaml")
      << "equivalent:\n"
         "  - was: total += int(word) if word else 0\n"
         "    becomes: total += int(word) if word else 1\n"
         "    reason: a word is never empty\n";
  const Finished all = Grader("mutate demo --at-least 100");
  EXPECT_EQ(all.status, 0) << all.out;
  EXPECT_THAT(all.out, HasSubstr("1 equivalent"));
}

std::vector<std::string> InstalledLanguages() {
  std::vector<std::string> names;
  for (const Language& language : *BuiltInLanguages()) {
    if (language.installed()) names.push_back(language.name);
  }
  return names;
}

class AuthoringInLanguageTest
    : public AuthoringTest,
      public ::testing::WithParamInterface<std::string> {};

INSTANTIATE_TEST_SUITE_P(Each, AuthoringInLanguageTest,
                         ::testing::ValuesIn(InstalledLanguages()),
                         [](const auto& language) { return language.param; });

TEST_P(AuthoringInLanguageTest, NewProblemHolds) {
  const Finished made = Grader("new totals --lang " + GetParam());
  ASSERT_EQ(made.status, 0) << made.out;
  const Finished verified = Grader("verify totals");
  EXPECT_EQ(verified.status, 0) << verified.out;
  EXPECT_THAT(verified.out, Not(HasSubstr("not looked for")));
}

}  // namespace
}  // namespace grader
