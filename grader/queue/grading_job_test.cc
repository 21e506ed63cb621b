#include "grader/queue/grading_job.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "grader/problem/max_points.h"
#include "grader/queue/sent_jobs.h"

namespace grader {
namespace {

GradingJob AJob() {
  return {"1.0.0", "echo", "p", "s", "python", ClockKind::kVirtual, false};
}

TEST(GradingJobTest, TravelsAsJson) {
  GradingJob job = AJob();
  job.clock = ClockKind::kReal;
  job.reveal = true;
  job.both_views = true;
  job.again = "7 of March";
  const auto again = JobFromJson(ToJson(job));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*again, job);
}

TEST(GradingJobTest, WhatIsNoJobIsRefused) {
  for (const char* text :
       {"", "{", "[]", "{}", "{\"schema\":\"grader.job/1\"}",
        "{\"schema\":\"grader.job/2\"}", "{\"schema\":1}", "\xff"}) {
    EXPECT_FALSE(JobFromJson(text).ok()) << text;
  }
}

TEST(GradingJobTest, IdChangesWithEachPart) {
  GradingJob job = AJob();
  std::string id = JobId(job);
  const auto changed = [&] { return id != std::exchange(id, JobId(job)); };
  EXPECT_FALSE(changed());
  job.grader = "1.0.1";
  EXPECT_TRUE(changed());
  job.problem_set = "q";
  EXPECT_TRUE(changed());
  job.submission = "t";
  EXPECT_TRUE(changed());
  job.language = "cpp";
  EXPECT_TRUE(changed());
  job.clock = ClockKind::kReal;
  EXPECT_TRUE(changed());
  job.reveal = true;
  EXPECT_TRUE(changed());
  job.both_views = true;
  EXPECT_TRUE(changed());
  job.again = "1";
  EXPECT_TRUE(changed());
}

TEST(GradingJobTest, SubjectPartsDifferAndHoldNoWildcard) {
  const auto part = [](const std::string& language) {
    return SubjectPart({"1.0.0", ClockKind::kVirtual, language});
  };
  EXPECT_EQ(part("python"), "1_2e0_2e0-virtual-python");
  EXPECT_EQ(part("*.>"), "1_2e0_2e0-virtual-_2a_2e_3e");
  EXPECT_NE(part("a_2e"), part("a."));
}

class CanBeOfTest : public ::testing::Test {
 protected:
  CanBeOfTest() {
    problem_.id = "echo";
    problem_.cases.resize(1);
    result_.problem = "echo";
    result_.language = "python";
    result_.verdict = "accepted";
    result_.score = 1;
    result_.max_score = MaxPoints(problem_);
  }

  bool CanBe() const { return CanBeOf(problem_, "python", result_); }

  Problem problem_;
  Result result_;
};

TEST_F(CanBeOfTest, ItsOwn) { EXPECT_TRUE(CanBe()); }

TEST_F(CanBeOfTest, NotOfAnotherProblem) {
  result_.problem = "other";
  EXPECT_FALSE(CanBe());
}

TEST_F(CanBeOfTest, NotInAnotherLanguage) {
  result_.language = "cpp";
  EXPECT_FALSE(CanBe());
}

TEST_F(CanBeOfTest, NotWithMorePointsThanThereAre) {
  result_.score = 2;
  EXPECT_FALSE(CanBe());
}

TEST_F(CanBeOfTest, NotWithAnUnknownVerdict) {
  result_.verdict = "fine";
  EXPECT_FALSE(CanBe());
}

}  // namespace
}  // namespace grader
