// Every problem.yaml there is, held to what should become of it: those in
// problems/ and fixtures/yaml/valid load, each in fixtures/yaml/invalid gives
// exactly the errors in its expected.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = GRADER_SOURCE_DIR;

std::vector<fs::path> FoldersWithProblem(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (fs::exists(entry.path() / "problem.yaml")) found.push_back(entry);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string NameOf(const ::testing::TestParamInfo<fs::path>& info) {
  return absl::StrReplaceAll(info.param.filename().string(),
                             {{"-", "_"}, {".", "_"}});
}

class GoodProblemFileTest : public ::testing::TestWithParam<fs::path> {};

TEST_P(GoodProblemFileTest, Loads) {
  const absl::StatusOr<Problem> problem = LoadProblem(GetParam());
  ASSERT_TRUE(problem.ok()) << problem.status().message();
  EXPECT_EQ(problem->directory, fs::canonical(GetParam()));
  EXPECT_FALSE(problem->cases.empty());
}

INSTANTIATE_TEST_SUITE_P(Problems, GoodProblemFileTest,
                         ::testing::ValuesIn(FoldersWithProblem(kRoot /
                                                                "problems")),
                         NameOf);
INSTANTIATE_TEST_SUITE_P(
    Fixtures, GoodProblemFileTest,
    ::testing::ValuesIn(FoldersWithProblem(kRoot / "fixtures/yaml/valid")),
    NameOf);

class BadProblemFileTest : public ::testing::TestWithParam<fs::path> {};

TEST_P(BadProblemFileTest, GivesTheExpectedErrors) {
  const auto expected = ReadFile(GetParam() / "expected.txt");
  ASSERT_TRUE(expected) << "expected.txt is missing";

  const absl::StatusOr<Problem> problem = LoadProblem(GetParam());
  ASSERT_FALSE(problem.ok());
  EXPECT_EQ(problem.status().code(), absl::StatusCode::kInvalidArgument);
  const std::string actual = absl::StrReplaceAll(
      problem.status().message(), {{GetParam().string() + "/", ""}});
  EXPECT_EQ(actual + "\n", *expected);
}

INSTANTIATE_TEST_SUITE_P(
    Fixtures, BadProblemFileTest,
    ::testing::ValuesIn(FoldersWithProblem(kRoot / "fixtures/yaml/invalid")),
    NameOf);

TEST(ShippedProblemsTest, FormACatalogue) {
  const auto problems = LoadCatalogue(kRoot / "problems");
  EXPECT_TRUE(problems.ok()) << problems.status().message();
}

}  // namespace
}  // namespace grader
