// The JobExchange: a server's side of the queue. Each of its threads hands over
// a submission and waits for its grade. It goes on whatever becomes of the
// queue's server: what cannot be graded now is given back with the reason, and
// is handed over again when `on_news` is called.
#ifndef GRADER_QUEUE_JOB_EXCHANGE_H_
#define GRADER_QUEUE_JOB_EXCHANGE_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/batch/graded.h"
#include "grader/queue/grading_job.h"
#include "grader/queue/job_board.h"
#include "grader/queue/nats.h"

namespace grader {

struct JobExchangeOptions {
  NatsOptions nats;
  // Told, in a line, when the queue is lost and found again, but not more than
  // once a minute, and what no worker has, once.
  std::function<void(const std::string&)> on_line;
  // What was given back may be graded now, or waits for something else.
  std::function<void()> on_news;
  // For how many submissions at a time there are workers.
  std::function<void(std::size_t)> on_room;
  // After so long without a result a job may have been lost with a server.
  absl::Duration stalled = absl::Seconds(15);
  // After the queue was lost, workers are given so long to make themselves
  // known again, before it counts that there are none.
  absl::Duration heard_within = JobBoard::kHeardFor;
};

// Why a submission cannot be graded now, in a sentence. It was not lost.
struct NotNow {
  std::string why;
};

// What becomes of a job, until it has a result.
enum class JobStage { kWaits, kBegun };

// Used by several threads.
class JobExchange {
 public:
  explicit JobExchange(JobExchangeOptions options)
      : options_(std::move(options)) {}

  // Looks whether the queue can be used as the options say. A server that does
  // not answer is no failure; fails like Nats::Connect and JobBoard else.
  absl::Status Begin();

  // Receives what comes, and finds the queue again when it is lost, until Stop.
  // One thread's.
  void Work();
  // Whoever waits is given NotNow.
  void Stop();

  struct Asked {
    const Problem& problem;
    const Submission& submission;  // without a refusal
    std::string again;             // see GradingJob
  };
  using Answer = std::variant<Graded, NotNow>;
  // Waits for the grade; `on_stage` is told what becomes of the job. A job that
  // was graded already, whoever sent it, is not graded once more, but where it
  // failed. A Status: it cannot be graded.
  absl::StatusOr<Answer> Grade(const Asked& asked,
                               const std::function<void(JobStage)>& on_stage);

 private:
  // A connection and what was made there. Others may still use one that has
  // been lost.
  class Link;
  // A thread that waits for a job.
  struct Wait;

  absl::StatusOr<std::shared_ptr<Link>> Reach();
  std::shared_ptr<Link> CurrentLink();
  void Lose(const std::shared_ptr<Link>& link, const absl::Status& why);
  void Find(std::shared_ptr<Link> link);
  bool Stopped();

  absl::Status Receive(Link& link);
  absl::Status LookAtWorkers(Link& link);
  // Where some are missing, those that there are for certain.
  absl::StatusOr<std::vector<JobBoard::Heard>> Workers(Link& link);

  // The files of a problem, packed, if they have no name in the link yet.
  struct ProblemSet {
    std::string name;
    std::string packed;
  };
  // Sends the job of `wait`, unless its grade is there already.
  absl::StatusOr<std::optional<Graded>> Send(Link& link, const Asked& asked,
                                             ProblemSet& problem_set,
                                             Wait& wait);
  absl::StatusOr<Answer> WaitForGrade(
      const std::shared_ptr<Link>& link, Wait& wait,
      const std::function<void(JobStage)>& on_stage);

  const JobExchangeOptions options_;

  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::shared_ptr<Link> link_;  // null: the queue cannot be reached
  bool told_lost_ = false;      // and not yet that it is found again
  absl::Time told_ = absl::InfinitePast();
  bool stopped_ = false;
  std::list<Wait*> waits_;
  std::vector<WorkerState> workers_;
  bool know_workers_ = false;  // on this link
  // Looks at the workers: whoever is to say that nobody has something waits for
  // one that was begun later, for they announce themselves at any time.
  std::uint64_t looks_begun_ = 0;
  std::uint64_t looks_done_ = 0;
  bool look_wanted_ = false;
  absl::Time busy_ = absl::InfinitePast();  // when no worker was idle last
  std::set<JobNeeds> lacking_;              // that jobs were given back for
  std::size_t room_ = 0;
};

}  // namespace grader

#endif  // GRADER_QUEUE_JOB_EXCHANGE_H_
