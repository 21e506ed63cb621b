// SentJobs: a batch's submissions as jobs for workers, and their grades as they
// come back.
#ifndef GRADER_QUEUE_SENT_JOBS_H_
#define GRADER_QUEUE_SENT_JOBS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/batch/graded.h"
#include "grader/queue/grading_job.h"
#include "grader/queue/job_board.h"
#include "grader/queue/nats.h"

namespace grader {

struct SentJobsOptions {
  ClockKind clock = ClockKind::kVirtual;
  bool reveal = false;
  // How long jobs wait while there is no worker that could take them.
  absl::Duration patience = absl::Minutes(10);
  // After the queue was away, workers are given so long to make themselves
  // known again, before it counts that there are none.
  absl::Duration heard_within = JobBoard::kHeardFor;
  // Told, in a sentence, what has to be said meanwhile.
  std::function<void(const std::string&)> on_note;
};

// Whether a worker's grade can be one of a submission to `problem` in
// `language`: of this problem, with points that it gives. Pure.
bool CanBeOf(const Problem& problem, const std::string& language,
             const Result& result);

// The same, and worth more than another try, as no judge_error is. `problem`
// must outlive it.
JobBoard::IsSound LastingGradeOf(const Problem& problem,
                                 const std::string& language);

class SentJobs : public GradingElsewhere {
 public:
  SentJobs(JobBoard& board, SentJobsOptions options)
      : board_(board), options_(std::move(options)) {}

  // To be called first. Fails like JobBoard.
  absl::Status Begin();

  // The same submission is sent once, whoever handed it in.
  absl::Status Send(std::size_t index, const Problem& problem,
                    const Submission& submission) override;
  absl::StatusOr<Answer> Receive() override;

 private:
  struct Open {
    GradingJob job;
    const Problem* problem = nullptr;
    std::string packed;  // the submission
    bool again = false;  // it was sent more than once
    std::vector<std::size_t> indices;
  };

  absl::StatusOr<std::string> ProblemSet(const Problem& problem);
  void Close(const std::string& id, const absl::StatusOr<Graded>& graded);
  absl::Status LookAtWorkers();
  // At a look that has been done; whether who was not heard of can be called
  // missing.
  bool CouldBeHeard(absl::Time now);
  // Whether its grade is there, also if only the server that leads has it.
  absl::StatusOr<bool> CloseIfGraded(const std::string& id);
  absl::Status CloseForLack(const std::vector<std::string>& ids,
                            const std::string& what);
  // Of those that are open at most so many.
  absl::Status SendLostOnesAgain(std::size_t most);
  // Its grade may be there, and what it needs, or the job itself, may not.
  absl::Status SendAgainIfLost(const std::string& id);

  JobBoard& board_;
  const SentJobsOptions options_;
  std::unique_ptr<NatsListener> listener_;
  std::uint64_t place_ = 0;  // in the results
  std::map<const Problem*, std::string> problem_sets_;
  std::uint64_t sets_losses_ = 0;     // of the server, when those were sent
  std::map<std::string, Open> open_;  // by job id
  std::deque<Answer> answers_;
  std::map<JobNeeds, absl::Time> lacking_;  // that nobody has, since when
  absl::Time looked_ = absl::InfinitePast();
  ReadFrom read_from_ = ReadFrom::kNearest;  // the next result
  // Since when whatever workers say of itself has come, and when that was seen
  // last, after how many losses.
  absl::Time heard_since_ = absl::InfinitePast();
  absl::Time heard_ = absl::InfinitePast();
  std::uint64_t heard_losses_ = 0;
  absl::Time moved_ = absl::InfinitePast();  // when the last result came
  absl::Time busy_ = absl::InfinitePast();   // when no worker was idle last
  std::uint64_t losses_ = 0;  // of the server, when all was known to be there
};

}  // namespace grader

#endif  // GRADER_QUEUE_SENT_JOBS_H_
