// A batch's jobs, with a real server that was away, and with a worker that this
// test plays.
#include "grader/queue/sent_jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/max_points.h"
#include "grader/problem/version.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/stale_nats_server.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

class SentJobsTest : public ::testing::Test {
 protected:
  SentJobsTest() {
    folder_.Write("problems/echo/problem.yaml", EchoProblem());
    folder_.Write("solutions/echo/solution.py", "print(input())\n");
    auto problem = LoadProblem(folder_.path() / "problems/echo");
    EXPECT_TRUE(problem.ok()) << problem.status();
    problem_ = *std::move(problem);
  }

  static std::unique_ptr<Nats> Connect(const NatsServer& server) {
    auto nats = Nats::Connect({.url = server.url(),
                               .patience = absl::InfiniteDuration(),
                               .remake = true});
    EXPECT_TRUE(nats.ok()) << nats.status();
    return *std::move(nats);
  }

  void Begin(const NatsServer& server, absl::Duration heard_within) {
    nats_ = Connect(server);
    board_ = std::make_unique<JobBoard>(*nats_);
    // Nobody waits for a worker.
    jobs_ = std::make_unique<SentJobs>(
        *board_, SentJobsOptions{.patience = absl::ZeroDuration(),
                                 .heard_within = heard_within});
    ASSERT_TRUE(jobs_->Begin().ok());
    const auto submission = LoadSubmission(
        problem_, folder_.Write("solution.py", "print(input())\n"), "python");
    ASSERT_TRUE(submission.ok()) << submission.status();
    ASSERT_TRUE(jobs_->Send(0, problem_, *submission).ok());
  }

  // What a worker does that has it.
  void GradeOne(JobBoard& board) const {
    const auto source =
        board.OpenSource({std::string(kVersion), ClockKind::kVirtual, "python"},
                         absl::Seconds(30));
    ASSERT_TRUE(source.ok()) << source.status();
    const auto taken = board.Take(*source);
    ASSERT_TRUE(taken.ok()) << taken.status();
    ASSERT_TRUE(*taken);
    const auto job = JobBoard::JobIn(**taken);
    ASSERT_TRUE(job.ok()) << job.status();
    Graded graded;
    graded.result.problem = problem_.id;
    graded.result.language = "python";
    graded.result.verdict = "accepted";
    graded.result.score = graded.result.max_score = MaxPoints(problem_);
    ASSERT_TRUE(board.StoreGraded(JobId(*job), graded, "").ok());
    ASSERT_TRUE(board.Finish(**taken).ok());
  }

  absl::Status Received() {
    const auto answer = jobs_->Receive();
    return answer.ok() ? answer->graded.status() : answer.status();
  }

  const TemporaryFolder folder_;
  NatsServer server_;
  Problem problem_;
  std::unique_ptr<Nats> nats_;
  std::unique_ptr<JobBoard> board_;
  std::unique_ptr<SentJobs> jobs_;
};

TEST_F(SentJobsTest, SaysWhatNoWorkerHas) {
  Begin(server_, absl::InfiniteDuration());
  EXPECT_THAT(Received().message(),
              HasSubstr("It was not graded: no worker has python"));
}

TEST_F(SentJobsTest, WorkersAreNotMissingBeforeTheyCouldBeHeardAgain) {
  Begin(server_, absl::InfiniteDuration());
  server_.Kill();
  server_.Start();
  std::atomic<bool> received = false;
  std::thread works([&] {
    const auto nats = Connect(server_);
    JobBoard board(*nats);
    // It has looked for workers, and seen nobody.
    while (!received) {
      const auto look = nats->Last("grader-workers", "grader.workers.nobody");
      ASSERT_TRUE(look.ok()) << look.status();
      if (*look) break;
      absl::SleepFor(absl::Milliseconds(5));
    }
    if (!received) GradeOne(board);
  });
  EXPECT_EQ(Received(), absl::OkStatus());
  received = true;
  works.join();
}

// What the nearest server lacks is there; nobody says anything of himself.
TEST_F(SentJobsTest, GradeThatIsThereCountsMoreThanThatNobodyIs) {
  const StaleNatsServer server;
  Begin(server, absl::InfiniteDuration());
  GradeOne(*board_);
  EXPECT_EQ(Received(), absl::OkStatus());
}

}  // namespace
}  // namespace grader
