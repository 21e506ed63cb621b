#include "grader/batch/grading_hash.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "grader/problem/load_problem.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Files whose names begin with a dot play no part, but for what is read of this
// one.
TEST(GradingHashTest, TimeLimitInAHiddenFileCounts) {
  const TemporaryFolder folder;
  fs::copy(GRADER_SOURCE_DIR "/fixtures/packages/version-2025-09-no-limit",
           folder.path() / "p", fs::copy_options::recursive);
  const auto hash = [&](const std::string& limit) {
    folder.Write("p/.timelimit", limit);
    const auto problem = LoadProblem(folder.path() / "p");
    EXPECT_TRUE(problem.ok()) << problem.status();
    return HashOfGrading(*problem, GradeOptions(), "runner");
  };
  const std::string one = hash("1\n");
  EXPECT_NE(hash("2\n"), one);
  EXPECT_EQ(hash("1\n"), one);
  EXPECT_EQ(hash("1.0\n"), one) << "it says the same";
  folder.Write("p/.notes", "of the author");
  EXPECT_EQ(hash("1\n"), one);
}

}  // namespace
}  // namespace grader
