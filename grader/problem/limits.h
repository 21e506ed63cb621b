// What a run may use. Limits come from problem.yaml and are enforced by a
// Runner; each one that is reached is named in the Observation.
#ifndef GRADER_PROBLEM_LIMITS_H_
#define GRADER_PROBLEM_LIMITS_H_

#include <cstdint>

#include "absl/time/time.h"

namespace grader {

inline constexpr std::int64_t kKiB = 1024;
inline constexpr std::int64_t kMiB = 1024 * kKiB;

// No run takes longer than this many times its limit of real time.
inline constexpr int kMostWall = 4;

struct Limits {
  absl::Duration elapsed = absl::Seconds(10);  // on the grader's clock
  absl::Duration cpu = absl::Seconds(5);       // summed over all threads
  // Real time, behind the other two: ends what neither of them sees. Waiting
  // for a core does not count, up to kMostWall of these.
  absl::Duration wall = absl::Seconds(30);
  std::int64_t memory_bytes = 512 * kMiB;
  std::int64_t output_bytes = 64 * kKiB;  // stdout and stderr, each
  std::int64_t file_bytes = 16 * kMiB;    // the largest single file
  std::int64_t disk_bytes = 64 * kMiB;    // all files together
  int processes = 64;                     // processes and threads
  int files = 4096;                       // files and folders made
  int open_files = 256;                   // descriptors per process

  bool operator==(const Limits&) const = default;
};

// The limits a submission is built under unless its language says otherwise.
inline constexpr Limits BuildLimits() {
  Limits limits;
  limits.elapsed = absl::Seconds(60);
  limits.cpu = absl::Seconds(40);
  limits.wall = absl::Seconds(90);
  limits.memory_bytes = 1536 * kMiB;
  limits.output_bytes = 256 * kKiB;
  limits.file_bytes = 64 * kMiB;
  limits.disk_bytes = 256 * kMiB;
  return limits;
}

}  // namespace grader

#endif  // GRADER_PROBLEM_LIMITS_H_
