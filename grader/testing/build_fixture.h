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

// Why `language` cannot be tried on this machine: `ci/test` expects that only
// of languages whose tools are large. "" if it can.
inline std::string WhyNotHere(const Language& language) {
  if (language.installed()) return "";
  if (language.name == "haskell" || language.name == "ocaml" ||
      language.name == "kotlin") {
    return "ci/setup --languages installs its tools, which are large";
  }
  return std::string(CheckInstalled(language).message());
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

// The smallest problem that has all parts: the driver is a program that prints
// a number; the adapter calls the learner's function.
class ScaffoldBuildTest : public BuildTest {
 protected:
  ScaffoldBuildTest() {
    Write("p/driver.cpp",
          "#include \"driver.h\"\nint main() { Print(kWorld); }\n");
    Write("p/adapter.cpp",
          "#include \"adapter.h\"\n#include \"p.h\"\n"
          "int main() { return Answer(answer()); }\n");
    Write("p/p.h", "int answer();\n");
    Write("support/cpp/prelude.h", "#include <string>\n");
    Write("support/cpp/driver/driver.h",
          "constexpr int kWorld = 1;\nvoid Print(int number);\n");
    Write("support/cpp/driver/driver.cc",
          "#include \"driver.h\"\n#include <cstdio>\n"
          "void Print(int number) { std::printf(\"%d\\n\", number); }\n");
    Write("support/cpp/adapter/adapter.h", "int Answer(int value);\n");
    Write("support/cpp/adapter/adapter.cc",
          "#include \"adapter.h\"\nint Answer(int value) { return value; }\n");
    submission_ = Written("cpp", "solution.cpp",
                          "#include \"p.h\"\nint answer() { return 7; }\n");
    submission_.scaffold = {.driver = folder_.path() / "p/driver.cpp",
                            .driver_language = submission_.language,
                            .adapter = folder_.path() / "p/adapter.cpp",
                            .generated = {},
                            .instances = {},
                            .problem = folder_.path() / "p",
                            .driver_support = folder_.path() / "support/cpp",
                            .support = folder_.path() / "support/cpp"};
  }

  void Write(const std::string& name, const std::string& content) {
    folder_.Write(name, content);
  }

  Build BuildIt(Grader& grader, bool reuse = true) {
    Workshop workshop = grader.workshop();
    workshop.reuse = reuse;
    auto build = BuildSubmission(submission_, workshop);
    EXPECT_TRUE(build.ok()) << build.status();
    return build.ok() ? *std::move(build) : Build();
  }

  // How the submission's program ends that was built, without its driver.
  Termination EndOf(const Build& build) {
    Command alone = build.command;
    alone.driver.clear();
    const auto seen = grader_.runner.Run(alone, Limits());
    EXPECT_TRUE(seen.ok()) << seen.status();
    return seen.ok() ? seen->termination : Termination();
  }

  Submission submission_;
};

}  // namespace grader

#endif  // GRADER_TESTING_BUILD_FIXTURE_H_
