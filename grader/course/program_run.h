// A ProgramRun: what a program of a lesson or a quiz did in the sandbox. All
// that such a unit states is held against these.
#ifndef GRADER_COURSE_PROGRAM_RUN_H_
#define GRADER_COURSE_PROGRAM_RUN_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/execute/observation.h"
#include "grader/execute/workshop.h"
#include "grader/problem/material.h"

namespace grader {

// What was seen of a program's tasks and variables, in their order in its
// Execution.
struct RunMoment {
  absl::Duration at;  // since the first step, without what was computed
  std::vector<std::string> tasks;      // "not started", …
  std::vector<std::string> variables;  // repr(); kUnset before they are there

  bool operator==(const RunMoment&) const = default;
};

inline constexpr char kUnset[] = "—";

struct ProgramRun {
  Observation observation;
  // From its first line to its end, without what it computed, which takes
  // another time on every machine.
  absl::Duration waited;
  // The start, each step, the end; only as far as it came.
  std::vector<RunMoment> moments;
  // Why it did not end as its author says; empty: it did.
  std::string complaint;

  std::string out() const { return observation.out.Joined(); }
  bool deadlocked() const {
    return observation.termination == Termination(Deadlocked{});
  }
  // The last line of its stderr that says anything.
  std::string last_error() const;
};

using ProgramRuns = std::map<std::string, ProgramRun>;

// Runs `program` of `material`. A Status is not the program's: a machine
// without its language, a sandbox that fails.
absl::StatusOr<ProgramRun> RunProgram(const Material& material,
                                      const LessonProgram& program,
                                      ClockKind clock,
                                      const Workshop& workshop);

// Runs all programs of `materials`, several at a time where the workshop has
// runners for it: of each, in their order, what its programs did.
absl::StatusOr<std::vector<ProgramRuns>> RunPrograms(
    const std::vector<Material>& materials, ClockKind clock,
    const Workshop& workshop);

// "1.0 s".
std::string WaitedText(absl::Duration waited);

// Whether a text like that holds of `waited`: to a tenth of a second, and a
// little more, so that nothing depends on where a figure is rounded.
bool IsWaited(absl::string_view text, absl::Duration waited);

}  // namespace grader

#endif  // GRADER_COURSE_PROGRAM_RUN_H_
