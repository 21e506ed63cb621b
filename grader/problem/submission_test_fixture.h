// What the tests of submissions share: a problem, and what a hand-in becomes.
#ifndef GRADER_PROBLEM_SUBMISSION_TEST_FIXTURE_H_
#define GRADER_PROBLEM_SUBMISSION_TEST_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "grader/problem/submission.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

class SubmissionTest : public ::testing::Test {
 protected:
  SubmissionTest() {
    problem_.id = "some-problem";
    problem_.directory = folder_.path() / "problems/some-problem";
    std::filesystem::create_directories(problem_.directory);
  }

  void AddDriver(const std::string& name) {
    folder_.Write("problems/some-problem/" + name, "");
  }

  absl::StatusOr<Submission> Load(const std::string& name,
                                  const std::string& language = "") {
    return LoadSubmission(problem_, folder_.path() / name, language);
  }

  Refusal RefusalOf(const std::string& name, const std::string& language = "") {
    const auto submission = Load(name, language);
    EXPECT_TRUE(submission.ok()) << name << ": " << submission.status();
    if (!submission.ok()) return {};
    EXPECT_TRUE(submission->refusal) << name;
    return submission->refusal.value_or(Refusal());
  }

  void ExpectRefused(const std::string& name, const std::string& reason,
                     const std::string& message,
                     const std::string& language = "") {
    const Refusal refusal = RefusalOf(name, language);
    EXPECT_EQ(refusal.reason, reason) << refusal.message;
    EXPECT_THAT(refusal.message, ::testing::HasSubstr(message)) << name;
    EXPECT_THAT(refusal.message,
                ::testing::Not(::testing::HasSubstr(folder_.path().string())));
  }

  // Whether `name` can be graded.
  bool IsTaken(const std::string& name) {
    const auto submission = Load(name);
    EXPECT_TRUE(submission.ok()) << submission.status();
    return submission.ok() && !submission->refusal;
  }

  static std::vector<std::string> Names(const Submission& submission) {
    std::vector<std::string> names;
    for (const SourceFile& file : submission.sources) {
      names.push_back(file.name);
    }
    return names;
  }

  std::vector<std::string> NamesOf(const std::string& name) {
    const auto submission = Load(name);
    EXPECT_TRUE(submission.ok()) << submission.status();
    return submission.ok() ? Names(*submission) : std::vector<std::string>();
  }

  TemporaryFolder folder_;
  Problem problem_;
};

}  // namespace grader

#endif  // GRADER_PROBLEM_SUBMISSION_TEST_FIXTURE_H_
