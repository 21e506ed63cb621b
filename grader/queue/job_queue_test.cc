#include "grader/queue/job_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "grader/execute/side_by_side.h"

namespace grader {
namespace {

const Job kAnaFirst = {"a1", "ana"};
const Job kAnaSecond = {"a2", "ana"};
const Job kBo = {"b1", "bo"};

TEST(JobQueueTest, FirstComeFirstServed) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Add(kBo);
  EXPECT_EQ(queue.Take(), kAnaFirst);
  EXPECT_EQ(queue.Take(), kBo);
}

TEST(JobQueueTest, NewerTakesThePlaceOfTheOlder) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Add(kBo);
  queue.Add(kAnaSecond);
  EXPECT_EQ(queue.Ahead("a2"), 0);
  EXPECT_EQ(queue.Ahead("b1"), 1);
  EXPECT_EQ(queue.Ahead("a1"), 2);
  EXPECT_EQ(queue.Take(), kAnaSecond);
  queue.Done(kAnaSecond);
  EXPECT_EQ(queue.Take(), kBo);
  EXPECT_EQ(queue.Take(), kAnaFirst) << "it is carried out all the same";
}

TEST(JobQueueTest, NobodyHasTwoAtATime) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  EXPECT_EQ(queue.Take(), kAnaFirst);
  queue.Add(kAnaSecond);
  queue.Add(kBo);
  EXPECT_EQ(queue.Take(), kBo);
  queue.Done(kAnaFirst);
  EXPECT_EQ(queue.Take(), kAnaSecond);
}

TEST(JobQueueTest, WhatIsHereAlreadyIsNotNew) {
  const Job again = {"a1", "ana", true};
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Add(kAnaSecond);
  queue.AddIfNew(kAnaFirst);
  queue.AddIfNew(kAnaSecond);
  queue.AddIfNew(again);
  queue.AddIfNew(again);
  EXPECT_EQ(queue.Waiting().size(), 3);
  EXPECT_EQ(queue.Take(), kAnaSecond);
  queue.AddIfNew(kAnaSecond);
  queue.SetAside(kAnaSecond, "why", queue.recalls());
  queue.AddIfNew(kAnaSecond);
  EXPECT_EQ(queue.Waiting().size(), 2);
  EXPECT_EQ(queue.Take(), kAnaFirst);
  queue.Done(kAnaFirst);
  queue.AddIfNew(kAnaFirst);
  EXPECT_EQ(queue.Take(), kAnaFirst);
}

TEST(JobQueueTest, WhatWasPutBackComesLast) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Add(kBo);
  queue.PutBackAfter(*queue.Take(), absl::ZeroDuration());
  EXPECT_EQ(queue.Take(), kBo);
  EXPECT_EQ(queue.Take(), kAnaFirst);
}

TEST(JobQueueTest, WhatIsGradedAgainComesBehindAllThatIsHandedIn) {
  const Job ana_again = {"a0", "ana", true};
  const Job bo_again = {"b0", "bo", true};
  JobQueue queue;
  queue.Add(ana_again);
  queue.Add(bo_again);
  queue.Add(kAnaFirst);
  queue.Add(kAnaSecond);
  EXPECT_EQ(queue.Ahead("a0"), 2);
  EXPECT_EQ(queue.Ahead("b0"), 3);
  EXPECT_EQ(queue.Take(), kAnaSecond);
  // Ana is busy; what is graded again does not wait for that, nor she for it.
  EXPECT_EQ(queue.Take(), ana_again);
  queue.Done(kAnaSecond);
  EXPECT_EQ(queue.Take(), kAnaFirst);
  queue.Add(kBo);
  EXPECT_EQ(queue.Take(), kBo) << "one is graded again at a time";
  queue.PutBackAfter(ana_again, absl::ZeroDuration());
  EXPECT_EQ(queue.Take(), bo_again);
  queue.Done(bo_again);
  EXPECT_EQ(queue.Take(), ana_again);
}

TEST(JobQueueTest, StopEndsThePause) {
  JobQueue queue;
  queue.Add(kBo);
  const auto job = queue.Take();
  queue.Stop();
  queue.PutBackAfter(*job, absl::Hours(1));
  EXPECT_EQ(queue.Take(), std::nullopt);
}

TEST(JobQueueTest, AfterStopNobodyTakesAnything) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Stop();
  EXPECT_EQ(queue.Take(), std::nullopt);
  EXPECT_EQ(queue.Ahead("nobody's"), std::nullopt);
}

TEST(JobQueueTest, SeveralTakeEachJobOnce) {
  JobQueue queue;
  std::mutex mutex;
  std::multiset<std::string> taken;
  SideBySide(4, [&](std::size_t worker) {
    if (worker == 0) {
      for (int i = 0; i < 200; ++i) {
        queue.Add({std::to_string(i), std::to_string(i % 7)});
      }
      return;
    }
    while (const auto job = queue.Take()) {
      const std::lock_guard lock(mutex);
      taken.insert(job->submission);
      queue.Done(*job);
      if (taken.size() == 200) queue.Stop();
    }
  });
  EXPECT_EQ(taken.size(), 200);
  EXPECT_EQ(std::set(taken.begin(), taken.end()).size(), 200);
}

TEST(JobQueueTest, WhatIsSetAsideComesFirstWhenItIsRecalled) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Add(kBo);
  queue.SetAside(*queue.Take(), "no worker", queue.recalls());
  EXPECT_EQ(queue.WhyAside("a1"), "no worker");
  EXPECT_EQ(queue.WhyAside("b1"), "");
  EXPECT_EQ(queue.Ahead("a1"), std::nullopt);
  EXPECT_EQ(queue.Ahead("b1"), 0);
  queue.Recall();
  EXPECT_EQ(queue.WhyAside("a1"), "");
  EXPECT_EQ(queue.Take(), kAnaFirst);
  EXPECT_EQ(queue.Take(), kBo);
}

TEST(JobQueueTest, WhoHasOneSetAsideMayHaveAnother) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.SetAside(*queue.Take(), "no worker", queue.recalls());
  queue.Add(kAnaSecond);
  EXPECT_EQ(queue.Take(), kAnaSecond);
  queue.SetAside(kAnaSecond, "no worker", queue.recalls());
  queue.Recall();
  EXPECT_EQ(queue.Take(), kAnaSecond) << "the newer takes the turn";
  queue.Done(kAnaSecond);
  EXPECT_EQ(queue.Take(), kAnaFirst);
}

// Else it would lie there until something else changes.
TEST(JobQueueTest, WhatIsRecalledBeforeItIsSetAsideGoesOn) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Add({"b0", "bo", true});
  const auto before = queue.recalls();
  const Job job = *queue.Take();
  const Job again = *queue.Take();
  queue.Recall();
  queue.SetAside(job, "no worker", before);
  queue.SetAside(again, "no worker", before);
  EXPECT_EQ(queue.WhyAside("a1"), "");
  EXPECT_EQ(queue.Take(), job);
  EXPECT_EQ(queue.Take(), again);
}

TEST(JobQueueTest, SoManyAreCarriedOutAtATime) {
  JobQueue queue;
  queue.Add(kAnaFirst);
  queue.Add(kBo);
  queue.Limit(1);
  EXPECT_EQ(queue.Take(), kAnaFirst);
  std::optional<Job> second;
  SideBySide(2, [&](std::size_t thread) {
    if (thread == 0) {
      second = queue.Take();
    } else {
      // He waits, or has not asked yet; either way it is not his turn.
      EXPECT_EQ(queue.Ahead("b1"), 0);
      queue.Done(kAnaFirst);
    }
  });
  EXPECT_EQ(second, kBo);
}

}  // namespace
}  // namespace grader
