// A Worker: takes jobs from the JobBoard, grades them as a batch does, and has
// their results stored before it says that they are done.
#ifndef GRADER_QUEUE_WORKER_H_
#define GRADER_QUEUE_WORKER_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/execute/cache.h"
#include "grader/execute/runner.h"
#include "grader/execute/workspace.h"
#include "grader/queue/job_board.h"
#include "grader/queue/problem_shelf.h"
#include "grader/queue/worker_state.h"

namespace grader {

struct WorkerOptions {
  WorkerState state;  // what it has, and who it is
  unsigned jobs = 1;  // at a time
  // After which others take a job whose worker was not heard of. It is that of
  // whoever came first.
  absl::Duration lease = absl::Seconds(30);
  absl::Duration between_canaries = absl::Hours(1);
  std::function<absl::StatusOr<std::unique_ptr<Runner>>()> make_runner;
  std::function<bool()> stopped;
  // Told of each job that is done, and of what goes wrong, in a line.
  std::function<void(const std::string&)> on_line;
};

class Worker {
 public:
  Worker(JobBoard& board, Cache& cache, Workspace& workspace,
         WorkerOptions options);

  // Grades a canary in each language; those in which it fails are not offered,
  // and `on_line` is told why. Then makes itself known. Fails if no language is
  // left, and like JobBoard.
  absl::Status Begin();

  // Takes and grades jobs until `stopped`, and ends those it has. A Status: it
  // cannot go on.
  absl::Status Work();

 private:
  // A job that it has, and that it says so of.
  class InHand;
  // Which source a thread asks next, and which gave it a job last.
  struct Turn {
    std::size_t next = 0;
    std::string giver;  // its consumer
  };

  absl::Status WorkAlone();
  void Pulse();
  absl::Status TryCanaries(const Workshop& workshop);
  absl::Status TryCanariesIfDue(const Workshop& workshop);
  // Takes jobs also of those needs that others have told of and that it can
  // meet; whether there are any that it did not know.
  absl::StatusOr<bool> OpenSourcesForLinters();
  absl::StatusOr<std::optional<Delivery>> TakeFromSources(Turn& turn);
  absl::StatusOr<std::optional<Delivery>> TakeNext(Turn& turn);
  // Has jobs that nobody is given any more given out again, if a look whether
  // there are any is due.
  absl::Status SendForgottenAgainIfDue();
  absl::Status CarryOut(const Delivery& delivery, const Workshop& workshop);
  absl::Status GiveUp(const Delivery& delivery, const GradingJob& job,
                      const std::string& why);
  // Grades it, unless that is done, and stores the result.
  absl::Status GradeJob(const GradingJob& job, const Workshop& workshop);
  // As SettleTimeLimit, but as the first worker that had a job of that problem
  // set has settled it.
  absl::Status SettleLimit(const GradingJob& job, const Workshop& workshop,
                           Problem& problem);
  bool GoesOn();
  absl::Duration Lease();
  void Say(const std::string& line);
  WorkerState State();

  JobBoard& board_;
  Cache& cache_;
  const WorkerOptions options_;
  ProblemShelf shelf_;

  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  absl::Duration lease_;  // the shortest of all sources
  absl::Status broken_;   // why it cannot go on
  WorkerState state_;
  std::vector<std::pair<JobNeeds, JobBoard::Source>> sources_;
  std::map<std::string, std::pair<Delivery, JobInHand>> in_hand_;
  absl::Time canary_due_;
  absl::Time needs_due_;  // when to look whether there are others
  absl::Time forgotten_due_ = absl::InfinitePast();
  std::uint64_t oldest_ = 0;  // OldestJob when that was due last
  bool moved_ = false;        // in_hand_ has changed since it was told
  bool ended_ = false;
};

}  // namespace grader

#endif  // GRADER_QUEUE_WORKER_H_
