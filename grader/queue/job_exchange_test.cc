// The exchange with a real server of the queue, and with workers that this test
// plays.
#include "grader/queue/job_exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/match.h"
#include "grader/execute/time_of_day.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/max_points.h"
#include "grader/problem/version.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// Waits for something that comes for certain.
void Until(const std::function<bool()>& is_so) {
  while (!is_so()) absl::SleepFor(absl::Milliseconds(5));
}

class JobExchangeTest : public ::testing::Test {
 protected:
  JobExchangeTest() {
    folder_.Write("problems/echo/problem.yaml", EchoProblem());
    folder_.Write("solutions/echo/solution.py", "print(input())\n");
    auto problem = LoadProblem(folder_.path() / "problems/echo");
    EXPECT_TRUE(problem.ok()) << problem.status();
    problem_ = *std::move(problem);
    submission_ = SubmissionOf("print(input())\n");
  }
  ~JobExchangeTest() override { EndExchange(); }

  Submission SubmissionOf(const std::string& content) const {
    auto submission = LoadSubmission(
        problem_, folder_.Write("solution.py", content), "python");
    EXPECT_TRUE(submission.ok()) << submission.status();
    return *std::move(submission);
  }

  absl::Status BeginExchange() {
    JobExchangeOptions options;
    options.nats.url = server_.url();
    options.stalled = stalled_;
    options.heard_within = heard_within_;
    options.on_line = [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      lines_.push_back(line);
    };
    options.on_news = [this] { ++news_; };
    options.on_room = [this](std::size_t room) { room_ = room; };
    exchange_ = std::make_unique<JobExchange>(options);
    absl::Status begun = exchange_->Begin();
    if (begun.ok()) working_ = std::thread([this] { exchange_->Work(); });
    return begun;
  }

  void EndExchange() {
    if (exchange_ == nullptr) return;
    exchange_->Stop();
    if (working_.joinable()) working_.join();
    exchange_ = nullptr;
  }

  absl::StatusOr<JobExchange::Answer> Grade(const std::string& again = "") {
    return exchange_->Grade(
        {problem_, submission_, again}, [this](JobStage stage) {
          (stage == JobStage::kWaits ? waits_ : begun_) = true;
        });
  }

  // Grades again and again until there is a grade.
  absl::StatusOr<JobExchange::Answer> GradeInTheEnd() {
    while (true) {
      const int before = news_;
      auto answer = Grade();
      if (!answer.ok() || std::holds_alternative<Graded>(*answer)) {
        return answer;
      }
      Until([&] { return news_ != before; });
    }
  }

  std::vector<std::string> lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

  const TemporaryFolder folder_;
  NatsServer server_;
  Problem problem_;
  Submission submission_;
  absl::Duration stalled_ = JobExchangeOptions().stalled;
  absl::Duration heard_within_ = JobExchangeOptions().heard_within;
  std::unique_ptr<JobExchange> exchange_;
  std::thread working_;
  std::atomic<int> news_ = 0;
  std::atomic<std::size_t> room_ = 0;
  std::atomic<bool> waits_ = false, begun_ = false;  // as was told
  std::mutex mutex_;                                 // of what is below
  std::vector<std::string> lines_;
};

// A worker, as the exchange sees it.
class PlayedWorker {
 public:
  explicit PlayedWorker(const NatsServer& server)
      : nats_(*Nats::Connect({.url = server.url()})), board_(*nats_) {
    EXPECT_TRUE(board_.Begin().ok());
    state_.name = "played";
    state_.host = "here";
    state_.grader = std::string(kVersion);
    state_.languages = {"python"};
    state_.jobs = 3;
    Announce();
  }

  void Announce() { EXPECT_TRUE(board_.Announce(state_).ok()); }

  Delivery Take() {
    const auto source = board_.OpenSource(
        {state_.grader, ClockKind::kVirtual, "python"}, absl::Seconds(30));
    EXPECT_TRUE(source.ok()) << source.status();
    std::optional<Delivery> taken;
    Until([&] {
      // Whoever is not heard of is forgotten.
      Announce();
      auto delivery = board_.Take(*source);
      EXPECT_TRUE(delivery.ok()) << delivery.status();
      taken = *std::move(delivery);
      return taken.has_value();
    });
    ++taken_;
    return *taken;
  }

  // Says that it carries out that job.
  void Begin(const Delivery& delivery) {
    const auto job = JobBoard::JobIn(delivery);
    ASSERT_TRUE(job.ok()) << job.status();
    state_.in_hand = {{JobId(*job), job->problem, job->language, TimeOfDay()}};
    Announce();
  }

  void Store(const Delivery& delivery, const Problem& problem,
             const std::string& page) {
    const auto job = JobBoard::JobIn(delivery);
    ASSERT_TRUE(job.ok()) << job.status();
    EXPECT_TRUE(job->both_views);
    Graded graded;
    graded.result.problem = problem.id;
    graded.result.language = "python";
    graded.result.verdict = "accepted";
    graded.result.score = graded.result.max_score = MaxPoints(problem);
    graded.views = {page, page + "!", "{}", "{ }"};
    EXPECT_TRUE(board_.StoreGraded(JobId(*job), graded, "").ok());
  }
  void Finish(const Delivery& delivery) {
    EXPECT_TRUE(board_.Finish(delivery).ok());
  }

  // Takes a job and gives it that page.
  void GradeOne(const Problem& problem, const std::string& page) {
    const Delivery delivery = Take();
    Store(delivery, problem, page);
    Finish(delivery);
  }

  JobBoard& board() { return board_; }
  int taken() const { return taken_; }

 private:
  std::unique_ptr<Nats> nats_;
  JobBoard board_;
  WorkerState state_;
  int taken_ = 0;
};

std::string PageOf(const absl::StatusOr<JobExchange::Answer>& answer) {
  if (!answer.ok()) return answer.status().ToString();
  if (const auto* not_now = std::get_if<NotNow>(&*answer)) return not_now->why;
  return std::get<Graded>(*answer).views->page;
}

TEST_F(JobExchangeTest, GradeComesBack) {
  PlayedWorker worker(server_);
  ASSERT_TRUE(BeginExchange().ok());
  std::thread plays([&] {
    const Delivery delivery = worker.Take();
    Until([&] { return waits_.load(); });
    worker.Begin(delivery);
    Until([&] { return begun_.load(); });
    worker.Store(delivery, problem_, "a page");
    worker.Finish(delivery);
  });
  const auto answer = Grade();
  plays.join();
  EXPECT_EQ(PageOf(answer), "a page");
  EXPECT_EQ(std::get<Graded>(*answer).views->revealed_json, "{ }");
  EXPECT_EQ(room_, 6) << "two for each that it takes at a time";
}

TEST_F(JobExchangeTest, WhatIsGradedIsNotSentAgain) {
  PlayedWorker worker(server_);
  ASSERT_TRUE(BeginExchange().ok());
  std::thread plays([&] { worker.GradeOne(problem_, "the first"); });
  EXPECT_EQ(PageOf(Grade()), "the first");
  plays.join();
  EXPECT_EQ(PageOf(Grade()), "the first");
  // As after a new start.
  EndExchange();
  ASSERT_TRUE(BeginExchange().ok());
  EXPECT_EQ(PageOf(Grade()), "the first");
  EXPECT_EQ(worker.taken(), 1);
  // What somebody asks to have graded again is.
  std::thread again([&] { worker.GradeOne(problem_, "the second"); });
  EXPECT_EQ(PageOf(Grade("1")), "the second");
  again.join();
  EXPECT_EQ(PageOf(Grade("1")), "the second");
  EXPECT_EQ(worker.taken(), 2);
}

TEST_F(JobExchangeTest, ResultOfWhoeverWasAwayIsThere) {
  PlayedWorker worker(server_);
  ASSERT_TRUE(BeginExchange().ok());
  std::thread waits([&] { EXPECT_THAT(PageOf(Grade()), HasSubstr("waits")); });
  const Delivery delivery = worker.Take();
  EndExchange();
  waits.join();
  worker.Store(delivery, problem_, "a page");
  worker.Finish(delivery);
  ASSERT_TRUE(BeginExchange().ok());
  EXPECT_EQ(PageOf(Grade()), "a page");
  EXPECT_EQ(worker.taken(), 1);
}

TEST_F(JobExchangeTest, SaysWhatNoWorkerHas) {
  ASSERT_TRUE(BeginExchange().ok());
  const std::string what = "no worker has python, the virtual clock";
  EXPECT_THAT(PageOf(Grade()), HasSubstr(what));
  EXPECT_THAT(PageOf(Grade()), HasSubstr(what));
  EXPECT_THAT(lines(), ElementsAre(HasSubstr(what))) << "once";
  const int before = news_;
  PlayedWorker worker(server_);
  Until([&] {
    worker.Announce();
    return news_ != before;
  });
  std::thread plays([&] { worker.GradeOne(problem_, "a page"); });
  EXPECT_EQ(PageOf(Grade()), "a page");
  plays.join();
}

TEST_F(JobExchangeTest, WorkerThatHasJustComeIsKnown) {
  ASSERT_TRUE(BeginExchange().ok());
  Until([&] { return room_ != 0; });  // it has looked, and seen nobody
  PlayedWorker worker(server_);
  std::thread plays([&] { worker.GradeOne(problem_, "a page"); });
  EXPECT_EQ(PageOf(Grade()), "a page");
  plays.join();
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(JobExchangeTest, WhatNobodyCouldGradeIsNoGrade) {
  PlayedWorker worker(server_);
  ASSERT_TRUE(BeginExchange().ok());
  std::thread plays([&] {
    const Delivery delivery = worker.Take();
    const auto job = JobBoard::JobIn(delivery);
    ASSERT_TRUE(job.ok());
    EXPECT_TRUE(
        worker.board().StoreFailed(JobId(*job), "No worker could.").ok());
    worker.Finish(delivery);
  });
  const auto answer = Grade();
  plays.join();
  EXPECT_EQ(answer.status().message(), "No worker could.");
}

TEST_F(JobExchangeTest, OfAJobThatIsSentAgainNothingIsLeft) {
  PlayedWorker worker(server_);
  stalled_ = absl::Seconds(1);
  ASSERT_TRUE(BeginExchange().ok());
  std::thread plays([&] {
    // As if it had been given to somebody who has died since, and the server's
    // clock had been set back.
    const Delivery kept = worker.Take();
    const Delivery again = worker.Take();
    EXPECT_EQ(again.subject, kept.subject);
    worker.Store(again, problem_, "a page");
    worker.Finish(again);
  });
  EXPECT_EQ(PageOf(Grade()), "a page");
  plays.join();
  const auto depth = worker.board().Waiting();
  ASSERT_TRUE(depth.ok()) << depth.status();
  EXPECT_EQ(depth->jobs, 0);
}

TEST_F(JobExchangeTest, ServerThatIsAwayAtTheStartIsWaitedFor) {
  server_.Kill();
  ASSERT_TRUE(BeginExchange().ok());
  EXPECT_THAT(PageOf(Grade()), HasSubstr("cannot be reached"));
  EXPECT_THAT(PageOf(Grade()), HasSubstr("cannot be reached"));
  server_.Start();
  Until([&] { return news_ > 0; });
  PlayedWorker worker(server_);
  std::thread plays([&] { worker.GradeOne(problem_, "a page"); });
  EXPECT_EQ(PageOf(GradeInTheEnd()), "a page");
  plays.join();
  const auto said = lines();
  ASSERT_GE(said.size(), 2);
  EXPECT_THAT(said[0], StartsWith("the queue is lost"));
  EXPECT_THAT(said[1], StartsWith("the queue is found"));
}

TEST_F(JobExchangeTest, ServerThatComesBackEmptyIsGivenAllAgain) {
  {
    PlayedWorker worker(server_);
    ASSERT_TRUE(BeginExchange().ok());
    std::thread waits(
        [&] { EXPECT_THAT(PageOf(Grade()), HasSubstr("waits")); });
    worker.Take();
    server_.Kill();
    waits.join();
  }
  server_.Forget();
  const int before = news_;
  server_.Start();
  Until([&] { return news_ != before; });
  PlayedWorker worker(server_);
  std::thread plays([&] { worker.GradeOne(problem_, "a page"); });
  EXPECT_EQ(PageOf(GradeInTheEnd()), "a page");
  plays.join();
}

// As a worker's words are that were lost with the server.
TEST_F(JobExchangeTest, WorkersAreNotMissingBeforeTheyCouldBeHeardAgain) {
  heard_within_ = absl::InfiniteDuration();
  {
    PlayedWorker worker(server_);
    ASSERT_TRUE(BeginExchange().ok());
    Until([&] { return room_ == 6; });
  }
  server_.Kill();
  Until([&] { return news_ > 1; });  // it was lost
  server_.Forget();
  server_.Start();
  Until([&] { return room_ == 1; });  // it has looked, and seen nobody
  std::atomic<bool> answered = false;
  std::string page;
  std::thread waits([&] {
    page = PageOf(Grade());
    answered = true;
  });
  // Looks again while somebody waits.
  Until([&] { return waits_.load(); });
  const auto nats = Nats::Connect({.url = server_.url()});
  ASSERT_TRUE(nats.ok()) << nats.status();
  JobBoard board(**nats);
  ASSERT_TRUE(board.Begin().ok());
  Until([&] { return answered || *board.OldestJob() > 0; });
  // Each look tells how many jobs there is room for.
  WorkerState other;
  other.name = "other";
  other.grader = std::string(kVersion);
  other.languages = {"bash"};
  for (other.jobs = 4; other.jobs < 7 && !answered; ++other.jobs) {
    const std::size_t room = 2 * static_cast<std::size_t>(other.jobs);
    Until([&] {
      EXPECT_TRUE(board.Announce(other).ok());
      return answered || room_ == room;
    });
  }
  PlayedWorker worker(server_);
  if (!answered) worker.GradeOne(problem_, "a page");
  waits.join();
  EXPECT_EQ(page, "a page");
}

TEST_F(JobExchangeTest, WhoIsNotLetInIsToldAtOnce) {
  const NatsServer closed(
      "authorization {users: [{user: ana, password: secret}]}\n");
  JobExchangeOptions options;
  options.nats.url = closed.url();
  JobExchange exchange(options);
  EXPECT_EQ(exchange.Begin().code(), absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace grader
