#include "grader/problem/suite_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SuiteReaderTest : public ::testing::Test {
 protected:
  SuiteReaderTest() : problem_(folder_.path() / "problems/leap") {
    fs::create_directories(problem_);
    Write("leap_test.py", "import unittest\n");
  }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(problem_ / name) << text;
  }

  absl::StatusOr<Problem> Load(const std::string& below) {
    Write("problem.yaml",
          "id: leap\ntitle: Leap years\ndifficulty: easy\n" + below);
    return LoadProblem(problem_);
  }

  std::string ErrorOf(const std::string& below) {
    return std::string(Load(below).status().message());
  }

  TemporaryFolder folder_;
  fs::path problem_;
};

TEST_F(SuiteReaderTest, WhatIsNotSaidFollowsFromTheFile) {
  const auto problem =
      Load("suite: {framework: unittest, file: leap_test.py}\n");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->suite->submission, "leap.py");
  EXPECT_FALSE(problem->suite->shared);
  EXPECT_THAT(problem->offered_in, ElementsAre("python"));
  EXPECT_THAT(problem->cases, IsEmpty());
}

TEST_F(SuiteReaderTest, PointsGoByTheFirstPatternThatMatches) {
  const auto problem = Load(
      "suite:\n"
      "  framework: unittest\n"
      "  file: leap_test.py\n"
      "  process: shared\n"
      "  points:\n"
      "    - {tests: \"*century*\", points: 2.5}\n"
      "    - {tests: \"Leap?est.*\", points: 0}\n"
      "    - {tests: \"test_leap[*-True]\", points: 3}\n");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_TRUE(problem->suite->shared);
  EXPECT_EQ(PointsOfTest(*problem->suite, "LeapTest.test_century"),
            Points::Millionths(2'500'000));
  EXPECT_EQ(PointsOfTest(*problem->suite, "LeapTest.test_year"), Points(0));
  EXPECT_EQ(PointsOfTest(*problem->suite, "test_leap[2000-True]"), Points(3));
  EXPECT_EQ(PointsOfTest(*problem->suite, "test_leapT"), Points(1));
  EXPECT_EQ(PointsOfTest(*problem->suite, "Other.test_year"), Points(1));
}

TEST_F(SuiteReaderTest, SuiteThatIsCompiledSharesTheProcess) {
  Write("leap_test.cpp", "#include \"leap.h\"\n");
  for (const char* framework : {"googletest", "catch2", "doctest"}) {
    const auto problem = Load(absl::StrCat("suite: {framework: ", framework,
                                           ", file: leap_test.cpp}\n"));
    ASSERT_TRUE(problem.ok()) << problem.status();
    EXPECT_EQ(problem->suite->submission, "leap.h");
    EXPECT_TRUE(problem->suite->shared);
    EXPECT_THAT(problem->offered_in, ElementsAre("cpp"));
  }
}

TEST_F(SuiteReaderTest, ConftestBesideASuiteOfPytestIsPartOfIt) {
  Write("leap_test.py", "");
  Write("conftest.py", "");
  for (const char* files : {"", ", files: [conftest.py]"}) {
    const auto problem = Load(absl::StrCat(
        "suite: {framework: pytest, file: leap_test.py", files, "}\n"));
    ASSERT_TRUE(problem.ok()) << problem.status();
    EXPECT_THAT(problem->suite->files,
                ElementsAre(problem->directory / "conftest.py"));
  }
  const auto other = Load("suite: {framework: unittest, file: leap_test.py}\n");
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_THAT(other->suite->files, IsEmpty());
}

TEST_F(SuiteReaderTest, SuiteOfNodeTestKnowsTheModuleThatItTests) {
  for (const char* ending : {"mjs", "js"}) {
    Write(absl::StrCat("leap.test.", ending), "");
    const auto problem = Load(absl::StrCat(
        "suite: {framework: node-test, file: leap.test.", ending, "}\n"));
    ASSERT_TRUE(problem.ok()) << problem.status();
    EXPECT_EQ(problem->suite->submission, absl::StrCat("leap.", ending));
    EXPECT_TRUE(problem->suite->shared);
    EXPECT_THAT(problem->offered_in, ElementsAre("javascript"));
  }
}

TEST_F(SuiteReaderTest, TestsAreHiddenByPattern) {
  const auto problem = Load(
      "suite: {framework: unittest, file: leap_test.py, hidden: [\"*edge*\", "
      "\"a[b]\"]}\n");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_TRUE(IsHiddenTest(*problem->suite, "LeapTest.test_edge_of_time"));
  EXPECT_TRUE(IsHiddenTest(*problem->suite, "a[b]"));
  EXPECT_FALSE(IsHiddenTest(*problem->suite, "ab"));
  EXPECT_FALSE(IsHiddenTest(*problem->suite, "LeapTest.test_year"));
}

TEST_F(SuiteReaderTest, MistakesOfSuitesThatAreCompiledAreTold) {
  Write("leap_test.cpp", "");
  EXPECT_THAT(ErrorOf("suite: {framework: googletest, file: leap_test.py}\n"),
              AllOf(HasSubstr("problem.yaml:4:38"),
                    HasSubstr("expected one that ends in .cpp")));
  EXPECT_THAT(ErrorOf("suite: {framework: pytest, file: leap_test.cpp}\n"),
              HasSubstr("expected one that ends in .py"));
  EXPECT_THAT(ErrorOf("suite: {framework: catch2, file: leap_test.cpp, "
                      "submission: leap.cpp}\n"),
              AllOf(HasSubstr("problem.yaml:4:61"),
                    HasSubstr("expected the name of a header")));
  EXPECT_THAT(
      ErrorOf("suite: {framework: catch2, file: leap_test.cpp, "
              "process: apart}\n"),
      AllOf(HasSubstr("problem.yaml:4:58"), HasSubstr("expected shared")));
  EXPECT_THAT(ErrorOf("suite: {framework: libtest, file: leap_test.cpp}\n"),
              HasSubstr("ends in .rs, found \"leap_test.cpp\""));
  EXPECT_THAT(ErrorOf("suite: {framework: gotest, file: leap_test.cpp}\n"),
              AllOf(HasSubstr("problem.yaml:4:34"),
                    HasSubstr("ends in _test.go, found \"leap_test.cpp\"")));
}

TEST_F(SuiteReaderTest, MistakesAreToldWithTheirPlace) {
  EXPECT_THAT(ErrorOf("suite: {framework: unitest, file: leap_test.py}\n"),
              AllOf(HasSubstr("problem.yaml:4:20"), HasSubstr("unittest")));
  EXPECT_THAT(ErrorOf("suite: {framework: unittest, file: gone.py}\n"),
              AllOf(HasSubstr("problem.yaml:4:36"), HasSubstr("gone.py")));
  EXPECT_THAT(ErrorOf("suite: {framework: unittest, file: ../x.py}\n"),
              HasSubstr("problem.yaml:4:36"));
  EXPECT_THAT(ErrorOf("suite: {framework: unittest, file: leap_test.py, "
                      "submission: leap_test.py}\n"),
              HasSubstr("cannot be called as the suite is"));
  EXPECT_THAT(ErrorOf("suite: {framework: unittest, file: leap_test.py}\n"
                      "cases: [{name: one, expect: {stdout: x}}]\n"),
              HasSubstr("suite"));
  EXPECT_THAT(ErrorOf("tags: [years]\n"), HasSubstr("cases, suite"));
  Write("suite_wire.py", "");
  EXPECT_THAT(ErrorOf("suite: {framework: unittest, file: suite_wire.py}\n"),
              HasSubstr("is the grader's own"));
}

TEST(SubmissionNameForTest, IsWhatTheFileTests) {
  EXPECT_EQ(SubmissionNameFor("leap_test.py", "python"), "leap.py");
  EXPECT_EQ(SubmissionNameFor("test_leap.py", "python"), "leap.py");
  EXPECT_EQ(SubmissionNameFor("leap_tests.py", "python"), "leap.py");
  EXPECT_EQ(SubmissionNameFor("checks.py", "python"), "solution.py");
  EXPECT_EQ(SubmissionNameFor("leap_test.cpp", "cpp"), "leap.h");
  EXPECT_EQ(SubmissionNameFor("leap.bats", "bash"), "leap.sh");
  EXPECT_EQ(SubmissionNameFor("leap_test.go", "go"), "leap.go");
  EXPECT_EQ(SubmissionNameFor("LeapTest.java", "java"), "Leap.java");
  EXPECT_EQ(SubmissionNameFor("leap_test.rs", "rust"), "leap.rs");
  EXPECT_EQ(SubmissionNameFor("leap.spec.js", "javascript"), "leap.js");
  EXPECT_EQ(SubmissionNameFor("leap.test.mjs", "javascript"), "leap.mjs");
}

}  // namespace
}  // namespace grader
