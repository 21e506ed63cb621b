#include "grader/sandbox/session/launch_order.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/session/session_files.h"

namespace grader::sandbox {
namespace {

// As exec(3) wants it.
std::vector<std::string> Environment(
    const RunBox& box, const std::map<std::string, std::string>& wanted) {
  std::map<std::string, std::string> environment = {
      {"HOME", box.home()}, {"TMPDIR", box.temporary()}};
  for (const auto& [name, value] : wanted) environment[name] = value;
  std::vector<std::string> lines;
  for (const auto& [name, value] : environment) {
    lines.push_back(absl::StrCat(name, "=", value));
  }
  return lines;
}

}  // namespace

RunOrder LaunchOrder(const Command& command, const Limits& limits,
                     const RunBox& box) {
  RunOrder order;
  order.limits = limits;
  order.clock = command.clock;
  order.argv = command.argv;
  order.driver = command.driver;
  order.files = command.files;
  order.directory = command.directory;
  order.environment = Environment(box, command.environment);
  order.driver_environment = order.environment;
  if (command.interactor) {
    order.driver = InteractorCall(*command.interactor, box.feedback_folder());
    // The submission may write to its own home, and what is there could be
    // taken for a part of the interactor.
    auto environment = command.interactor->environment;
    environment["HOME"] = "/";
    order.driver_environment = Environment(box, environment);
  }
  order.readable.assign(command.readable.begin(), command.readable.end());
  return order;
}

}  // namespace grader::sandbox
