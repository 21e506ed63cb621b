// For tests that build for real, in the sandbox, with the tools of this
// machine.
#ifndef GRADER_TESTING_BUILD_FIXTURE_H_
#define GRADER_TESTING_BUILD_FIXTURE_H_

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "grader/execute/build.h"
#include "grader/execute/case_command.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

// What one grader has; several may share the folder of the cache.
struct Grader {
  explicit Grader(const std::filesystem::path& cache_folder)
      : workspace(*Workspace::Create()),
        cache(cache_folder, workspace.path() / "cache", 512 * kMiB),
        runner(GRADER_BINARY_DIR "/grader-sandbox") {}

  Workshop workshop() {
    return {.cache = cache,
            .workspace = workspace,
            .runner = runner,
            .on_progress = [this](const auto& what) { told.push_back(what); }};
  }

  Workspace workspace;
  Cache cache;
  SandboxRunner runner;
  std::vector<std::string> told;
};

inline Submission Written(const std::string& language, const std::string& name,
                          const std::string& content) {
  Submission submission;
  submission.language = *FindLanguage(*BuiltInLanguages(), language);
  submission.sources = {{name, content}};
  return submission;
}

class BuildTest : public ::testing::Test {
 protected:
  BuildTest() : grader_(folder_.path() / "cache") {}

  absl::StatusOr<Observation> Run(const Build& build) {
    const TestCase test_case;
    const Command command = CommandFor(build, test_case, ClockKind::kVirtual);
    return grader_.runner.Run(command, LimitsFor(build, test_case));
  }

  TemporaryFolder folder_;
  Grader grader_;
};

}  // namespace grader

#endif  // GRADER_TESTING_BUILD_FIXTURE_H_
