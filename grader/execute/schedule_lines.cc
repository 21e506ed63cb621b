#include "grader/execute/schedule_lines.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "grader/execute/plan.h"

namespace grader {
namespace {

// The addresses of a report of the runtime's are fewer.
constexpr std::size_t kMostAddresses = 5'000;

}  // namespace

bool TakeLine(const SourceLine& found, SchedulePlace& place) {
  if (absl::StartsWith(found.file, "/usr/")) return false;
  place.file = found.file.substr(found.file.rfind('/') + 1);
  place.line = found.line;
  return true;
}

void FindLines(Schedule& schedule, const Build& build, Runner& runner) {
  // A call is in the line of the instruction before the one it returns to.
  std::set<std::uint64_t> addresses;
  for (const SchedulePlace* place : PlacesOf(schedule)) {
    for (const std::uint64_t call : place->calls) {
      if (call > 0 && addresses.size() < kMostAddresses) {
        addresses.insert(call - 1);
      }
    }
  }
  const std::map<std::uint64_t, SourceLine> lines = FindSourceLines(
      {addresses.begin(), addresses.end()}, build.folder / kProgram, runner);
  for (SchedulePlace* place : PlacesOf(schedule)) {
    for (const std::uint64_t call : place->calls) {
      const auto found = lines.find(call - 1);
      if (found != lines.end() && TakeLine(found->second, *place)) break;
    }
  }
}

}  // namespace grader
