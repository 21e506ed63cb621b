// The one interface with an effect behind it: runs a Command under Limits.
#ifndef GRADER_EXECUTE_RUNNER_H_
#define GRADER_EXECUTE_RUNNER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/command.h"
#include "grader/execute/observation.h"
#include "grader/problem/limits.h"

namespace grader {

class Runner {
 public:
  virtual ~Runner() = default;

  // Runs `command` to its end or to the first limit, and leaves no process of
  // it behind. Whatever the program does is data in the Observation; a Status
  // means that the grader could not do its work.
  virtual absl::StatusOr<Observation> Run(const Command& command,
                                          const Limits& limits) = 0;

  // A Runner of the same kind that runs beside this one, for another thread;
  // null if there is none.
  virtual std::unique_ptr<Runner> Another() { return nullptr; }

  // All that its runs depend on beside the Command, as text; empty: what is
  // observed once says nothing about the next time.
  virtual std::string Identity() const { return ""; }

  // What runs from here on shares nothing with the runs before it: called
  // between submissions.
  virtual void StartSession() {}

  // The next run is likely the last: what it needed may be taken down while its
  // Observation is made use of. There can be more all the same.
  virtual void ExpectLast() {}

  // From here on a run that would lack a layer of isolation is a
  // FailedPrecondition instead.
  virtual void RequireIsolation() {}
};

}  // namespace grader

#endif  // GRADER_EXECUTE_RUNNER_H_
