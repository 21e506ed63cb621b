// ICPC packages as problems, from the command line: the fixtures hold, a
// submission is checked, a folder of packages is listed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPackages = GRADER_SOURCE_DIR "/fixtures/packages";

Finished Grader(const std::string& arguments) {
  return Shell("'" GRADER_BINARY_DIR "/grader' " + arguments);
}

class PackageTest : public ::testing::TestWithParam<const char*> {};

TEST_P(PackageTest, EverySubmissionEndsAsItsFolderSays) {
  const Finished proof = Grader(
      absl::StrCat("verify '", kPackages, "/", GetParam(), "' --format json"));
  EXPECT_EQ(proof.status, 0) << proof.out;
}

INSTANTIATE_TEST_SUITE_P(Each, PackageTest,
                         ::testing::Values("legacy-default", "legacy-floats",
                                           "legacy-exact", "legacy-validator",
                                           "version-2025-09"),
                         [](const auto& row) {
                           std::string name = row.param;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

TEST(PackagesTest, SubmissionInAWrongFolderIsTold) {
  const TemporaryFolder folder;
  fs::copy(kPackages + "/legacy-floats", folder.path() / "floats",
           fs::copy_options::recursive);
  fs::rename(folder.path() / "floats/submissions/wrong_answer",
             folder.path() / "floats/submissions/time_limit_exceeded");
  const Finished proof =
      Grader("verify " + (folder.path() / "floats").string());
  EXPECT_EQ(proof.status, 1) << proof.out;
  EXPECT_THAT(proof.out,
              HasSubstr("the verdict must be TLE; got wrong_answer (stdout)"));
}

TEST(PackagesTest, WhatTheValidatorSaysIsTold) {
  const Finished report =
      Grader(absl::StrCat("check ", kPackages, "/legacy-validator ", kPackages,
                          "/legacy-validator/submissions/accepted/half.py"));
  EXPECT_EQ(report.status, 0) << report.out;
  const TemporaryFolder folder;
  const fs::path wrong = folder.Write("wrong.py", "print(1, 2)\n");
  const std::string check =
      absl::StrCat("check ", kPackages, "/legacy-validator ", wrong.string());
  const Finished told = Grader(check + " --reveal");
  EXPECT_EQ(told.status, 1) << told.out;
  EXPECT_THAT(told.out, HasSubstr("the sum is another"));
  // What it says to the judges, learners do not see.
  const Finished quiet = Grader(check);
  EXPECT_EQ(quiet.status, 1) << quiet.out;
  EXPECT_THAT(quiet.out, Not(HasSubstr("the sum is another")));
}

TEST(PackagesTest, FolderIsListedWithWhatCannotBeRead) {
  const Finished list = Grader("list " + kPackages);
  EXPECT_EQ(list.status, 0) << list.out;
  EXPECT_THAT(list.out, HasSubstr("Longest plank"));
  const TemporaryFolder folder;
  fs::copy(kPackages + "/legacy-floats", folder.path() / "floats",
           fs::copy_options::recursive);
  folder.Write("guess/problem.yaml",
               "problem_format_version: 2025-09\nname: Guess\n"
               "type: interactive\n");
  const Finished part = Grader("list " + folder.path().string());
  EXPECT_EQ(part.status, 2) << part.out;
  EXPECT_THAT(part.out, HasSubstr("Half of it"));
  EXPECT_THAT(part.out,
              HasSubstr("guess/problem.yaml:3:7: error: a problem of "
                        "type \"interactive\": not supported; a submission "
                        "is given its whole input when it starts"));
}

TEST(PackagesTest, LatexIsShownAsText) {
  const Finished shown = Grader("show " + kPackages + "/legacy-floats");
  EXPECT_EQ(shown.status, 0) << shown.out;
  EXPECT_THAT(shown.out, HasSubstr("This statement is LaTeX"));
  EXPECT_THAT(shown.out, HasSubstr("\\problemname{Half of it}"));
}

}  // namespace
}  // namespace grader
