// ICPC packages as problems of a course, from the command line.
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

const std::string kPackagesToImport = GRADER_SOURCE_DIR "/fixtures/packages";

class ImportTest : public ::testing::Test {
 protected:
  Finished Import(const std::string& package) {
    return Grader(absl::StrCat("import ", kPackagesToImport, "/", package, " ",
                               course_.string()));
  }
  // What a package has all of.
  Finished Verify(const std::string& part, const std::string& id) {
    return Grader(absl::StrCat("verify --course ", course_.string(), " --only ",
                               part, " ", id));
  }
  std::string Text(const std::string& file) {
    return ReadFile(course_ / file).value_or("(no such file)");
  }

  TemporaryFolder folder_;
  const fs::path course_ = folder_.path() / "course";
};

TEST_F(ImportTest, DefaultValidatorIsAChecker) {
  const Finished told = Import("legacy-default");
  ASSERT_EQ(told.status, 0) << told.out;
  EXPECT_THAT(told.out,
              AllOf(HasSubstr("note: statement.md: the statement is LaTeX"),
                    HasSubstr("note: answer validators are left out")));
  EXPECT_THAT(Text("problems/legacy-default/problem.yaml"),
              AllOf(HasSubstr("title: \"Longest plank\"\n"),
                    HasSubstr("memory: 262144KiB"),
                    HasSubstr("checker: \"compare.py\"")));
  for (const char* part : {"schema", "references", "rejected"}) {
    const Finished proof = Verify(part, "legacy-default");
    EXPECT_EQ(proof.status, 0) << proof.out;
  }
}

TEST_F(ImportTest, FoldersAndInputValidatorsComeAlong) {
  ASSERT_EQ(Import("legacy-default").status, 0);
  EXPECT_THAT(Text("fixtures/problems/legacy-default/submissions.yaml"),
              HasSubstr("\"accepted/parts/\": {permitted: [AC]}"));
  const Finished accepted =
      Grader(absl::StrCat("verify --verbose --only accepted --course ",
                          course_.string(), " legacy-default"));
  EXPECT_EQ(accepted.status, 0) << accepted.out;
  EXPECT_THAT(accepted.out, HasSubstr("accepted/parts"));
  Finished data = Verify("data", "legacy-default");
  EXPECT_EQ(data.status, 0) << data.out;
  folder_.Write("course/problems/legacy-default/data/sample/1.in",
                "1 7\n9 4\n");
  data = Verify("data", "legacy-default");
  EXPECT_EQ(data.status, 1) << data.out;
  EXPECT_THAT(data.out, HasSubstr("data/sample/1.in: input_validators/"));
}

TEST_F(ImportTest, EveryVerdictStaysWhatItWas) {
  for (const char* package :
       {"legacy-exact", "legacy-floats", "legacy-validator",
        "legacy-interactive", "legacy-multi-pass", "legacy-scripts",
        "version-2025-09-multi-pass", "version-2025-09-scripts"}) {
    const Finished told = Import(package);
    ASSERT_EQ(told.status, 0) << told.out;
    for (const char* part : {"schema", "references", "accepted", "rejected"}) {
      const Finished proof = Verify(part, package);
      EXPECT_EQ(proof.status, 0) << package << "\n" << proof.out;
    }
  }
}

TEST_F(ImportTest, WhatAProblemCannotSayIsRefused) {
  const Finished answers = Import("version-2025-09-submit-answer");
  EXPECT_EQ(answers.status, 2);
  EXPECT_THAT(answers.out, HasSubstr("answers that are handed in: a "
                                     "problem.yaml cannot say that"));
  EXPECT_THAT(Import("version-2025-09-included").out,
              HasSubstr("files that every submission is built with"));
  EXPECT_THAT(Import("version-2025-09-scores").out,
              HasSubstr("scores that an output validator gives"));
  EXPECT_FALSE(fs::exists(course_));
}

TEST_F(ImportTest, NothingIsWrittenOver) {
  ASSERT_EQ(Import("legacy-floats").status, 0);
  const Finished again = Import("legacy-floats");
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.out, HasSubstr("is there already"));
}

}  // namespace
}  // namespace grader
