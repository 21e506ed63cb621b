// Packages that are not quite as the format has them, as tools of the field
// read them all the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <variant>

#include "grader/problem/author_files.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

TEST(PackageVariantsTest, DraftsOfTheFormatAndLanguagesUnknownHereAreRead) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "problem_format_version: 2023-07-draft\n"
               "type: pass-fail interactive\nlimits: {time_limit: 1}\n");
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  folder.Write("p/output_validator/check.py", "");
  folder.Write("p/submissions/accepted/a.php", "");
  folder.Write("p/submissions/submissions.yaml", "\n");
  const fs::path package = folder.path() / "p";
  auto problem = LoadProblem(package);
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_TRUE(std::get<Checker>(*problem->cases[0].expect.out).interactive);
  folder.Write("p/submissions/submissions.yaml",
               "accepted/a.php: {language: php}\n");
  problem = LoadProblem(package);
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(FindAuthorFiles(*problem).examples.at(0).rule.language, "php");
  folder.Write("p/submissions/submissions.yaml",
               "accepted/a.php: {language: phq}\n");
  EXPECT_THAT(std::string(LoadProblem(package).status().message()),
              HasSubstr("is written in \"phq\""));
}

// As DOMjudge has it.
TEST(PackageVariantsTest, EntryPointsBesideTheMetadataAreRead) {
  const auto package =
      LoadProblem(GRADER_SOURCE_DIR "/fixtures/packages/legacy-much-output");
  ASSERT_TRUE(package.ok()) << package.status();
  std::string entry_point;
  for (const Example& one : FindAuthorFiles(*package).examples) {
    if (one.path.filename() == "sourced") entry_point = one.rule.entry_point;
  }
  EXPECT_EQ(entry_point, "starts.sh");
}

TEST(PackageVariantsTest, OwnValidatorMayLieWhereNewerPackagesHaveIt) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "name: P\nvalidation: custom\nlimits: {time_limit: 1}\n");
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  folder.Write("p/output_validator/check.py", "");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  const auto& checker = std::get<Checker>(*problem->cases[0].expect.out);
  EXPECT_EQ(checker.program.filename(), "output_validator");
}

}  // namespace
}  // namespace grader
