#include "grader/course/learner_workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_format.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const fs::path kProblems = fs::path(GRADER_SOURCE_DIR) / "problems";

class LearnerWorkspaceTest : public ::testing::Test {
 protected:
  LearnerWorkspace Workspace(const std::string& language) const {
    return {folder_.path(), kProblems, language};
  }
  std::vector<fs::path> Fill(const std::string& language) const {
    const auto units = LoadCatalogue(kProblems);
    const auto written = FillWorkspace(Workspace(language), *units);
    EXPECT_TRUE(written.ok()) << written.status();
    return written.value_or(std::vector<fs::path>());
  }
  bool Has(const std::string& name) const {
    return fs::exists(folder_.path() / name);
  }

  const TemporaryFolder folder_;
  const fs::path second_ = folder_.path() / "02-concurrent-requests";
};

TEST_F(LearnerWorkspaceTest, CppUnitHoldsAllThatIsNeeded) {
  Fill("cpp");
  for (const char* name : {"statement.md", "solution.cpp",
                           "concurrent_requests.h", "compile_flags.txt"}) {
    EXPECT_TRUE(fs::exists(second_ / name)) << name;
  }
  EXPECT_TRUE(Has("pyrightconfig.json"));
  EXPECT_THAT(ReadFile(second_ / "compile_flags.txt").value_or(""),
              HasSubstr("-I" + (kProblems / "support/cpp").string() + "\n"));
}

TEST_F(LearnerWorkspaceTest, PythonUnitHoldsTheModule) {
  Fill("python");
  EXPECT_TRUE(fs::exists(second_ / "solution.py"));
  EXPECT_TRUE(fs::exists(second_ / "concurrent_requests.py"));
  EXPECT_FALSE(fs::exists(second_ / "compile_flags.txt"));
}

TEST_F(LearnerWorkspaceTest, FilledAgainNothingIsTouched) {
  Fill("cpp");
  std::ofstream(second_ / "solution.cpp") << "mine";
  EXPECT_THAT(Fill("cpp"), IsEmpty());
  EXPECT_EQ(ReadFile(second_ / "solution.cpp"), "mine");
}

TEST_F(LearnerWorkspaceTest, WhatIsMissingIsAdded) {
  Fill("cpp");
  fs::remove(second_ / "statement.md");
  EXPECT_THAT(
      Fill("cpp"),
      ::testing::ElementsAre(fs::path("02-concurrent-requests/statement.md")));
}

TEST_F(LearnerWorkspaceTest, WhereTheCourseWentIsToldToEditors) {
  ASSERT_TRUE(FillWorkspace({folder_.path(), "/elsewhere", "cpp"},
                            *LoadCatalogue(kProblems))
                  .ok());
  std::ofstream(second_ / "compile_flags.txt") << "-DMINE\n";
  EXPECT_THAT(Fill("cpp"),
              ::testing::ElementsAre(fs::path("pyrightconfig.json")));
  EXPECT_THAT(ReadFile(folder_.path() / "pyrightconfig.json").value_or(""),
              HasSubstr((kProblems / "support/python").string()));
  EXPECT_EQ(ReadFile(second_ / "compile_flags.txt"), "-DMINE\n");
}

// What clangd does with compile_flags.txt: one flag per line.
TEST_F(LearnerWorkspaceTest, EditorUnderlinesNothingInAReference) {
  const char kSyntax[] =
      "! command -v clang++-19 >/dev/null || (cd '%s' && xargs -d '\\n' -a "
      "compile_flags.txt clang++-19 -fsyntax-only -Werror '%s')";
  Fill("cpp");
  fs::copy_file(fs::path(GRADER_SOURCE_DIR) /
                    "solutions/concurrent-requests/solution.cpp",
                second_ / "solution.cpp", fs::copy_options::overwrite_existing);
  const Finished checked = Shell(absl::StrFormat(
      kSyntax, second_.string(), (second_ / "solution.cpp").string()));
  EXPECT_EQ(checked.status, 0) << checked.out;
}

TEST_F(LearnerWorkspaceTest, WhatCannotBeWrittenIsNamed) {
  folder_.Write("02-concurrent-requests", "no folder");
  const auto filled =
      FillWorkspace(Workspace("cpp"), *LoadCatalogue(kProblems));
  EXPECT_THAT(std::string(filled.status().message()),
              HasSubstr("02-concurrent-requests/statement.md"));
  EXPECT_FALSE(Has(".grader/workspace.json"));
}

TEST_F(LearnerWorkspaceTest, NoStarterBesideASourceOfAnotherName) {
  Fill("cpp");
  fs::rename(second_ / "solution.cpp", second_ / "mine.cpp");
  EXPECT_THAT(Fill("cpp"), IsEmpty());
}

TEST_F(LearnerWorkspaceTest, IsFoundFromBelow) {
  Fill("python");
  fs::create_directory(second_ / "notes");
  const auto found = FindWorkspace(second_ / "notes");
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->folder, folder_.path());
  EXPECT_EQ(found->language, "python");
  const auto unit = UnitAt(*found, second_ / "notes");
  ASSERT_TRUE(unit.ok()) << unit.status();
  EXPECT_EQ(unit->id, "concurrent-requests");
  EXPECT_EQ(unit->folder, second_);
}

TEST_F(LearnerWorkspaceTest, OutsideOfUnitsThereIsNone) {
  Fill("cpp");
  EXPECT_EQ(UnitAt(Workspace("cpp"), folder_.path()).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(LearnerWorkspaceTest, CourseThatIsGoneIsNamed) {
  LearnerWorkspace workspace = Workspace("cpp");
  workspace.problems = folder_.path() / "nowhere";
  EXPECT_THAT(std::string(UnitAt(workspace, second_).status().message()),
              HasSubstr("the course of this workspace is gone"));
}

TEST_F(LearnerWorkspaceTest, DamagedFileIsNamedWithTheCure) {
  folder_.Write(".grader/workspace.json", "{\"problems\": 3");
  const auto found = FindWorkspace(folder_.path());
  EXPECT_EQ(found.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(found.status().message()),
              HasSubstr("workspace.json is not what `grader start` writes"));
}

}  // namespace
}  // namespace grader
