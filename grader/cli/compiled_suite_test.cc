// Suites that are compiled with the submission, from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

const fs::path kCompiledExamples = GRADER_SOURCE_DIR "/fixtures/examples";
const fs::path kGoogleTest = kCompiledExamples / "problems/suite-googletest";
const fs::path kSolution = kCompiledExamples / "solutions/suite-googletest";
const fs::path kCatch2 = kCompiledExamples / "problems/suite-catch2";
const fs::path kDoctest = kCompiledExamples / "problems/suite-doctest";

fs::path SubmissionOf(const fs::path& problem, const std::string& name) {
  return kCompiledExamples / "fixtures/problems" / problem.filename() / name;
}

Finished CheckSuite(const fs::path& problem, const fs::path& submission,
                    const std::string& more = "") {
  return Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' check '",
                            problem.string(), "' '", submission.string(), "' ",
                            more));
}

json CaseCalled(const json& report, const std::string& name) {
  for (const json& one : report["cases"]) {
    if (one["name"] == name) return one;
  }
  return {};
}

// What the program declares is not what the tests ask for: their line says so,
// and of those that are hidden no more than that.
TEST(CompiledSuiteTest, WhatDoesNotFitTheTestsIsToldAtTheirLine) {
  const TemporaryFolder folder;
  folder.Write("scores.cpp", "");
  folder.Write("scores.h", absl::StrReplaceAll(
                               ReadFile(kSolution / "scores.h").value_or(""),
                               {{"std::string initials(",
                                 "struct Letters {};\n"
                                 "Letters initials("}}));
  const Finished report =
      CheckSuite(kGoogleTest, folder.path(), "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  EXPECT_THAT(report.out, Not(HasSubstr("NobodyHasNoInitials")));
  const json told = json::parse(report.out)["build"]["diagnostics"];
  EXPECT_EQ(told[0]["file"], "scores_test.cpp");
  EXPECT_EQ(told[0]["line"], 15);
  EXPECT_THAT(told[0]["message"], HasSubstr("Letters"));
  EXPECT_EQ(told[1]["file"], "edge/scores_edge_test.cpp");
  EXPECT_EQ(told[1]["message"],
            "the tests, which are hidden, do not compile with the program");
}

TEST(CompiledSuiteTest, FailedAssertionIsToldWithItsPlaceAndItsValues) {
  const Finished report = CheckSuite(
      kGoogleTest, SubmissionOf(kGoogleTest, "rejected/sets_points.h"),
      "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  const json one = CaseCalled(json::parse(report.out), "BoardOfThree.AddsUp");
  ASSERT_FALSE(one.is_null()) << report.out;
  EXPECT_EQ(one["reason"], "test");
  EXPECT_EQ(one["max_points"], 2);
  const std::string message = one["message"];
  EXPECT_THAT(message, HasSubstr("scores_test.cpp:"));
  EXPECT_THAT(message, HasSubstr("board_.points_of(\"Ann\")\n    Which is: 1"));
  EXPECT_THAT(one["checks"].dump(),
              HasSubstr("EXPECT_EQ(board_.points_of(\\\"Ann\\\"), 3);"));
  EXPECT_EQ(one["test"]["process"], "shared");
  EXPECT_EQ(one["test"]["file"], "scores_test.cpp");
  EXPECT_THAT(one["test"]["code"].get<std::string>(),
              HasSubstr("TEST_F(BoardOfThree, AddsUp) {"));
}

TEST(CompiledSuiteTest, Catch2TellsWhatWasComparedAndTheTask) {
  const Finished report =
      CheckSuite(kCatch2, SubmissionOf(kCatch2, "rejected/every_fourth.h"),
                 "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  const json one = CaseCalled(json::parse(report.out), "centuries [of years]");
  ASSERT_FALSE(one.is_null()) << report.out;
  const std::string message = one["message"];
  EXPECT_THAT(message, HasSubstr("leap_test.cpp:"));
  EXPECT_THAT(message, HasSubstr("CHECK_FALSE( leap::is_leap(year) )"));
  EXPECT_THAT(message, HasSubstr("with expansion:\n  !true"));
  EXPECT_THAT(message, HasSubstr("year := 1700"));
  EXPECT_EQ(one["test"]["task"], 1);
}

TEST(CompiledSuiteTest, DoctestTellsWhatWasComparedAndTheSubcase) {
  const Finished report = CheckSuite(
      kDoctest, SubmissionOf(kDoctest, "rejected/forgets_the_last.h"),
      "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  const json one = CaseCalled(json::parse(report.out),
                              "task 1: parse › ranges, in [brackets] or *not*");
  ASSERT_FALSE(one.is_null()) << report.out;
  EXPECT_EQ(one["reason"], "test");
  const std::string message = one["message"];
  EXPECT_THAT(message, HasSubstr("pages_test.cpp:16: CHECK_EQ( "));
  EXPECT_THAT(message, HasSubstr("\nin alone"));
  EXPECT_EQ(one["test"]["process"], "shared");
  EXPECT_EQ(one["test"]["line"], 14);
  EXPECT_EQ(one["test"]["task"], 1);
  EXPECT_THAT(one["test"]["code"].get<std::string>(),
              HasSubstr("SUBCASE(\"the first ones\")"));
  const Finished other =
      CheckSuite(kDoctest, SubmissionOf(kDoctest, "rejected/throws_another.h"),
                 "--format json");
  const json thrown =
      CaseCalled(json::parse(other.out), "task 1: parse › no list of pages");
  EXPECT_THAT(thrown["message"].get<std::string>(),
              HasSubstr("CHECK_THROWS_AS( pages::parse(text), "
                        "std::invalid_argument )\nthrew \"it runs backwards\"\n"
                        "the list is 4-2"));
}

TEST(CompiledSuiteTest, ExceptionIsTold) {
  for (const auto& [problem, submission, name] :
       {std::tuple(kGoogleTest, "rejected/runs_over_the_end.h",
                   "Names/InitialsTest.OfAName/0"),
        std::tuple(kCatch2, "rejected/ends_at_an_exception.h", "the next one"),
        std::tuple(kDoctest, "rejected/ends_at_an_exception.h",
                   "task 2: format › no page")}) {
    const Finished report =
        CheckSuite(problem, SubmissionOf(problem, submission), "--format json");
    const json one = CaseCalled(json::parse(report.out), name);
    EXPECT_EQ(one["verdict"], "run_time_error") << report.out;
    EXPECT_EQ(one["reason"], "exception");
    EXPECT_THAT(one["message"].get<std::string>(),
                HasSubstr("was ended by an exception"));
  }
}

TEST(CompiledSuiteTest, OfAHiddenTestNothingIsShown) {
  const fs::path submission =
      SubmissionOf(kGoogleTest, "rejected/takes_blanks_for_words.h");
  for (const char* format : {"json", "text", "html", "junit", "exercism",
                             "gradescope", "github", "check50"}) {
    const Finished report =
        CheckSuite(kGoogleTest, submission, absl::StrCat("--format ", format));
    EXPECT_EQ(report.status, 1) << format;
    EXPECT_THAT(report.out, HasSubstr("Edge.BlanksAreNoWords")) << format;
    EXPECT_THAT(report.out, Not(HasSubstr("Hopper"))) << format;
    EXPECT_THAT(report.out, Not(HasSubstr("scores_edge_test"))) << format;
  }
  const Finished revealed =
      CheckSuite(kGoogleTest, submission, "--format json --reveal");
  EXPECT_THAT(revealed.out, HasSubstr("Hopper"));
}

TEST(CompiledSuiteTest, HiddenTestsAreNotGivenAndNotQuotedByCompilers) {
  TemporaryFolder folder;
  const Finished given = Shell(
      absl::StrCat("'" GRADER_BINARY_DIR "/grader' show '",
                   kGoogleTest.string(), "' --lang cpp --what given 2>&1"));
  EXPECT_THAT(given.out, Not(HasSubstr("Hopper")));
  const fs::path submission =
      SubmissionOf(kGoogleTest, "rejected/has_no_class.h");
  for (const char* format : {"json", "text", "html", "github"}) {
    const Finished report =
        CheckSuite(kGoogleTest, submission, absl::StrCat("--format ", format));
    EXPECT_EQ(report.status, 1) << format;
    EXPECT_THAT(report.out, HasSubstr("unknown type name")) << format;
    EXPECT_THAT(report.out, Not(HasSubstr("PointsMayBeTakenAway"))) << format;
    EXPECT_THAT(report.out, Not(HasSubstr("board.add"))) << format;
  }
  const std::string hidden = "do not compile with the program";
  EXPECT_THAT(CheckSuite(kGoogleTest, submission, "--format json").out,
              HasSubstr(hidden));
  EXPECT_THAT(CheckSuite(kGoogleTest, submission, "--format json --reveal").out,
              Not(HasSubstr(hidden)));
}

TEST(CompiledSuiteTest, NothingForgedIsAccepted) {
  for (const fs::path& problem : {kGoogleTest, kCatch2, kDoctest}) {
    for (const char* kind : {"forged", "refused"}) {
      int count = 0;
      for (const auto& entry :
           fs::directory_iterator(SubmissionOf(problem, kind))) {
        ++count;
        const Finished report =
            CheckSuite(problem, entry.path(), "--format json");
        EXPECT_EQ(report.status, 1) << entry.path() << report.out;
        const json object = json::parse(report.out);
        EXPECT_EQ(object["verdict"] == "compile_error",
                  absl::string_view(kind) == "refused")
            << entry.path() << report.out;
        EXPECT_THAT(report.out, Not(HasSubstr("judge_error")));
      }
      EXPECT_GE(count, 5);
    }
  }
}

TEST(CompiledSuiteTest, IsolationIsRefused) {
  const Finished report =
      CheckSuite(kGoogleTest, kCompiledExamples / "solutions/suite-googletest",
                 "--require-isolation 2>&1");
  EXPECT_EQ(report.status, 3) << report.out;
  EXPECT_THAT(report.out, HasSubstr("suite in the submission's process"));
}

// A course with a suite of its own.
class CompiledSuiteCourse : public ::testing::Test {
 protected:
  void Write(const std::string& suite,
             const std::string& framework = "googletest") {
    folder_.Write("problems/twice/problem.yaml",
                  "id: twice\ntitle: Twice\ndifficulty: easy\n"
                  "suite: {framework: " +
                      framework + ", file: twice_test.cpp}\n");
    folder_.Write("problems/twice/statement.md", "# Twice\n\nWrite it.\n");
    folder_.Write("problems/twice/twice_test.cpp", suite);
    right_ = folder_.Write("solutions/twice/twice.h",
                           "inline int twice(int x) { return 2 * x; }\n");
  }

  Finished CheckRight() {
    return CheckSuite(folder_.path() / "problems/twice", right_, "2>&1");
  }

  TemporaryFolder folder_;
  fs::path right_;
};

TEST_F(CompiledSuiteCourse, TestsThatTheSuiteSkipsAreNoCases) {
  Write(
      "#include <gtest/gtest.h>\n#include \"twice.h\"\n"
      "TEST(A, B) { EXPECT_EQ(twice(2), 4); }\n"
      "TEST(A, C) { GTEST_SKIP() << \"not now\"; }\n"
      "TEST(A, DISABLED_D) { FAIL(); }\n");
  const Finished report = CheckRight();
  EXPECT_EQ(report.status, 0) << report.out;
  EXPECT_THAT(report.out, HasSubstr("1 of 1 point"));
}

// Which of two is meant nobody could tell, and a submission could bring one.
TEST_F(CompiledSuiteCourse, TestsOfDoctestThatShareANameAreTheAuthorsMistake) {
  Write(
      "#include <doctest/doctest.h>\n#include \"twice.h\"\n"
      "TEST_CASE(\"a\") { CHECK(twice(2) == 4); }\n"
      "TEST_CASE(\"a\") {}\n",
      "doctest");
  const Finished report = CheckRight();
  EXPECT_EQ(report.status, 2) << report.out;
  EXPECT_THAT(report.out, HasSubstr("two tests are called a"));
}

TEST_F(CompiledSuiteCourse, WhatDoctestSkipsIsNoCaseAndWhatMayFailPasses) {
  Write(
      "#include <doctest/doctest.h>\n#include \"twice.h\"\n"
      "TEST_CASE(\"a\" * doctest::description(\"plain\")) {\n"
      "  WARN(twice(2) == 5);\n  CHECK(twice(2) == 4);\n}\n"
      "TEST_CASE(\"b\" * doctest::may_fail()) { CHECK(twice(2) == 5); }\n"
      "TEST_CASE(\"c\" * doctest::skip()) { FAIL(\"no\"); }\n"
      "TEST_CASE(\"d\" * doctest::should_fail()) { CHECK(twice(2) == 5); }\n",
      "doctest");
  const Finished right = CheckRight();
  EXPECT_EQ(right.status, 0) << right.out;
  EXPECT_THAT(right.out, HasSubstr("3 of 3 points"));
  const fs::path wrong = folder_.Write(
      "mine.h", "inline int twice(int x) { return 2 * x + 1; }\n");
  const json report = json::parse(
      CheckSuite(folder_.path() / "problems/twice", wrong, "--format json")
          .out);
  EXPECT_EQ(report["score"], 1);
  EXPECT_THAT(CaseCalled(report, "d")["message"].get<std::string>(),
              HasSubstr("it was expected to fail, and did not"));
}

TEST_F(CompiledSuiteCourse, SuiteThatDoesNotCompileIsTheAuthorsMistake) {
  Write(
      "#include <gtest/gtest.h>\n#include \"twice.h\"\n"
      "TEST(A, B) { EXPECT_EQ(thrice(2), 4); }\n");
  const Finished report = CheckRight();
  EXPECT_EQ(report.status, 2) << report.out;
  EXPECT_THAT(report.out, HasSubstr("twice_test.cpp:3:"));
  EXPECT_THAT(report.out, HasSubstr("thrice"));
}

TEST_F(CompiledSuiteCourse, SuiteWithoutTestsIsTheAuthorsMistake) {
  Write("#include \"twice.h\"\n");
  const Finished report = CheckRight();
  EXPECT_EQ(report.status, 2) << report.out;
  EXPECT_THAT(report.out, HasSubstr("the suite has no tests"));
}

TEST_F(CompiledSuiteCourse, NobodyBringsTestsOrAFrameworkOfTheirOwn) {
  Write(
      "#include <gtest/gtest.h>\n#include \"twice.h\"\n"
      "TEST(A, B) { EXPECT_EQ(twice(2), 4); }\n");
  const fs::path problem = folder_.path() / "problems/twice";
  folder_.Write("own/twice.h", "inline int twice(int) { return 0; }\n");
  folder_.Write("own/twice_test.cpp",
                "#include <gtest/gtest.h>\nTEST(A, B) {}\n");
  const Finished tests = CheckSuite(problem, folder_.path() / "own", "2>&1");
  EXPECT_EQ(tests.status, 1) << tests.out;
  EXPECT_THAT(tests.out, HasSubstr("a file \"twice_test.cpp\" of its own"));
  fs::remove(folder_.path() / "own/twice_test.cpp");
  folder_.Write("own/twice.cpp", "int main() { return 0; }\n");
  const Finished main = CheckSuite(problem, folder_.path() / "own", "2>&1");
  EXPECT_EQ(main.status, 1) << main.out;
  fs::remove(folder_.path() / "own/twice.cpp");
  folder_.Write("own/gtest/gtest.h", "#undef TEST\n#define TEST(a, b)\n");
  const Finished framework =
      CheckSuite(problem, folder_.path() / "own", "2>&1");
  EXPECT_EQ(framework.status, 1) << framework.out;
  EXPECT_THAT(framework.out, HasSubstr("the tests have the name \"TEST\""));
}

TEST_F(CompiledSuiteCourse, TestsOfAFixtureThatFailsFail) {
  Write(
      "#include <gtest/gtest.h>\n#include \"twice.h\"\n"
      "struct A : testing::Test {\n"
      "  static void SetUpTestSuite() { ASSERT_EQ(twice(1), 2); }\n};\n"
      "TEST_F(A, B) {}\n");
  EXPECT_EQ(CheckRight().status, 0);
  const fs::path wrong = folder_.Write(
      "mine.h", "inline int twice(int x) { return 2 * x + 1; }\n");
  const Finished report =
      CheckSuite(folder_.path() / "problems/twice", wrong, "2>&1");
  EXPECT_EQ(report.status, 1) << report.out;
  EXPECT_THAT(report.out, HasSubstr("twice(1)"));
}

}  // namespace
}  // namespace grader
