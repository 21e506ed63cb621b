#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/suite.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kTests[] =
    "id: leap\n"
    "title: Leap years\n"
    "difficulty: easy\n"
    "tests:\n"
    "  framework: unittest\n"
    "  of: leap.py\n"
    "  right:\n"
    "    - {name: rules, file: right/rules.py}\n"
    "    - {name: table, file: right/table.py, visibility: hidden}\n"
    "  wrong:\n"
    "    - {name: centuries, file: wrong/centuries.py, points: 2.5, why: "
    "All.}\n"
    "    - {name: fours, file: wrong/fours.py}\n";

class TestsReaderTest : public ::testing::Test {
 protected:
  TestsReaderTest() : problem_(folder_.path() / "problems/leap") {
    fs::create_directories(problem_ / "right");
    fs::create_directories(problem_ / "wrong");
    for (const char* file : {"right/rules.py", "right/table.py", "beside.py",
                             "wrong/centuries.py", "wrong/fours.py"}) {
      std::ofstream(problem_ / file) << "# " << file;
    }
  }

  absl::StatusOr<Problem> Load(const std::string& text) {
    std::ofstream(problem_ / "problem.yaml") << text;
    return LoadProblem(problem_);
  }

  // What is said when `was` is `becomes` instead.
  std::string ErrorOf(const std::string& was, const std::string& becomes) {
    const std::string text = absl::StrReplaceAll(kTests, {{was, becomes}});
    EXPECT_NE(text, kTests);
    return std::string(Load(text).status().message());
  }

  TemporaryFolder folder_;
  fs::path problem_;
};

TEST_F(TestsReaderTest, EachImplementationIsACaseAndRightOnesAreTwo) {
  const auto problem = Load(kTests);
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_THAT(problem->offered_in, ElementsAre("python"));
  EXPECT_EQ(problem->suite->with->content, "# right/rules.py");
  std::vector<std::string> names;
  for (const TestCase& one : problem->cases) names.push_back(one.name);
  ASSERT_THAT(names, ElementsAre("rules", "rules, once more", "table",
                                 "table, once more", "centuries", "fours"));
  const TestCase& rules = problem->cases[0];
  EXPECT_EQ(rules.points, Points(0));
  EXPECT_TRUE(rules.test->with.right);
  EXPECT_THAT(rules.needs, IsEmpty());
  EXPECT_EQ(problem->cases[2].visibility, Visibility::kHidden);
  const TestCase& centuries = problem->cases[4];
  EXPECT_EQ(centuries.points, Points::Millionths(2'500'000));
  EXPECT_EQ(centuries.why, "All.");
  EXPECT_FALSE(centuries.test->with.right);
  EXPECT_EQ(centuries.test->with.content, "# wrong/centuries.py");
  EXPECT_THAT(centuries.needs, ElementsAre("rules", "rules, once more", "table",
                                           "table, once more"));
  EXPECT_EQ(problem->cases[5].points, Points(1));
}

// Or the order would tell right from wrong.
TEST_F(TestsReaderTest, BothOrdersAreThoseOfRightAndWrongOnes) {
  const auto problem = Load(kTests);
  ASSERT_TRUE(problem.ok()) << problem.status();
  const auto& cases = problem->cases;
  EXPECT_EQ(cases[0].test->args, cases[2].test->args);
  EXPECT_EQ(cases[1].test->args, cases[3].test->args);
  EXPECT_NE(cases[0].test->args, cases[1].test->args);
  EXPECT_NE(cases[4].test->args, cases[5].test->args);
}

TEST_F(TestsReaderTest, MistakesAreToldWithTheirPlace) {
  EXPECT_THAT(ErrorOf("framework: unittest", "framework: unitest"),
              AllOf(HasSubstr("problem.yaml:5:14"), HasSubstr("unittest")));
  EXPECT_THAT(ErrorOf("of: leap.py", "of: leap.h"),
              AllOf(HasSubstr("problem.yaml:6:7"), HasSubstr("solution.py")));
  EXPECT_THAT(ErrorOf("framework: unittest", "framework: program"),
              AllOf(HasSubstr("problem.yaml:6:7"), HasSubstr("solution.h")));
  EXPECT_THAT(ErrorOf("of: leap.py", "of: ../leap.py"),
              AllOf(HasSubstr("problem.yaml:6:7"), HasSubstr("leap.py")));
  EXPECT_THAT(ErrorOf("of: leap.py", "of: tests.py"),
              AllOf(HasSubstr("problem.yaml:6:7"), HasSubstr("another name")));
  EXPECT_THAT(ErrorOf("of: leap.py", "of: suite_wire.py"),
              HasSubstr("another name"));
  EXPECT_THAT(ErrorOf("of: leap.py", "off: leap.py"),
              AllOf(HasSubstr("\"off\""), HasSubstr("\"of\"")));
  EXPECT_THAT(
      ErrorOf("    - {name: table, file: right/table.py, visibility: hidden}\n",
              ""),
      AllOf(HasSubstr("problem.yaml:8:5"), HasSubstr("add a second one")));
  EXPECT_THAT(ErrorOf("name: fours", "name: rules"),
              AllOf(HasSubstr("problem.yaml:12:14"), HasSubstr("line 8")));
  EXPECT_THAT(ErrorOf("wrong/fours.py", "right/rules.py"),
              AllOf(HasSubstr("problem.yaml:12:27"), HasSubstr("line 8")));
  EXPECT_THAT(ErrorOf("wrong/fours.py", "wrong/gone.py"),
              AllOf(HasSubstr("problem.yaml:12:27"), HasSubstr("gone.py")));
  EXPECT_THAT(ErrorOf("wrong/fours.py", "beside.py"),
              AllOf(HasSubstr("problem.yaml:12:27"), HasSubstr("wrong/")));
  EXPECT_THAT(ErrorOf("wrong/fours.py", "problem.yaml"),
              AllOf(HasSubstr("problem.yaml:12:27"), HasSubstr(".py")));
  EXPECT_THAT(
      ErrorOf("file: wrong/fours.py", "file: wrong/fours.py, points: 0"),
      Not(HasSubstr("point")));
  EXPECT_THAT(
      ErrorOf("  wrong:\n",
              "  wrong:\n    - {name: a, file: wrong/fours.py, pionts: 1}\n"),
      AllOf(HasSubstr("pionts"), HasSubstr("points")));
}

// A module of that name would be what unittest itself imports.
TEST_F(TestsReaderTest, NamesOfStandardModulesAreTaken) {
  EXPECT_THAT(ErrorOf("of: leap.py", "of: json.py"),
              AllOf(HasSubstr("problem.yaml:6:7: error: of: \"json.py\" is the "
                              "name of a module of Python's"),
                    HasSubstr("choose another name, as my_json.py")));
  for (const char* name : {"unittest.py", "_thread.py", "sys.py"}) {
    EXPECT_THAT(ErrorOf("of: leap.py", absl::StrCat("of: ", name)),
                HasSubstr("module of Python's"))
        << name;
  }
  EXPECT_THAT(ErrorOf("of: leap.py", "of: pluggy.py"), IsEmpty());
  EXPECT_THAT(ErrorOf("  framework: unittest\n  of: leap.py",
                      "  framework: pytest\n  of: pluggy.py"),
              HasSubstr("module of Python's"));
  EXPECT_THAT(ErrorOf("  framework: unittest\n  of: leap.py",
                      "  framework: program\n  of: string.h"),
              HasSubstr("problem.yaml:6:7: error: of: \"string.h\" is the name "
                        "of a header of C's"));
}

// Or what a compiler says of the tests would quote it to learners.
TEST_F(TestsReaderTest, FirstRightImplementationCannotBeHidden) {
  EXPECT_THAT(ErrorOf("right/rules.py", "right/rules.py, visibility: hidden"),
              AllOf(HasSubstr("problem.yaml:8:55"), HasSubstr("put it first")));
  EXPECT_THAT(ErrorOf("right/rules.py", "right/rules.py, visibility: visible"),
              IsEmpty());
}

TEST_F(TestsReaderTest, MutantsAreHiddenUnlessTheyAreSaidToBeVisible) {
  const auto problem =
      Load(absl::StrCat(kTests, "  mutants: {most: 7, points: 0.5}\n"));
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->suite->mutants,
            (Mutants{7, Points::Millionths(500'000), false}));
  EXPECT_THAT(std::string(Load(absl::StrCat(kTests, "  mutants: {most: 0}\n"))
                              .status()
                              .message()),
              HasSubstr("problem.yaml:13:19"));
}

TEST_F(TestsReaderTest, NamesOfMutantsAreTaken) {
  EXPECT_THAT(
      ErrorOf("name: fours", "name: mutant 1"),
      HasSubstr("problem.yaml:12:14: error: \"mutant 1\": names that begin "
                "with \"mutant \" are those of mutants"));
}

TEST_F(TestsReaderTest, NameOfASecondTryIsTaken) {
  EXPECT_THAT(ErrorOf("name: fours", "name: \"rules, once more\""),
              AllOf(HasSubstr("problem.yaml:12:14"), HasSubstr("line 8")));
}

}  // namespace
}  // namespace grader
