#include "grader/execute/source_lines.h"

#include <cstddef>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "grader/execute/plan.h"
#include "grader/execute/toolchain_command.h"

namespace grader {

std::map<std::uint64_t, SourceLine> FindSourceLines(
    const std::vector<std::uint64_t>& addresses,
    const std::filesystem::path& program, Runner& runner) {
  std::map<std::uint64_t, SourceLine> found;
  Command command;
  command.argv = {FindProgram({"addr2line"}, kSystemPath), "--functions",
                  "--demangle", "--exe", program.string()};
  if (command.argv.front().empty() || addresses.empty()) return found;
  command.environment = {{"PATH", kSystemPath}, {"LC_ALL", "C.UTF-8"}};
  command.readable = {program.parent_path()};
  for (const std::uint64_t address : addresses) {
    absl::StrAppendFormat(&command.input, "0x%x\n", address);
  }
  const auto said = runner.Run(command, BuildLimits());
  if (!said.ok() || said->termination != Termination(Exited{0})) return found;
  // Two lines for each.
  const std::vector<std::string> lines =
      absl::StrSplit(said->out.Joined(), '\n');
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    if (lines.size() < 2 * i + 2) break;
    if (auto line = ReadSourceLine(lines[2 * i], lines[2 * i + 1])) {
      found[addresses[i]] = *std::move(line);
    }
  }
  return found;
}

std::optional<SourceLine> ReadSourceLine(absl::string_view function,
                                         absl::string_view place) {
  place = place.substr(0, place.find(" (discriminator"));
  const std::size_t colon = place.rfind(':');
  if (colon == absl::string_view::npos) return std::nullopt;
  SourceLine found;
  found.function = std::string(function);
  found.file = std::string(place.substr(0, colon));
  if (!absl::SimpleAtoi(place.substr(colon + 1), &found.line) ||
      found.line <= 0 || found.file == "??") {
    return std::nullopt;
  }
  return found;
}

}  // namespace grader
