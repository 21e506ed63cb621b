// WorkerState: what a worker says of itself every few seconds.
#ifndef GRADER_QUEUE_WORKER_STATE_H_
#define GRADER_QUEUE_WORKER_STATE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/queue/grading_job.h"

namespace grader {

// A job that a worker carries out.
struct JobInHand {
  std::string job;  // its id
  std::string problem;
  std::string language;
  absl::Time since;

  bool operator==(const JobInHand&) const = default;
};

struct WorkerState {
  std::string name;  // letters, digits and '-'
  std::string host;
  std::string grader;  // its version
  std::vector<std::string> languages;
  std::vector<std::string> linters = {};  // by their programs
  bool virtual_clock = true;
  std::int64_t jobs = 1;    // at a time
  std::int64_t graded = 0;  // since it was started
  absl::Time started;
  std::vector<JobInHand> in_hand;

  bool operator==(const WorkerState&) const = default;

  bool Has(const JobNeeds& needs) const;
};

// "grader.worker/2" as JSON, and back; times are seconds since 1970.
// kInvalidArgument for anything else.
std::string ToJson(const WorkerState& state);
absl::StatusOr<WorkerState> WorkerFromJson(absl::string_view json);

}  // namespace grader

#endif  // GRADER_QUEUE_WORKER_STATE_H_
