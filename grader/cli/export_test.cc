// Problems as ICPC packages, from the command line: what is written verifies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class ExportTest : public ::testing::Test {
 protected:
  Finished Export(const std::string& problem) {
    return Grader(absl::StrCat("export ", problem, " --icpc --output ",
                               package_.string(), " --course ",
                               GRADER_SOURCE_DIR "/fixtures/examples"));
  }
  std::string Text(const std::string& file) {
    return ReadFile(package_ / file).value_or("(no such file)");
  }

  TemporaryFolder folder_;
  const fs::path package_ = folder_.path() / "package";
};

TEST_F(ExportTest, ProblemWithACheckerVerifiesAsAPackage) {
  const Finished told = Export("checker");
  ASSERT_EQ(told.status, 0) << told.out;
  EXPECT_THAT(told.out, AllOf(HasSubstr("note: hints are left out"),
                              HasSubstr("note: points are whole in a package: "
                                        "all are 10 times as many")));
  EXPECT_THAT(Text("problem.yaml"),
              AllOf(HasSubstr("problem_format_version: 2025-09\n"),
                    HasSubstr("type: [\"scoring\"]"),
                    HasSubstr("name: {en: \"No neighbours\"}"),
                    HasSubstr("languages: [\"python3\"]"),
                    HasSubstr("  memory: 256\n")));
  EXPECT_EQ(Text("data/sample/01-six-numbers.in"), "6");
  EXPECT_EQ(Text("data/secret/01-six-numbers/test_group.yaml"),
            "max_score: 25\nscore_aggregation: min\n");
  EXPECT_THAT(Text("statement/problem.en.md"), HasSubstr("Read a number"));
  const Finished proof =
      Grader(absl::StrCat("verify ", package_.string(), " --format json"));
  EXPECT_EQ(proof.status, 0) << proof.out;
  // It is not written over.
  const Finished again = Export("checker");
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.out, HasSubstr("is there already"));
}

TEST_F(ExportTest, GroupsAreGroups) {
  const Finished told = Export("groups");
  ASSERT_EQ(told.status, 0) << told.out;
  EXPECT_EQ(Text("data/secret/01-one-run/test_group.yaml"),
            "max_score: 4\nscore_aggregation: pass-fail\n");
  EXPECT_EQ(Text("data/secret/01-one-run/02-runs-of-one.ans"), "1\n");
  EXPECT_THAT(Text("data/secret/03-at-the-beginning/04-at-the-end.yaml"),
              AllOf(HasSubstr("space_change_sensitive"),
                    HasSubstr("hint: \"The longest run may be the last.\"")));
  const Finished proof =
      Grader(absl::StrCat("verify ", package_.string(), " --format json"));
  EXPECT_EQ(proof.status, 0) << proof.out;
}

TEST_F(ExportTest, WhatAPackageCannotSayIsRefused) {
  const Finished bonus = Export("bonus");
  EXPECT_EQ(bonus.status, 2);
  EXPECT_THAT(bonus.out, HasSubstr("case \"no number\", which is a bonus: a "
                                   "package cannot say that"));
  EXPECT_THAT(Export("constructs").out, HasSubstr("forbid and require"));
  EXPECT_THAT(Export("in-order").out, HasSubstr("an interface"));
  EXPECT_THAT(Export("suite").out, HasSubstr("tests that are its cases"));
  EXPECT_FALSE(fs::exists(package_));
}

}  // namespace
}  // namespace grader
