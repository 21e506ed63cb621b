#include "grader/verify/examples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void Write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

AuthorFiles In(const fs::path& folder) {
  AuthorFiles files;
  files.example_folder = folder;
  return files;
}

TEST(FindExamplesTest, EveryFileHasItsRule) {
  const TemporaryFolder folder;
  Write(folder.path() / "submissions.yaml",
        "accepted/*: {permitted: [AC]}\n"
        "rejected/slow.*: {required: [TLE]}\n");
  Write(folder.path() / "accepted/other.cpp", "");
  Write(folder.path() / "rejected/slow.cpp", "");
  std::vector<std::string> complaints;
  const auto examples = FindExamples(In(folder.path()), complaints);
  EXPECT_THAT(complaints, IsEmpty());
  ASSERT_EQ(examples.size(), 2u);
  EXPECT_TRUE(examples[0].right());
  EXPECT_EQ(examples[1].path.filename(), "slow.cpp");
  EXPECT_FALSE(examples[1].right());
}

TEST(FindExamplesTest, FilesAndRulesAboutNothingAreTold) {
  const TemporaryFolder folder;
  Write(folder.path() / "submissions.yaml", "rejected/slow.*: {}\n");
  Write(folder.path() / "rejected/fast.cpp", "");
  std::vector<std::string> complaints;
  EXPECT_THAT(FindExamples(In(folder.path()), complaints), IsEmpty());
  EXPECT_THAT(
      complaints,
      ElementsAre("rejected/fast.cpp: no rule of submissions.yaml is about it",
                  "submissions.yaml: the rule \"rejected/slow.*\" is about no "
                  "submission"));
}

TEST(FindExamplesTest, BrokenRulesAreTold) {
  const TemporaryFolder folder;
  Write(folder.path() / "submissions.yaml", "a.*: {permited: [AC]}\n");
  std::vector<std::string> complaints;
  FindExamples(In(folder.path()), complaints);
  EXPECT_THAT(complaints, ElementsAre(HasSubstr("unknown key \"permited\"")));
}

TEST(FindExamplesTest, NoFolderNoExamples) {
  const TemporaryFolder folder;
  std::vector<std::string> complaints;
  EXPECT_THAT(FindExamples(In(folder.path() / "none"), complaints), IsEmpty());
  EXPECT_THAT(complaints, IsEmpty());
}

}  // namespace
}  // namespace grader
