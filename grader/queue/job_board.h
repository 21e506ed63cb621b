// The JobBoard: jobs, their results and the workers, as JetStream keeps them.
// What is read from it may have been written by anybody who is let in; what is
// none of ours is passed over.
#ifndef GRADER_QUEUE_JOB_BOARD_H_
#define GRADER_QUEUE_JOB_BOARD_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/batch/graded.h"
#include "grader/queue/blob_store.h"
#include "grader/queue/grading_job.h"
#include "grader/queue/nats.h"
#include "grader/queue/worker_state.h"
#include "grader/verify/package_limit.h"

namespace grader {

// What became of the job of that id: its grade, or why it has none.
struct JobResult {
  std::string job;
  absl::StatusOr<Graded> graded;
};

// A job that nobody could carry out.
struct DeadLetter {
  std::string subject;  // under which it came
  std::string problem;
  std::string language;
  std::string why;
  absl::Time when;
};

// How many jobs need what.
struct JobsWaiting {
  JobNeeds needs;
  std::uint64_t jobs = 0;  // those that are being carried out among them
};

class JobBoard {
 public:
  explicit JobBoard(Nats& nats) : nats_(nats), blobs_(nats) {}

  // Makes what it needs, unless it is there. Everything below fails like Nats.
  absl::Status Begin();

  BlobStore& blobs() { return blobs_; }

  // Has `job` be about `packed`, which goes with it if it is short, and else is
  // stored; and what a job is about that has come.
  absl::Status SetSubmission(std::string packed, GradingJob& job);
  absl::StatusOr<std::string> SubmissionOf(const GradingJob& job,
                                           std::int64_t max_bytes);

  // How often the server was lost so far: what it had may be gone.
  std::uint64_t losses() const { return nats_.losses(); }

  // Has `job` carried out. One that waits already, or was sent a short while
  // ago, is not sent again, unless `again`.
  absl::Status Send(const GradingJob& job, bool again = false);
  // What jobs with linters need that were sent in the last week: others' needs
  // any worker can tell by itself.
  absl::StatusOr<std::vector<JobNeeds>> NeedsOfLinters();
  // Whether it waits or is being carried out.
  absl::StatusOr<bool> HasJob(const GradingJob& job);
  // Nobody is to carry it out any more, however often it was sent.
  absl::Status TakeBack(const GradingJob& job);
  // Wakes up when jobs come, or when results do.
  absl::StatusOr<std::unique_ptr<NatsListener>> ListenForJobs();
  absl::StatusOr<std::unique_ptr<NatsListener>> ListenForResults();
  // Or when a worker says something of itself.
  absl::StatusOr<std::unique_ptr<NatsListener>> ListenForResultsAndWorkers();

  // Has jobs with such needs given to workers; gives the name to Take them by.
  struct Source {
    std::string consumer;
    absl::Duration lease;
  };
  absl::StatusOr<Source> OpenSource(const JobNeeds& needs,
                                    absl::Duration lease);
  absl::StatusOr<std::optional<Delivery>> Take(const Source& source);

  // The number of the job that has been there for longest; 0: there is none.
  absl::StatusOr<std::uint64_t> OldestJob();
  // Has jobs given to workers that the server keeps though `source` gives them
  // to nobody any more, as after a loss of what it knew; how many. Whoever gets
  // one that is done finds its grade, so one too many does no harm.
  absl::StatusOr<int> SendForgottenAgain(const Source& source);

  void Extend(const Delivery& delivery) { nats_.Extend(delivery); }
  void PutBack(const Delivery& delivery, absl::Duration pause) {
    nats_.PutBack(delivery, pause);
  }
  absl::Status Finish(const Delivery& delivery) {
    return nats_.Finish(delivery);
  }
  // The same, and all that was sent like it is taken back. For what has come
  // though it is done: of the servers of a cluster each hears by itself what
  // is finished, and one may be deaf to it, but each removes what the one that
  // leads says.
  absl::Status FinishForGood(const Delivery& delivery);

  // The job that `delivery` asks for; kInvalidArgument if it is none, or came
  // under the subject of another one.
  static absl::StatusOr<GradingJob> JobIn(const Delivery& delivery);

  // Stores the grade of a job; `report` is its report in JSON.
  absl::Status StoreGraded(const std::string& job, const Graded& graded,
                           const std::string& report);
  absl::Status StoreFailed(const std::string& job, const std::string& why);

  // The first grade of a job that is `sound`, if it has one. To ask the nearest
  // server is cheaper, and enough where a job that has one is at most graded
  // once more.
  using IsSound = std::function<bool(const Result& result)>;
  absl::StatusOr<std::optional<Graded>> FindGraded(const std::string& job,
                                                   const IsSound& sound,
                                                   ReadFrom where);

  // The time limit of a package that gives none: all workers take the one that
  // was stored first, so that a verdict does not depend on which of them
  // grades. `id` is a LimitId.
  absl::Status StoreLimit(const std::string& id, const PackageLimit& limit);
  absl::StatusOr<std::optional<PackageLimit>> FindLimit(const std::string& id);

  // The place behind the last result that there is.
  absl::StatusOr<std::uint64_t> EndOfResults();
  // The first result at `place` or behind it of a job that is `wanted`; sets
  // `place` behind that one. Nothing: there is none yet. Who asks often asks
  // the nearest server, and now and then the one that leads.
  using WantedJob = std::function<bool(const std::string& job)>;
  absl::StatusOr<std::optional<JobResult>> NextResult(std::uint64_t& place,
                                                      const WantedJob& wanted,
                                                      ReadFrom where);

  absl::Status AddDeadLetter(const DeadLetter& letter);
  absl::StatusOr<std::vector<DeadLetter>> DeadLetters();

  // Returns when that is stored.
  absl::Status Announce(const WorkerState& state);
  // The same without looking whether it is.
  void Mention(const WorkerState& state);
  // It is there no longer, if it was.
  absl::Status Retire(const std::string& worker);
  // Stores what says nothing to anybody: whether there is room, and a worker
  // can make itself known.
  absl::Status TryToStore() { return Retire("nobody"); }
  // After so long without a word a worker counts as gone. Where the queue was
  // away meanwhile, it could not say any.
  static constexpr absl::Duration kHeardFor = absl::Seconds(30);
  // Those that were heard of within that time, with when that was.
  struct Heard {
    WorkerState state;
    absl::Time when;
  };
  absl::StatusOr<std::vector<Heard>> Workers();

  // All jobs by their needs; the time of the oldest.
  struct Depth {
    std::vector<JobsWaiting> waiting;
    std::uint64_t jobs = 0;
    absl::Time oldest;
    std::vector<StreamKeeper> keepers;  // see StreamFacts
  };
  absl::StatusOr<Depth> Waiting();

 private:
  // Shows `look` the messages on `subject`, the oldest first, until it gives
  // false; not more than are ever of use.
  absl::Status ForEachMessage(
      const std::string& stream, const std::string& subject,
      const std::function<bool(const StreamMessage&)>& look,
      ReadFrom where = ReadFrom::kLeaderToo);
  absl::StatusOr<JobResult> ReadResult(const StreamMessage& message,
                                       const WantedJob& wanted);

  // Each message there.
  absl::Status RemoveJobs(const std::string& subject);

  // Has workers know of such needs.
  absl::Status TellNeeds(const JobNeeds& needs, bool again);

  Nats& nats_;
  BlobStore blobs_;
  std::mutex mutex_;                     // of what is below
  std::map<JobNeeds, absl::Time> told_;  // needs with linters, and when
};

}  // namespace grader

#endif  // GRADER_QUEUE_JOB_BOARD_H_
