// What a run may use. Limits come from problem.yaml and are enforced by a
// Runner; each one that is reached is named in the Observation. Whatever reads,
// writes or shows them goes through the table of their fields.
#ifndef GRADER_PROBLEM_LIMITS_H_
#define GRADER_PROBLEM_LIMITS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace grader {

inline constexpr std::int64_t kKiB = 1024;
inline constexpr std::int64_t kMiB = 1024 * kKiB;
inline constexpr std::int64_t kGiB = 1024 * kMiB;

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
  std::int64_t stack_bytes = kGiB;        // of a thread; see StackOf

  bool operator==(const Limits&) const = default;
};

// One field of Limits: a time, a size in bytes or a count, by its type.
template <typename T>
struct LimitField {
  absl::string_view key;  // in problem.yaml, and with "-" for "_" as an option
  T Limits::*field;
  absl::string_view description;
  absl::string_view initial;  // what Limits has, as an author would write it
};
using TimeLimit = LimitField<absl::Duration>;
using SizeLimit = LimitField<std::int64_t>;
using CountLimit = LimitField<int>;

inline constexpr auto kLimitFields = std::make_tuple(
    TimeLimit{"elapsed", &Limits::elapsed,
              "Time on the grader's clock, from start to end.", "10s"},
    TimeLimit{"cpu", &Limits::cpu, "Processor time, summed over all threads.",
              "5s"},
    TimeLimit{"wall", &Limits::wall,
              "Real time; ends what the other two do not see.", "30s"},
    SizeLimit{"memory", &Limits::memory_bytes,
              "Memory of all processes together.", "512MiB"},
    SizeLimit{"output", &Limits::output_bytes,
              "What may be printed, on stdout and stderr each.", "64KiB"},
    SizeLimit{"file_size", &Limits::file_bytes,
              "The largest single file that may be written.", "16MiB"},
    SizeLimit{"disk", &Limits::disk_bytes,
              "All files that are written, together.", "64MiB"},
    CountLimit{"processes", &Limits::processes,
               "Processes and threads at a time.", "64"},
    CountLimit{"files", &Limits::files,
               "Files and folders that may be made, beside those that a case "
               "gives.",
               "4096"},
    CountLimit{"open_files", &Limits::open_files,
               "Files a process may have open at a time.", "256"},
    SizeLimit{
        "stack", &Limits::stack_bytes,
        "The stack of the first thread, which is how deep it may call; of "
        "other threads in C and C++, too, and in Java, where it is given, "
        "of all. Never more than three quarters of `memory`. The depth of "
        "Python, JavaScript and Go has a limit of their own.",
        "1GiB"});

// Calls `see` with each LimitField, in the order of the table.
template <typename See>
constexpr void ForEachLimit(See see) {
  std::apply([&see](const auto&... field) { (see(field), ...); }, kLimitFields);
}

// How large a stack may become under `limits`. A recursion without end reaches
// that before the limit of memory, so that it is told from a program that fills
// the heap.
constexpr std::int64_t StackOf(const Limits& limits) {
  return std::min(limits.stack_bytes,
                  std::max(8 * kMiB, limits.memory_bytes / 4 * 3));
}

namespace limits_internal {

struct AnyValue {
  template <typename T>
  operator T() const;
};

// How many fields Limits has: as many values as it can be made of.
template <typename... Values>
constexpr std::size_t CountFields() {
  if constexpr (requires { Limits{Values()..., AnyValue()}; }) {
    return CountFields<Values..., AnyValue>();
  } else {
    return sizeof...(Values);
  }
}

}  // namespace limits_internal

inline constexpr std::size_t kLimitCount =
    std::tuple_size_v<std::remove_const_t<decltype(kLimitFields)>>;
static_assert(kLimitCount == limits_internal::CountFields(),
              "a field of Limits is missing in kLimitFields");

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
