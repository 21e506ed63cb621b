// What the tests of isolation share: a SandboxRunner on a rung of the ladder of
// layers, and the tiny programs of testcases/isolation. Every test runs on each
// rung that it can run on.
#ifndef GRADER_SANDBOX_SESSION_ISOLATION_TEST_FIXTURE_H_
#define GRADER_SANDBOX_SESSION_ISOLATION_TEST_FIXTURE_H_

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "grader/execute/sandbox_runner.h"

namespace grader::sandbox {
inline const std::string kPrograms =
    std::string(GRADER_BINARY_DIR) + "/testcases/isolation/";

struct Rung {
  const char* name;
  const char* without;  // for GRADER_SANDBOX_WITHOUT
};

inline std::ostream& operator<<(std::ostream& out, const Rung& rung) {
  return out << rung.name;
}

class IsolationTest : public ::testing::TestWithParam<Rung> {
 protected:
  IsolationTest() {
    setenv("GRADER_SANDBOX_WITHOUT", GetParam().without, 1);
    MakeFolder("/tmp");
    limits_.elapsed = limits_.wall = absl::Seconds(60);
    limits_.cpu = absl::Seconds(30);
  }
  ~IsolationTest() override { std::filesystem::remove_all(folder_); }

  void MakeFolder(const std::string& parent) {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    folder_ = parent + "/isolation-test-XXXXXX";
    mkdtemp(folder_.data());
    // Runs may have another user than we have.
    chmod(folder_.c_str(), 0755);
    std::filesystem::create_directory(folder_ + "/programs");
  }

  Command Program(const std::string& name,
                  const std::vector<std::string>& args = {}) {
    // The build folder may be hidden from other users: run a copy.
    const std::string copy = folder_ + "/programs/" + name;
    std::filesystem::copy_file(kPrograms + name, copy,
                               std::filesystem::copy_options::skip_existing);
    Command command;
    command.argv = {copy};
    command.argv.insert(command.argv.end(), args.begin(), args.end());
    command.environment = {{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
    command.readable = {folder_ + "/programs"};
    return command;
  }
  Command Shell(const std::string& script) {
    Command command;
    command.argv = {"/bin/sh", "-c", script};
    command.environment = {{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
    return command;
  }
  // `command` with the program testcases/isolation/driver.cc beside it.
  Command WithDriver(Command command, const std::vector<std::string>& args) {
    command.driver = Program("driver", args).argv;
    command.readable = {folder_ + "/programs"};
    return command;
  }
  Observation Run(const Command& command) {
    absl::StatusOr<Observation> observation = runner_.Run(command, limits_);
    EXPECT_TRUE(observation.ok()) << observation.status();
    return observation.ok() ? *observation : Observation();
  }
  bool Without(absl::string_view layer) const {
    return absl::StrContains(GetParam().without, layer);
  }
  bool HasLayer(const std::string& word) {
    const auto layers = Run(Shell("true")).isolation;
    return std::any_of(layers.begin(), layers.end(), [&](const auto& layer) {
      return absl::StartsWith(layer, word);
    });
  }

  std::string folder_;
  Limits limits_;
  SandboxRunner runner_{std::string(GRADER_BINARY_DIR) + "/grader-sandbox"};
};

inline bool KilledFor(const Observation& observation, Limit limit) {
  return observation.termination == Termination(grader::Killed{limit});
}
inline bool Reached(const Observation& observation, Limit limit) {
  const auto& limits = observation.limits_reached;
  return KilledFor(observation, limit) ||
         std::find(limits.begin(), limits.end(), limit) != limits.end();
}
inline const Termination kSuccess = Exited{0};

inline const auto kRungs = ::testing::Values(
    Rung{"Everything", ""}, Rung{"NoCgroup", "cgroup"},
    Rung{"NoLandlock", "landlock"}, Rung{"NoNamespaces", "namespaces"},
    Rung{"NoNamespacesNoCgroup", "namespaces,cgroup"});

inline std::string RungName(const ::testing::TestParamInfo<Rung>& rung) {
  return rung.param.name;
}

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_ISOLATION_TEST_FIXTURE_H_
