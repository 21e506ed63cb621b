// What authors and instructors write wrongly outside problem.yaml, and what
// they are told: fixtures/yaml/mistakes/units.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"
#include "grader/testing/yaml_mistakes.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(UnitMistakesTest, EachIsToldWithItsPlaceAndItsCure) {
  const TemporaryFolder folder;
  const fs::path course = folder.path() / "course";
  fs::copy(MistakesFolder() / "course", course, fs::copy_options::recursive);
  const std::vector<YamlMistake> mistakes =
      ReadMistakes(MistakesFolder() / "units.txt");
  EXPECT_GT(mistakes.size(), 30u);
  for (const YamlMistake& mistake : mistakes) {
    const auto told = [&] {
      return Shell(absl::StrCat("cd '", course.string(),
                                "' && '" GRADER_BINARY_DIR "/grader' ",
                                mistake.command))
          .out;
    };
    EXPECT_THAT(ToldOf(mistake, course, told), HasSubstr(mistake.cure))
        << mistake.name;
    // So that what is told is the mistake's.
    EXPECT_THAT(told(), Not(HasSubstr(": error: "))) << mistake.command;
  }
}

}  // namespace
}  // namespace grader
