// What a subcommand that grades needs: a workspace, the cache and a Runner.
#ifndef GRADER_CLI_TOOLS_H_
#define GRADER_CLI_TOOLS_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/cache.h"
#include "grader/execute/runner.h"
#include "grader/execute/workshop.h"
#include "grader/execute/workspace.h"

namespace grader {

struct Tools {
  Workspace workspace;
  Cache cache;
  std::unique_ptr<Runner> runner;
  std::vector<std::unique_ptr<Runner>> others = {};

  // To run `count` cases at a time.
  void RunAtATime(unsigned count);

  Workshop workshop();
};

// Fails when there is no place for temporary files, no sandbox program, or
// GRADER_CACHE_SIZE is no size. Says on stderr if the cache cannot be written.
absl::StatusOr<std::unique_ptr<Tools>> MakeTools();

}  // namespace grader

#endif  // GRADER_CLI_TOOLS_H_
