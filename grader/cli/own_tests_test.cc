// Tests that are handed in, from the command line: what is caught, what is not,
// and what a learner is told of it. That the submissions of the examples get
// what they should, `verify` proves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
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
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const fs::path kOwnTestsCourse = GRADER_SOURCE_DIR "/fixtures/examples";

Finished Check(const std::string& problem, const fs::path& submission,
               const std::string& more) {
  return Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' check '",
                            (kOwnTestsCourse / "problems" / problem).string(),
                            "' '", submission.string(), "' ", more));
}

json CaseOf(const Finished& report, const std::string& name) {
  const json object = json::parse(report.out);
  for (const json& one : object["cases"]) {
    if (one["name"] == name) return one;
  }
  ADD_FAILURE() << "no case " << name << " in " << report.out;
  return json::object();
}

TEST(OwnTestsTest, WhatIsNotCaughtIsToldInTheAuthorsWords) {
  const Finished report = Check(
      "own-tests", kOwnTestsCourse / "starters/own-tests", "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  EXPECT_EQ(json::parse(report.out)["score"], 2);
  EXPECT_EQ(CaseOf(report, "the last")["verdict"], "accepted");
  const json touching = CaseOf(report, "spans that touch");
  EXPECT_EQ(touching["reason"], "not_caught");
  EXPECT_EQ(touching["message"],
            "your tests pass with an implementation that is wrong: It leaves "
            "spans apart that touch, as 1 to 3 and 3 to 5.");
}

TEST(OwnTestsTest, WhatFailsWithARightOneIsToldByTestAndLine) {
  const fs::path folder = kOwnTestsCourse / "fixtures/problems/own-tests";
  const Finished report = Check(
      "own-tests", folder / "rejected/needs_an_order.py", "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  EXPECT_EQ(json::parse(report.out)["score"], 0);
  EXPECT_EQ(CaseOf(report, "sorts")["verdict"], "accepted");
  EXPECT_THAT(CaseOf(report, "sorts, once more")["message"].get<std::string>(),
              AllOf(HasSubstr("an implementation that is right"),
                    HasSubstr("line 15: "), HasSubstr("MergeTest.test_b")));
  EXPECT_EQ(CaseOf(report, "the last")["reason"], "skipped");
}

TEST(OwnTestsTest, AHeaderOfTheNameThatIsTestedIsRefused) {
  TemporaryFolder folder;
  folder.Write("tests.cpp", "#include \"ring.h\"\nint main() {}\n");
  // A copy of a right one, too: it would be tested instead of all others.
  fs::copy(kOwnTestsCourse / "problems/own-tests-cpp/right/deque.h",
           folder.path() / "ring.h");
  const Finished report =
      Check("own-tests-cpp", folder.path(), "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  const json told = json::parse(report.out);
  EXPECT_EQ(told["verdict"], "compile_error");
  EXPECT_THAT(told.dump(), HasSubstr("the problem has a file"));
}

TEST(OwnTestsTest, OfAHiddenOneNothingIsToldButWhy) {
  const Finished report = Check(
      "own-tests", kOwnTestsCourse / "starters/own-tests", "--format json");
  const json hidden = CaseOf(report, "order");
  EXPECT_EQ(hidden["why"], "It relies on the order of the spans.");
  EXPECT_THAT(hidden["message"].get<std::string>(),
              Not(HasSubstr("implementation")));
  EXPECT_THAT(report.out, Not(HasSubstr("def merge")));
}

TEST(OwnTestsTest, PytestRunsThemInBothOrdersAndUpToTheFirstThatFails) {
  TemporaryFolder folder;
  const fs::path problem = folder.path() / "problems/own-tests";
  fs::create_directories(problem.parent_path());
  fs::copy(kOwnTestsCourse / "problems/own-tests", problem,
           fs::copy_options::recursive);
  const fs::path tests = folder.path() / "mine.py";
  ASSERT_EQ(Shell(absl::StrCat("sed -i -e s/unittest/pytest/ -e /mutants/d '",
                               (problem / "problem.yaml").string(), "'"))
                .status,
            0);
  const auto check = [&](const std::string& text) {
    std::ofstream(tests) << "import pytest\nfrom spans import merge\n" << text;
    return Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' check '",
                              problem.string(), "' '", tests.string(),
                              "' --format json"));
  };
  const Finished good = check(
      "@pytest.mark.parametrize('given, wanted', [\n"
      "    ([], []), ([(2, 6), (1, 4)], [(1, 6)]), ([(1, 3), (3, 5)], "
      "[(1, 5)]),\n"
      "    ([(1, 9), (2, 3)], [(1, 9)])])\n"
      "def test_merge(given, wanted):\n"
      "    before = list(given)\n"
      "    assert merge(given) == wanted\n"
      "    assert given == before\n"
      "@pytest.mark.skip\n"
      "def test_later():\n"
      "    assert False\n");
  EXPECT_EQ(good.status, 0) << good.out;
  const Finished ordered = check(
      "seen = []\n"
      "def test_a():\n"
      "    seen.append(merge([(1, 2)]))\n"
      "def test_b():\n"
      "    assert seen\n");
  EXPECT_EQ(ordered.status, 1) << ordered.out;
  EXPECT_EQ(CaseOf(ordered, "sorts")["verdict"], "accepted");
  EXPECT_THAT(CaseOf(ordered, "sorts, once more")["message"].get<std::string>(),
              HasSubstr("test_b"));
  const Finished none = check("def nothing():\n    pass\n");
  EXPECT_THAT(CaseOf(none, "sorts")["message"].get<std::string>(),
              HasSubstr("there is no test"));
}

TEST(OwnTestsTest, ProgramIsBuiltWithEachImplementation) {
  const fs::path folder = kOwnTestsCourse / "fixtures/problems/own-tests-cpp";
  const Finished inside = Check(
      "own-tests-cpp", folder / "rejected/looks_inside.cpp", "--format json");
  EXPECT_EQ(inside.status, 1) << inside.out;
  EXPECT_EQ(CaseOf(inside, "deque")["verdict"], "accepted");
  EXPECT_EQ(CaseOf(inside, "array")["verdict"], "compile_error");
  const Finished wrong = Check(
      "own-tests-cpp", folder / "rejected/asks_for_room.cpp", "--format json");
  EXPECT_THAT(CaseOf(wrong, "deque")["message"].get<std::string>(),
              AllOf(HasSubstr("an implementation that is right"),
                    HasSubstr("SIGABRT"), HasSubstr("ring.Push(3)")));
}

// Also where it is only a second implementation, and hidden.
TEST(OwnTestsTest, WhatTheCompilerSaysOfASecondImplementationIsTold) {
  const fs::path tests = kOwnTestsCourse / "fixtures/problems/own-tests-cpp" /
                         "rejected/looks_inside.cpp";
  const Finished hidden = Check("own-tests-cpp", tests, "--format json");
  constexpr char kError[] = "looks_inside.cpp:12: no member named 'numbers_'";
  EXPECT_THAT(CaseOf(hidden, "array")["message"].get<std::string>(),
              AllOf(HasSubstr("an implementation that is right"),
                    HasSubstr(absl::StrCat("; ", kError, " in 'Ring'"))));
  EXPECT_THAT(json::parse(hidden.out)["message"].get<std::string>(),
              HasSubstr(kError));
  for (const char* format :
       {"text", "html", "junit", "github", "gradescope", "exercism"}) {
    EXPECT_THAT(
        Check("own-tests-cpp", tests, absl::StrCat("--format ", format)).out,
        HasSubstr("no member named"))
        << format;
  }

  TemporaryFolder folder;
  const fs::path problem = folder.path() / "problems/own-tests-cpp";
  fs::create_directories(problem.parent_path());
  fs::copy(kOwnTestsCourse / "problems/own-tests-cpp", problem,
           fs::copy_options::recursive);
  ASSERT_EQ(Shell(absl::StrCat("sed -i -e /mutants/d -e '/right.array/s/, "
                               "visibility: hidden//' '",
                               (problem / "problem.yaml").string(), "'"))
                .status,
            0);
  const Finished visible = Shell(
      absl::StrCat("'" GRADER_BINARY_DIR "/grader' check '", problem.string(),
                   "' '", tests.string(), "' --format json"));
  const json array = CaseOf(visible, "array");
  EXPECT_THAT(
      array["message"].get<std::string>(),
      AllOf(HasSubstr("an implementation that is right"), HasSubstr(kError)));
  EXPECT_EQ(array["place"]["line"], 12);
}

TEST(OwnTestsTest, CompilerTellsNothingOfAHiddenImplementation) {
  TemporaryFolder folder;
  folder.Write("tests.cpp",
               "#include <deque>\n#include \"ring.h\"\n"
               "template <int size> struct Show;\n"
               "template <bool known> void Look() {\n"
               "  if constexpr (!known) {\n"
               "    Show<known ? 0 : static_cast<int>(sizeof(Ring))> shown;\n"
               "  }\n}\n"
               "int main() {\n"
               "  Look<sizeof(Ring) == sizeof(std::deque<int>) + 8>();\n}\n");
  const Finished report =
      Check("own-tests-cpp", folder.path(), "--format json");
  EXPECT_THAT(CaseOf(report, "array")["message"].get<std::string>(),
              HasSubstr("; tests.cpp:6: implicit instantiation of undefined "
                        "template '…'"));
  EXPECT_THAT(report.out, Not(HasSubstr("Show<")));
}

TEST(OwnTestsTest, SameReportComesFromTheCache) {
  const auto check = [] {
    const Finished report = Check(
        "own-tests", kOwnTestsCourse / "solutions/own-tests", "--format json");
    const json object = json::parse(report.out);
    json cases = json::array();
    for (const json& one : object["cases"]) {
      cases.push_back({one["name"], one["verdict"], one["points"]});
    }
    return cases;
  };
  EXPECT_EQ(check(), check());
}

TEST(OwnTestsTest, EveryFormatIsWritten) {
  for (const char* format : {"text", "html", "junit", "github", "classroom",
                             "gradescope", "exercism", "check50"}) {
    const Finished report =
        Check("own-tests", kOwnTestsCourse / "starters/own-tests",
              absl::StrCat("--format ", format));
    EXPECT_EQ(report.status, 1) << format;
    EXPECT_THAT(report.out, HasSubstr("spans that touch")) << format;
    EXPECT_THAT(report.out, Not(HasSubstr("def merge"))) << format;
  }
}

TEST(OwnTestsTest, ImplementationsAreNotGiven) {
  const Finished given =
      Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' show '",
                         (kOwnTestsCourse / "problems/own-tests-cpp").string(),
                         "' --what given 2>&1"));
  EXPECT_THAT(given.out, Not(HasSubstr("numbers_")));
}

// A problem whose right implementations have few mutants.
class SmallProblem : public ::testing::Test {
 protected:
  SmallProblem() : problem_(folder_.path() / "problems/sign") {
    Write(problem_ / "right/if.py",
          "def sign(x):\n    return 1 if x > 0 else 0\n");
    Write(problem_ / "right/and.py", "def sign(x):\n    return +(0 < x)\n");
    Write(problem_ / "wrong/one.py", "def sign(x):\n    return 1\n");
    WriteProblem("unittest", "");
    Write(folder_.path() / "solutions/sign/tests.py", Tests("5, -3"));
  }

  void WriteProblem(const std::string& framework, const std::string& limits) {
    Write(problem_ / "problem.yaml",
          absl::StrCat(
              "id: sign\ntitle: Sign\ndifficulty: easy\n",
              limits.empty() ? "" : absl::StrCat("limits: ", limits, "\n"),
              "tests:\n  framework: ", framework,
              "\n  of: sign.py\n  right:\n"
              "    - {name: if, file: right/if.py}\n"
              "    - {name: and, file: right/and.py}\n"
              "  wrong: [{name: one, file: wrong/one.py}]\n"
              "  mutants: {most: 90, points: 0.25, visibility: visible}\n"));
  }

  // Has this course's tests in Python run by another driver, and in another
  // way, as the words of their commands say.
  void RunBy(const std::string& drive, const std::string& run) {
    Write(folder_.path() / "problems/languages.yaml",
          absl::StrReplaceAll(
              ReadFile(GRADER_SOURCE_DIR "/grader/problem/languages.yaml")
                  .value_or(""),
              {{"drive: [python3, -I, -S, ", "drive: [python3, " + drive},
               {"run_with_driver: [python3, -I, -S, ",
                "run_with_driver: [python3, " + run}}));
  }

  Finished CheckMine(const std::string& tests) {
    const fs::path mine = folder_.path() / "mine.py";
    Write(mine, tests);
    return Grader(absl::StrCat("check '", problem_.string(), "' '",
                               mine.string(), "' --format json"));
  }

  static void Write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  static std::string Tests(const std::string& numbers) {
    return absl::StrCat(
        "import unittest\nfrom sign import sign\n\n\n"
        "class SignTest(unittest.TestCase):\n    def test_sign(self):\n"
        "        for x in [",
        numbers, "]:\n            self.assertEqual(sign(x), x > 0)\n");
  }

  Finished Grader(const std::string& arguments) {
    return Shell("'" GRADER_BINARY_DIR "/grader' " + arguments);
  }

  TemporaryFolder folder_;
  fs::path problem_;
};

TEST_F(SmallProblem, MutantsThatTheReferenceCatchesAreCases) {
  const Finished report = CheckMine(Tests("5"));
  EXPECT_EQ(report.status, 1) << report.out;
  std::set<std::string> not_caught;
  int mutants = 0;
  const json object = json::parse(report.out);
  for (const json& one : object["cases"]) {
    if (one["name"].get<std::string>().find("mutant ") != 0) continue;
    ++mutants;
    EXPECT_EQ(one["max_points"], 0.25);
    if (one["reason"] == "not_caught") not_caught.insert(one["message"]);
  }
  EXPECT_GE(mutants, 4);
  EXPECT_THAT(not_caught,
              Contains("your tests pass with an implementation that is wrong: "
                       "Of a right one line 2, `return 1 if x > 0 else 0`, has "
                       "become `return 1 if x > 0 else 1`."));
}

TEST_F(SmallProblem, MutantsThatTheReferencePassesWithAreLeftOutAndTold) {
  const Finished proof =
      Grader(absl::StrCat("verify '", problem_.string(), "' --only schema"));
  EXPECT_THAT(proof.out, AllOf(HasSubstr("the reference passes with a mutant"),
                               HasSubstr("return 1 if x >= 0 else 0"),
                               HasSubstr("mutants, not 90"),
                               Not(HasSubstr("return 1 if x > 0 else 1"))));
}

// Where no test ever runs, nobody has caught a mutant.
TEST_F(SmallProblem, DriverThatFailsHasCaughtNoMutant) {
  RunBy("-c, \"import sys; sys.exit('not to be driven')\", ", "-I, -S, ");
  const Finished report = CheckMine(Tests("5, -3"));
  EXPECT_EQ(report.status, 3) << report.out;
  EXPECT_THAT(report.out,
              AllOf(HasSubstr("judge_error"), HasSubstr("not to be driven")));
}

TEST_F(SmallProblem, MachineWithoutPytestHasCaughtNoMutant) {
  WriteProblem("pytest", "");
  const std::string without =
      "-I, -S, -c, \"import runpy, sys; sys.modules['pytest'] = None; "
      "sys.path.insert(0, sys.argv[1]); del sys.argv[0]; "
      "runpy.run_path(sys.argv[0], run_name='__main__')\", ";
  RunBy(without, without);
  const Finished report = CheckMine(Tests("5, -3"));
  EXPECT_EQ(report.status, 3) << report.out;
  EXPECT_THAT(report.out, AllOf(HasSubstr("judge_error"),
                                HasSubstr("pytest is not on this machine")));
}

// What ends well within one limit may not within another.
TEST_F(SmallProblem, MutantsAreChosenAnewForOtherLimits) {
  Write(folder_.path() / "solutions/sign/tests.py",
        absl::StrReplaceAll(Tests("5, -3"), {{"        for x",
                                              "        bytearray(60 << 20)\n"
                                              "        for x"}}));
  WriteProblem("unittest", "{memory: 16MiB}");
  EXPECT_THAT(CheckMine(Tests("5")).out, Not(HasSubstr("mutant 1")));
  WriteProblem("unittest", "{memory: 256MiB}");
  EXPECT_THAT(CheckMine(Tests("5")).out, HasSubstr("mutant 1"));
}

}  // namespace
}  // namespace grader
