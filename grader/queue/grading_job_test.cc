#include "grader/queue/grading_job.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grader/problem/max_points.h"
#include "grader/queue/sent_jobs.h"
#include "grader/queue/worker_state.h"

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
  job.linters = {"pycodestyle", "clang-tidy-14|clang-tidy"};
  job.packed = std::string("a\0\xff\n", 4);
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
  job.packed = "t itself";
  EXPECT_FALSE(changed()) << "its name is in it";
}

TEST(GradingJobTest, NeedsTravelAsJson) {
  JobNeeds needs = {"1.0.0", ClockKind::kReal, "python", {"a|b", "c"}};
  const auto again = NeedsFromJson(ToJson(needs));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*again, needs);
  EXPECT_FALSE(NeedsFromJson("{}").ok());
  EXPECT_FALSE(NeedsFromJson(ToJson(AJob())).ok());
  EXPECT_EQ(Words(needs), "python, the real clock, grader 1.0.0, a or b, c");
}

TEST(GradingJobTest, LintersArePartOfWhatIsNeeded) {
  GradingJob job = AJob();
  const std::string id = JobId(job);
  const std::string without = SubjectPart(NeedsOf(job));
  job.linters = {"a"};
  const std::string with = SubjectPart(NeedsOf(job));
  EXPECT_NE(with, without);
  job.linters = {"a.*>"};
  EXPECT_NE(SubjectPart(NeedsOf(job)), with);
  EXPECT_EQ(SubjectPart(NeedsOf(job)).find_first_of(".*> "), std::string::npos);
  EXPECT_EQ(JobId(job), id) << "they follow from the problem set";
  WorkerState worker;
  worker.grader = job.grader;
  worker.languages = {job.language};
  EXPECT_FALSE(worker.Has(NeedsOf(job)));
  worker.linters = {"b", "a.*>"};
  EXPECT_TRUE(worker.Has(NeedsOf(job)));
  job.linters = {};
  EXPECT_TRUE(worker.Has(NeedsOf(job)));
}

TEST(GradingJobTest, LintersAreThoseOfTheLanguageByTheirPrograms) {
  Submission submission;
  submission.language.name = "python";
  for (const char* const name :
       {"pyflakes", "clang-tidy", "pycodestyle", "pyflakes"}) {
    submission.deductions.emplace_back().linter = name;
  }
  submission.deductions.emplace_back().warning = "unused-variable";
  auto own = std::make_shared<Linter>();
  own->languages = {{"python", {}}};
  own->programs = {"mine", "ours"};
  submission.deductions.emplace_back().linter = "own";
  submission.deductions.back().own_linter = own;
  EXPECT_EQ(
      LintersOf(submission),
      (std::vector<std::string>{"mine|ours", "pycodestyle", "pyflakes3"}));
  EXPECT_TRUE(HasLinter("no-such-program|sh"));
  EXPECT_FALSE(HasLinter("no-such-program"));
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
