// What is in the queue, and who works on it: for people, and as JSON.
#ifndef GRADER_QUEUE_QUEUE_VIEW_H_
#define GRADER_QUEUE_QUEUE_VIEW_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/queue/job_board.h"

namespace grader {

struct QueueView {
  std::string address;
  std::string trouble;  // why nothing can be stored; empty: it can
  JobBoard::Depth depth;
  std::vector<JobBoard::Heard> workers;
  std::vector<DeadLetter> dead;
};

// Fails like JobBoard.
absl::StatusOr<QueueView> ViewQueue(const std::string& address,
                                    JobBoard& board);

// For a terminal, as it is at `now`. Pure.
std::string QueueText(const QueueView& view, absl::Time now);

// "grader.queue/1"; durations are in seconds. Pure.
std::string QueueJson(const QueueView& view, absl::Time now);

}  // namespace grader

#endif  // GRADER_QUEUE_QUEUE_VIEW_H_
