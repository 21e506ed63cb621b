// Suites of tests as cases, from the command line: the example holds, and what
// would forge a result is not accepted where the suite shares the process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

const fs::path kExamples = GRADER_SOURCE_DIR "/fixtures/examples";
const fs::path kSubmissions = kExamples / "fixtures/problems/suite";

Finished Check(const fs::path& problem, const fs::path& submission,
               const std::string& more = "") {
  return Grader(absl::StrCat("check '", problem.string(), "' '",
                             submission.string(), "' ", more));
}

// A course with the example's problem, to be changed.
class SuiteCourse : public ::testing::Test {
 protected:
  SuiteCourse() : problem_(folder_.path() / "problems/suite") {
    for (const char* part : {"problems", "solutions", "starters"}) {
      fs::create_directories(folder_.path() / part);
      fs::copy(kExamples / part / "suite", folder_.path() / part / "suite",
               fs::copy_options::recursive);
    }
  }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(problem_ / name) << text;
  }

  void WriteSuite(const std::string& text) {
    Write("tally_test.py", text);
    Write("problem.yaml",
          "id: suite\ntitle: Tally\ndifficulty: easy\n"
          "suite: {framework: unittest, file: tally_test.py}\n");
  }

  TemporaryFolder folder_;
  fs::path problem_;
};

TEST(SuiteTest, ReportHasTheTestsSourceAndWhereItRan) {
  const Finished report =
      Check(kExamples / "problems/suite",
            kSubmissions / "rejected/counts_once.py", "--format json");
  EXPECT_EQ(report.status, 1) << report.out;
  const json object = json::parse(report.out);
  ASSERT_EQ(object["cases"].size(), 6u);
  const json& first = object["cases"][0];
  EXPECT_EQ(first["name"], "WordsTest.test_counts_each_word");
  EXPECT_EQ(first["reason"], "test");
  EXPECT_THAT(first["message"].get<std::string>(),
              HasSubstr("tally_test.py:13: "));
  EXPECT_EQ(first["test"]["process"], "apart");
  EXPECT_EQ(first["test"]["line"], 11);
  EXPECT_THAT(first["test"]["code"].get<std::string>(),
              HasSubstr("def test_counts_each_word(self):"));
  EXPECT_EQ(first["stdout"], "");
  EXPECT_EQ(object["cases"][5]["test"]["process"], "shared");
  EXPECT_EQ(object["score"], 7);
}

TEST(SuiteTest, EveryFormatIsWritten) {
  for (const char* format : {"text", "html", "junit", "github", "classroom",
                             "gradescope", "exercism", "check50", "trace"}) {
    const Finished report = Check(kExamples / "problems/suite",
                                  kSubmissions / "rejected/counts_once.py",
                                  absl::StrCat("--format ", format));
    EXPECT_EQ(report.status, 1) << format;
    EXPECT_THAT(report.out, HasSubstr(absl::string_view(format) == "trace"
                                          ? "test_share"
                                          : "test_counts_each_word"))
        << format;
  }
}

TEST(SuiteTest, IsolationIsRefusedWhereATestSharesTheProcess) {
  const Finished report =
      Check(kExamples / "problems/suite", kExamples / "solutions/suite",
            "--require-isolation 2>&1");
  EXPECT_EQ(report.status, 3) << report.out;
  EXPECT_THAT(report.out,
              HasSubstr("suite in the submission's process: what the test "
                        "TallyTest.test_show reports is a claim"));
}

TEST_F(SuiteCourse, NothingForgedIsAcceptedInASharedProcess) {
  Write("problem.yaml",
        "id: suite\ntitle: Tally\ndifficulty: easy\nsuite: {framework: "
        "unittest, file: tally_test.py, process: shared}\n");
  const Finished right = Check(problem_, kExamples / "solutions/suite");
  EXPECT_EQ(right.status, 0) << right.out;
  for (const auto& forged : fs::directory_iterator(kSubmissions / "forged")) {
    const Finished report =
        Check(problem_, forged.path(), "--case TallyTest.test_unknown_word");
    EXPECT_EQ(report.status, 1) << forged.path() << report.out;
  }
}

// Where unittest would have the object decide itself.
TEST_F(SuiteCourse, ObjectsOfTheSubmissionsDecideNothing) {
  WriteSuite(
      "import unittest\nfrom tally import Box, names\n\n\n"
      "class BoxTest(unittest.TestCase):\n"
      "    def test_in(self):\n        self.assertIn('x', names())\n\n"
      "    def test_not_in(self):\n        self.assertNotIn('y', names())\n\n"
      "    def test_with(self):\n        with Box() as box:\n"
      "            self.assertEqual(box.get(), 42)\n");
  const auto solution = [&](const std::string& names, const std::string& rest) {
    return absl::StrCat(
        "import collections\n\n\ndef names():\n    return ", names,
        "\n\n\nclass Box:\n    def __enter__(self):\n"
        "        return self\n\n    def __exit__(self, *what):\n"
        "        return ",
        rest, "\n");
  };
  const std::string right =
      solution("['x']", "None\n\n    def get(self):\n        return 42");
  std::ofstream(folder_.path() / "solutions/suite/solution.py") << right;
  const auto mine = [&](const std::string& text) {
    return Check(problem_, folder_.Write("mine/tally.py", text),
                 "--format json");
  };
  const Finished accepted =
      mine(solution("collections.Counter(['x'])",
                    "None\n\n    def get(self):\n        return 42"));
  EXPECT_EQ(accepted.status, 0) << accepted.out;
  const Finished refused =
      mine(solution("Box()",
                    "True\n\n    def get(self):\n        return 0\n\n"
                    "    def __contains__(self, item):\n        return True"));
  EXPECT_EQ(refused.status, 1) << refused.out;
  EXPECT_EQ(json::parse(refused.out)["score"], 0) << refused.out;
}

TEST_F(SuiteCourse, SuiteOfAModuleOfPythonsOwnIsTold) {
  fs::rename(problem_ / "tally_test.py", problem_ / "statistics_test.py");
  Write("statistics_test.py",
        "import unittest\nfrom statistics import mean\n\n\n"
        "class MeanTest(unittest.TestCase):\n    def test_mean(self):\n"
        "        self.assertEqual(mean([1, 3]), 2)\n");
  Write("problem.yaml",
        "id: suite\ntitle: Mean\ndifficulty: easy\n"
        "suite: {framework: unittest, file: statistics_test.py}\n");
  std::ofstream(folder_.path() / "solutions/suite/solution.py")
      << "def mean(numbers):\n    return sum(numbers) / len(numbers)\n";
  const Finished report =
      Check(problem_, folder_.path() / "solutions/suite", "2>&1");
  EXPECT_EQ(report.status, 2) << report.out;
  EXPECT_THAT(report.out, HasSubstr("imports nothing of the program"));
}

TEST_F(SuiteCourse, ChangedFrameworkIsTold) {
  Write("problem.yaml",
        "id: suite\ntitle: Tally\ndifficulty: easy\nsuite: {framework: "
        "unittest, file: tally_test.py, process: shared}\n");
  const Finished report =
      Check(problem_, kSubmissions / "forged/replaces_assertions.py",
            "--case WordsTest.test_of_nothing");
  EXPECT_THAT(report.out, HasSubstr("changed the framework of the tests"));
}

TEST_F(SuiteCourse, SuiteThatCannotBeLoadedIsTheAuthorsMistake) {
  WriteSuite("import unittest\n\nfrom tally import nothing\n");
  const Finished report =
      Check(problem_, kExamples / "solutions/suite", "2>&1");
  EXPECT_EQ(report.status, 2) << report.out;
  EXPECT_THAT(report.out, HasSubstr("tally_test.py:3: error: the suite cannot "
                                    "be loaded with the reference"));
}

TEST_F(SuiteCourse, SuiteWithoutTestsIsTheAuthorsMistake) {
  WriteSuite("import unittest\n");
  const Finished report =
      Check(problem_, kExamples / "solutions/suite", "2>&1");
  EXPECT_EQ(report.status, 2) << report.out;
  EXPECT_THAT(report.out, HasSubstr("the suite has no tests"));
}

TEST_F(SuiteCourse, ClassIsGradedByItsTests) {
  const fs::path handed_in = folder_.path() / "class";
  for (const char* learner : {"ann", "bo"}) {
    fs::create_directories(handed_in / learner);
  }
  fs::copy(kExamples / "solutions/suite/solution.py",
           handed_in / "ann/suite.py");
  fs::copy(kSubmissions / "forged/says_all_passed.py",
           handed_in / "bo/suite.py");
  const Finished graded = Grader(absl::StrCat(
      "batch '", handed_in.string(), "' --problem '", problem_.string(),
      "' --output '", (folder_.path() / "grades").string(), "'"));
  EXPECT_EQ(graded.status, 0) << graded.out;
  std::ifstream book(folder_.path() / "grades/gradebook.csv");
  const std::string text((std::istreambuf_iterator<char>(book)), {});
  EXPECT_THAT(text, HasSubstr("bo,0,0,9,"));
  EXPECT_THAT(text, HasSubstr("ann,9,9,9,"));
  EXPECT_THAT(text, Not(HasSubstr("judge_error")));
}

}  // namespace
}  // namespace grader
