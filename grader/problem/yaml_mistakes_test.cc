// What authors write wrongly in problem.yaml, and what they are told:
// fixtures/yaml/mistakes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/strip.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/temporary_folder.h"
#include "grader/testing/yaml_mistakes.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class YamlMistakesTest : public ::testing::TestWithParam<const char*> {
 protected:
  YamlMistakesTest() {
    fs::copy(MistakesFolder() / "course", course_, fs::copy_options::recursive);
  }

  TemporaryFolder folder_;
  const fs::path course_ = folder_.path() / "course";
};

TEST_P(YamlMistakesTest, EachIsToldWithItsPlaceAndItsCure) {
  const std::vector<YamlMistake> mistakes =
      ReadMistakes(MistakesFolder() / GetParam());
  EXPECT_GT(mistakes.size(), 10u);
  for (const YamlMistake& mistake : mistakes) {
    ASSERT_EQ(mistake.command, "");
    const fs::path problem = (course_ / mistake.file).parent_path();
    EXPECT_THAT(
        ToldOf(mistake, course_,
               [&] {
                 return std::string(LoadProblem(problem).status().message());
               }),
        HasSubstr(mistake.cure))
        << mistake.name;
    // So that what is told is the mistake's.
    EXPECT_TRUE(LoadProblem(problem).ok()) << mistake.file;
  }
}

INSTANTIATE_TEST_SUITE_P(Lists, YamlMistakesTest,
                         ::testing::Values("sum.txt", "wishes.txt",
                                           "functions.txt", "suites.txt"),
                         [](const ::testing::TestParamInfo<const char*>& info) {
                           return std::string(
                               absl::StripSuffix(info.param, ".txt"));
                         });

}  // namespace
}  // namespace grader
