// Every limit has a folder in fixtures/limits/ with a problem that sets it, a
// program that stays just below it and is accepted, and one that goes beyond
// and is told which limit that was.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "grader/execute/sandbox_runner.h"
#include "grader/grade.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/program_notes.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const fs::path kLimits = fs::path(GRADER_SOURCE_DIR) / "fixtures/limits";

std::string Noted(const ProgramNotes& notes, const std::string& key) {
  const auto note = notes.find(key);
  return note == notes.end() ? "" : note->second;
}

class LimitsTest : public ::testing::TestWithParam<fs::path> {};

TEST_P(LimitsTest, HoldsWhereItIsSet) {
  const ProgramNotes notes =
      ReadProgramNotes(ReadFile(GetParam()).value_or(""));

  const auto problem = LoadProblem(GetParam().parent_path());
  ASSERT_TRUE(problem.ok()) << problem.status();
  const auto submission = LoadSubmission(*problem, GetParam(), "");
  ASSERT_TRUE(submission.ok()) << submission.status();
  auto workspace = Workspace::Create();
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  SandboxRunner runner(GRADER_BINARY_DIR "/grader-sandbox");
  GradeOptions options;
  options.clock =
      Noted(notes, "clock") == "real" ? ClockKind::kReal : ClockKind::kVirtual;
  Cache cache(workspace->path() / "cache", workspace->path(), kMiB);
  const auto report =
      Grade(*problem, *submission, options, {cache, *workspace, runner});
  ASSERT_TRUE(report.ok()) << report.status();
  SCOPED_TRACE(report->verdict.message + report->build.log);
  EXPECT_EQ(VerdictName(report->verdict.word), Noted(notes, "verdict"));
  EXPECT_EQ(report->verdict.reason, Noted(notes, "reason"));
}

INSTANTIATE_TEST_SUITE_P(Each, LimitsTest,
                         ::testing::ValuesIn(ProgramsBelow(kLimits)),
                         [](const auto& program) {
                           return TestNameOf(program.param, kLimits);
                         });

// A limit without a fixture would be noticed by nobody when it fails.
TEST(LimitsFixturesTest, CoverEveryLimit) {
  std::set<std::string> folders;
  for (const fs::path& program : ProgramsBelow(kLimits)) {
    folders.insert(program.parent_path().filename());
    EXPECT_TRUE(fs::exists(program.parent_path() / "under.cpp"));
    EXPECT_TRUE(fs::exists(program.parent_path() / "over.cpp"));
  }
  EXPECT_EQ(folders,
            (std::set<std::string>{"cpu", "disk", "elapsed", "file-size",
                                   "files", "memory", "open-files", "output",
                                   "processes", "stack", "wall"}));
}

}  // namespace
}  // namespace grader
