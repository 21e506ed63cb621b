#include "grader/problem/catalogue.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class CatalogueTest : public ::testing::Test {
 protected:
  // A problem; without a number if that is 0.
  void Add(const std::string& id, int number) {
    folder_.Write(
        id + "/problem.yaml",
        absl::StrCat("id: ", id, "\ntitle: T\ndifficulty: easy\n",
                     number == 0 ? "" : absl::StrCat("number: ", number, "\n"),
                     "cases: [{name: one, expect: {exit_code: 0}}]\n"));
  }

  std::string Message(const absl::Status& status) const {
    return std::string(status.message());
  }

  TemporaryFolder folder_;
};

TEST_F(CatalogueTest, SortsByNumberThenId) {
  Add("d", 0);
  Add("c", 1);
  Add("b", 10);
  Add("a", 2);
  Add("e", 0);
  folder_.Write("support/cpp/driver.h", "");
  folder_.Write("README.md", "");
  const auto problems = LoadCatalogue(folder_.path());
  ASSERT_TRUE(problems.ok()) << problems.status();
  std::vector<std::string> ids;
  for (const Problem& problem : *problems) ids.push_back(problem.id);
  EXPECT_THAT(ids, ElementsAre("c", "a", "b", "d", "e"));
}

TEST_F(CatalogueTest, CollectsTheErrorsOfAllProblems) {
  Add("good", 1);
  folder_.Write("bad/problem.yaml", "id: bad\n");
  folder_.Write("worse/problem.yaml", "[");
  const auto problems = LoadCatalogue(folder_.path());
  EXPECT_EQ(problems.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Message(problems.status()), HasSubstr("/bad/problem.yaml:1:1"));
  EXPECT_THAT(Message(problems.status()), HasSubstr("/worse/problem.yaml:1:"));
}

TEST_F(CatalogueTest, ANumberBelongsToOneProblem) {
  Add("a", 7);
  Add("b", 7);
  Add("c", 9);
  EXPECT_THAT(
      Message(LoadCatalogue(folder_.path()).status()),
      AllOf(HasSubstr("/a/problem.yaml:4:9: error: number 7 is that of \"b\", "
                      "too; 10 is free\n    4 | number: 7"),
            HasSubstr("/b/problem.yaml:4:9: error: number 7 is that of \"a\", "
                      "too"),
            Not(HasSubstr("/c/problem.yaml"))));
  const auto found = FindProblem(folder_.path(), "7");
  EXPECT_EQ(found.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Message(found.status()), HasSubstr("two problems"));
}

TEST_F(CatalogueTest, WithoutAFolderThereIsNothing) {
  const auto problems = LoadCatalogue(folder_.path() / "none");
  EXPECT_EQ(problems.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(FindProblem(folder_.path() / "none", "a").status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(CatalogueTest, FindsByIdNumberAndFolder) {
  Add("concurrent-requests", 2);
  Add("health-check", 4);
  Add("2048", 5);
  const fs::path& problems = folder_.path();
  EXPECT_EQ(*FindProblem(problems, "concurrent-requests"),
            problems / "concurrent-requests");
  EXPECT_EQ(*FindProblem(problems, "2"), problems / "concurrent-requests");
  EXPECT_EQ(*FindProblem(problems, "04"), problems / "health-check");
  EXPECT_EQ(*FindProblem(problems, "2048"), problems / "2048");

  const TemporaryFolder elsewhere;
  elsewhere.Write("own/problem.yaml", "");
  const fs::path own = elsewhere.path() / "own";
  EXPECT_EQ(*FindProblem(problems, own), own);
  EXPECT_EQ(*FindProblem(problems, own / "problem.yaml"), own);
  EXPECT_EQ(*FindProblem("/none", own), own);
}

TEST_F(CatalogueTest, FindsABrokenProblemByItsName) {
  folder_.Write("broken/problem.yaml", "[");
  EXPECT_TRUE(FindProblem(folder_.path(), "broken").ok());
}

TEST_F(CatalogueTest, ABrokenProblemDoesNotHideTheNumbersOfOthers) {
  folder_.Write("broken/problem.yaml", "[");
  Add("good", 3);
  EXPECT_EQ(*FindProblem(folder_.path(), "3"), folder_.path() / "good");
}

TEST_F(CatalogueTest, AnUnknownNameGetsASuggestion) {
  Add("concurrent-requests", 2);
  const auto found = FindProblem(folder_.path(), "concuren-requests");
  EXPECT_EQ(found.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Message(found.status()),
            "no problem \"concuren-requests\"; did you mean "
            "\"concurrent-requests\"?\n`grader list` shows them all");
  for (const char* name : {"", "99", "xyz", "99999999999999999999"}) {
    const auto none = FindProblem(folder_.path(), name);
    EXPECT_EQ(none.status().code(), absl::StatusCode::kNotFound) << name;
    EXPECT_THAT(Message(none.status()), Not(HasSubstr("did you mean")));
    EXPECT_THAT(Message(none.status()), HasSubstr("grader list"));
  }
}

TEST_F(CatalogueTest, AFolderWithoutAProblemIsSaidToBeOne) {
  const auto found = FindProblem(folder_.path(), folder_.path().string());
  EXPECT_EQ(found.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Message(found.status()), HasSubstr("holds no problem.yaml"));
}

}  // namespace
}  // namespace grader
