// Jobs, results and workers by a server that has not heard of anything: what it
// lacks says nothing, and is asked of the one that leads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "grader/problem/limits.h"
#include "grader/problem/version.h"
#include "grader/queue/job_board.h"
#include "grader/queue/nats.h"
#include "grader/testing/stale_nats_server.h"

namespace grader {
namespace {

class StaleServerTest : public ::testing::Test {
 protected:
  StaleServerTest() {
    auto nats = Nats::Connect({.url = server_.url()});
    EXPECT_TRUE(nats.ok()) << nats.status();
    nats_ = *std::move(nats);
    board_ = std::make_unique<JobBoard>(*nats_);
    EXPECT_TRUE(board_->Begin().ok());
  }

  static bool Any(const Result&) { return true; }

  void Store(const std::string& job) {
    Graded graded;
    graded.result.problem = "echo";
    graded.result.verdict = "accepted";
    graded.page = std::string(200 * kKiB, 'x');
    ASSERT_TRUE(board_->StoreGraded(job, graded, "").ok());
  }

  const StaleNatsServer server_;
  std::unique_ptr<Nats> nats_;
  std::unique_ptr<JobBoard> board_;
};

TEST_F(StaleServerTest, WorkersAreKnown) {
  WorkerState state;
  state.name = "one";
  state.grader = std::string(kVersion);
  ASSERT_TRUE(board_->Announce(state).ok());
  state.name = "other";
  ASSERT_TRUE(board_->Announce(state).ok());
  const auto workers = board_->Workers();
  ASSERT_TRUE(workers.ok()) << workers.status();
  EXPECT_EQ(workers->size(), 2);
}

TEST_F(StaleServerTest, ResultsAreFound) {
  Store("one");
  std::uint64_t place = 1;
  const auto any = [](const std::string&) { return true; };
  auto next = board_->NextResult(place, any, ReadFrom::kNearest);
  EXPECT_TRUE(next.ok() && !*next) << "it is not near";
  next = board_->NextResult(place, any, ReadFrom::kLeaderToo);
  ASSERT_TRUE(next.ok()) << next.status();
  ASSERT_TRUE(*next);
  EXPECT_EQ((*next)->job, "one");
  EXPECT_EQ(place, 2);
  next = board_->NextResult(place, any, ReadFrom::kLeaderToo);
  EXPECT_TRUE(next.ok() && !*next) << "there is no other one";

  auto graded = board_->FindGraded("one", &Any, ReadFrom::kNearest);
  EXPECT_TRUE(graded.ok() && !*graded);
  graded = board_->FindGraded("one", &Any, ReadFrom::kLeaderToo);
  ASSERT_TRUE(graded.ok()) << graded.status();
  ASSERT_TRUE(*graded);
  EXPECT_EQ((*graded)->page.size(), 200 * kKiB);
  graded = board_->FindGraded("other", &Any, ReadFrom::kLeaderToo);
  EXPECT_TRUE(graded.ok() && !*graded);
}

TEST_F(StaleServerTest, BlobsAreFound) {
  // In more than one piece.
  const std::string content(1200 * kKiB, 'x');
  const auto name = board_->blobs().Put(content);
  ASSERT_TRUE(name.ok()) << name.status();
  const auto blob = board_->blobs().Get(*name, 10 * kMiB);
  ASSERT_TRUE(blob.ok()) << blob.status();
  EXPECT_EQ(*blob, content);
  EXPECT_EQ(board_->blobs().Get(std::string(64, '0'), kMiB).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(StaleServerTest, JobsAreThere) {
  GradingJob job = {std::string(kVersion), "echo", "set", "", "python"};
  job.linters = {"pylint"};
  ASSERT_TRUE(board_->Send(job).ok());
  EXPECT_TRUE(*board_->HasJob(job));
  const auto needs = board_->NeedsOfLinters();
  ASSERT_TRUE(needs.ok()) << needs.status();
  EXPECT_EQ(needs->size(), 1);
  ASSERT_TRUE(board_->TakeBack(job).ok());
  EXPECT_FALSE(*board_->HasJob(job));
}

TEST_F(StaleServerTest, LimitsAndDeadLettersAreThere) {
  ASSERT_TRUE(board_->StoreLimit("one", {absl::Seconds(1), "why"}).ok());
  const auto limit = board_->FindLimit("one");
  ASSERT_TRUE(limit.ok()) << limit.status();
  EXPECT_TRUE(*limit);
  ASSERT_TRUE(board_->AddDeadLetter({"subject", "echo", "bash", "why"}).ok());
  const auto letters = board_->DeadLetters();
  ASSERT_TRUE(letters.ok()) << letters.status();
  EXPECT_EQ(letters->size(), 1);
}

}  // namespace
}  // namespace grader
