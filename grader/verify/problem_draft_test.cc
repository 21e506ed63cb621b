#include "grader/verify/problem_draft.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "grader/problem/language.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> Paths(const std::vector<DraftFile>& files) {
  std::vector<std::string> paths;
  for (const DraftFile& file : files) paths.push_back(file.path);
  return paths;
}

TEST(DraftProblemTest, HasEveryFolderOfAProblem) {
  const auto files = DraftProblem("two-sums", "stdin", {"cpp", "python"});
  ASSERT_TRUE(files.ok()) << files.status();
  const std::vector<std::string> paths = Paths(*files);
  for (const char* path :
       {"problems/two-sums/problem.yaml", "problems/two-sums/statement.md",
        "starters/two-sums/solution.cpp", "solutions/two-sums/solution.py",
        "fixtures/problems/two-sums/submissions.yaml"}) {
    EXPECT_THAT(paths, Contains(path));
  }
}

TEST(DraftProblemTest, NoPlaceholderIsLeft) {
  for (const char* kind : {"stdin", "functions"}) {
    const auto files = DraftProblem("two-sums", kind, {"cpp", "python"});
    ASSERT_TRUE(files.ok()) << files.status();
    for (const DraftFile& file : *files) {
      EXPECT_THAT(file.content, Not(HasSubstr("{{"))) << file.path;
      EXPECT_THAT(file.path, Not(HasSubstr("ID")));
      EXPECT_THAT(file.path, Not(HasSubstr("NAME")));
    }
  }
}

TEST(DraftProblemTest, EveryLanguageOfTheTableHasAllItsFiles) {
  for (const Language& language : *BuiltInLanguages()) {
    const auto files = DraftProblem("sum", "stdin", {language.name});
    ASSERT_TRUE(files.ok()) << files.status();
    const std::string end = language.extensions[0];
    const std::string examples = "fixtures/problems/sum/";
    for (const std::string& path :
         {"starters/sum/solution" + end, "solutions/sum/solution" + end,
          examples + "accepted/reads_all_at_once" + end,
          examples + "rejected/two_at_most" + end,
          examples + "rejected/nothing_for_nothing" + end,
          examples + "rejected/drops_signs" + end}) {
      EXPECT_THAT(Paths(*files), Contains(path)) << language.name;
    }
  }
}

TEST(DraftProblemTest, OfTwoLanguagesWithOneExtensionTheEarlierIsMeant) {
  const auto perl = DraftProblem("sum", "stdin", {"perl"});
  const auto prolog = DraftProblem("sum", "stdin", {"prolog"});
  ASSERT_TRUE(perl.ok() && prolog.ok());
  EXPECT_THAT(Paths(*perl), Contains("starters/sum/solution.pl"));
  EXPECT_THAT(Paths(*prolog), Not(Contains("starters/sum/solution.pl")));
}

TEST(DraftProblemTest, FunctionsAreNotInEveryLanguageAndThatIsSaid) {
  const auto files = DraftProblem("sum", "functions", {"python", "java"});
  EXPECT_EQ(files.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(files.status().message()),
              HasSubstr("in cpp and python, not in java"));
}

TEST(DraftProblemTest, OnlyTheLanguagesAskedFor) {
  const auto files = DraftProblem("two-sums", "functions", {"python"});
  ASSERT_TRUE(files.ok()) << files.status();
  const std::vector<std::string> paths = Paths(*files);
  for (const std::string& path : paths) {
    EXPECT_FALSE(absl::EndsWith(path, ".cpp")) << path;
    EXPECT_FALSE(absl::EndsWith(path, ".h")) << path;
  }
  EXPECT_THAT(paths, Contains("problems/two-sums/driver.py"));
  EXPECT_THAT(paths,
              Contains("fixtures/problems/two-sums/rejected/rests_first.py"));

  const auto cpp = DraftProblem("two-sums", "functions", {"cpp"});
  ASSERT_TRUE(cpp.ok()) << cpp.status();
  EXPECT_THAT(Paths(*cpp),
              Contains("fixtures/problems/two-sums/rejected/rests_first.cpp"));
  EXPECT_THAT(Paths(*cpp), Not(Contains("problems/two-sums/driver.py")));
}

// The author cuts an interface down to other languages by hand.
TEST(DraftProblemTest, ProblemNamesItsLanguages) {
  const auto files = DraftProblem("two-sums", "functions", {"cpp", "python"});
  ASSERT_TRUE(files.ok()) << files.status();
  for (const DraftFile& file : *files) {
    if (!absl::EndsWith(file.path, "problem.yaml")) continue;
    EXPECT_THAT(file.content, HasSubstr("languages: [cpp, python]\n"));
  }
}

TEST(DraftProblemTest, WrongArgumentsAreTold) {
  EXPECT_THAT(
      std::string(
          DraftProblem("Two Sums", "stdin", {"cpp"}).status().message()),
      HasSubstr("lower-case words"));
  EXPECT_THAT(
      std::string(DraftProblem("x", "stdin", {"cobol"}).status().message()),
      HasSubstr("unknown language \"cobol\""));
  EXPECT_THAT(
      std::string(DraftProblem("x", "stdn", {"cpp"}).status().message()),
      HasSubstr("expected stdin, functions, lesson or quiz"));
  EXPECT_FALSE(DraftProblem("x", "stdin", {}).ok());
}

}  // namespace
}  // namespace grader
