// The Runner that confines: hands every Command to the program grader-sandbox
// (grader/sandbox/main.cc), which isolates, runs and times it.
#ifndef GRADER_EXECUTE_SANDBOX_RUNNER_H_
#define GRADER_EXECUTE_SANDBOX_RUNNER_H_

#include <filesystem>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/execute/runner.h"

namespace grader {

// Where grader-sandbox is: what the environment variable GRADER_SANDBOX names
// (for tests), else the grader's own (problem/installation.h). NotFound if it
// is not there.
absl::StatusOr<std::filesystem::path> FindSandboxProgram();

class SandboxRunner : public Runner {
 public:
  // `program`: grader-sandbox. It is started with the first session or run.
  explicit SandboxRunner(std::filesystem::path program);
  ~SandboxRunner() override;

  // Runs in the namespaces of the runs before it, but with a file tree of its
  // own. When the sandbox program dies or does not answer, that is a Status,
  // and the next run starts another.
  absl::StatusOr<Observation> Run(const Command& command,
                                  const Limits& limits) override;

  std::unique_ptr<Runner> Another() override {
    auto another = std::make_unique<SandboxRunner>(path_);
    another->full_isolation_ = full_isolation_;
    return another;
  }

  // The sandbox program as it is installed, the rights it has and the layers
  // of isolation that it is told to leave out, or may not do without.
  std::string Identity() const override;

  // The next run starts in fresh namespaces. Starts the sandbox program if need
  // be, which makes itself ready while something else is done.
  void StartSession() override;

  void ExpectLast() override { last_ = true; }

  void RequireIsolation() override { full_isolation_ = true; }

 private:
  struct Program;

  absl::Status Start();
  absl::Status Greet();

  std::filesystem::path path_;
  std::unique_ptr<Program> program_;
  bool fresh_session_ = false;
  bool full_isolation_ = false;
  bool last_ = false;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_SANDBOX_RUNNER_H_
