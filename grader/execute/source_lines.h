// From addresses in a program to lines of its source.
#ifndef GRADER_EXECUTE_SOURCE_LINES_H_
#define GRADER_EXECUTE_SOURCE_LINES_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/execute/runner.h"

namespace grader {

struct SourceLine {
  std::string function;  // demangled
  std::string file;      // with the folder that it was compiled in
  int line = 0;
  bool operator==(const SourceLine&) const = default;
};

// The line of `program` at each of `addresses` that has one, as addr2line(1)
// says. The program is a submission's, so it is read in the sandbox, by
// `runner`. Nothing where that is not there, or fails.
std::map<std::uint64_t, SourceLine> FindSourceLines(
    const std::vector<std::uint64_t>& addresses,
    const std::filesystem::path& program, Runner& runner);

// What addr2line printed for one address, a function and FILE:LINE; nothing if
// it knows no line.
std::optional<SourceLine> ReadSourceLine(absl::string_view function,
                                         absl::string_view place);

}  // namespace grader

#endif  // GRADER_EXECUTE_SOURCE_LINES_H_
