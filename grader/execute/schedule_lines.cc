#include "grader/execute/schedule_lines.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "grader/execute/plan.h"

namespace grader {
namespace {

// The addresses of a report of the runtime's are fewer.
constexpr std::size_t kMostAddresses = 5'000;

// What addr2line prints for each of `addresses`, in their order; nothing if it
// cannot be had.
std::vector<std::string> Look(const std::vector<std::uint64_t>& addresses,
                              const Build& build, Runner& runner) {
  const std::string tool = FindProgram({"addr2line"}, kSystemPath);
  if (tool.empty() || addresses.empty()) return {};
  Command command;
  command.argv = {tool, "-e", (build.folder / kProgram).string()};
  command.environment = {{"PATH", kSystemPath}, {"LC_ALL", "C.UTF-8"}};
  command.readable = {build.folder};
  for (const std::uint64_t address : addresses) {
    absl::StrAppendFormat(&command.input, "0x%x\n", address);
  }
  const auto seen = runner.Run(command, BuildLimits());
  if (!seen.ok() || seen->termination != Termination(Exited{0})) return {};
  std::vector<std::string> lines = absl::StrSplit(seen->out.Joined(), '\n');
  if (lines.size() < addresses.size()) return {};
  return lines;
}

}  // namespace

bool ReadLine(absl::string_view printed, SchedulePlace& place) {
  printed = printed.substr(0, printed.find(" (discriminator"));
  const std::size_t colon = printed.rfind(':');
  if (colon == absl::string_view::npos) return false;
  const absl::string_view path = printed.substr(0, colon);
  int line = 0;
  if (!absl::SimpleAtoi(printed.substr(colon + 1), &line) || line <= 0 ||
      absl::StartsWith(path, "/usr/") || path == "??") {
    return false;
  }
  place.file = std::string(path.substr(path.rfind('/') + 1));
  place.line = line;
  return true;
}

void FindLines(Schedule& schedule, const Build& build, Runner& runner) {
  // A call is in the line of the instruction before the one it returns to.
  std::map<std::uint64_t, std::string> printed;
  for (const SchedulePlace* place : PlacesOf(schedule)) {
    for (const std::uint64_t call : place->calls) {
      if (call > 0 && printed.size() < kMostAddresses) printed[call - 1] = "";
    }
  }
  std::vector<std::uint64_t> addresses;
  for (const auto& [address, text] : printed) addresses.push_back(address);
  const std::vector<std::string> lines = Look(addresses, build, runner);
  if (lines.empty()) return;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    printed[addresses[i]] = lines[i];
  }
  for (SchedulePlace* place : PlacesOf(schedule)) {
    for (const std::uint64_t call : place->calls) {
      const auto found = printed.find(call - 1);
      if (found != printed.end() && ReadLine(found->second, *place)) break;
    }
  }
}

}  // namespace grader
