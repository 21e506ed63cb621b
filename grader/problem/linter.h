// The table of linters: programs whose findings points can be deducted for. It
// is data (linters.yaml, compiled in); a course adds rows of its own.
#ifndef GRADER_PROBLEM_LINTER_H_
#define GRADER_PROBLEM_LINTER_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/language.h"

namespace grader {

struct Linter {
  std::string name;
  // The languages that it reads, by name, and the {options} for each.
  std::map<std::string, CommandTemplate> languages;
  std::vector<std::string> programs;  // the first that is there
  std::vector<std::filesystem::path>
      identity;  // change when what it finds does
  CommandTemplate command;
  CommandTemplate with_rules;
  std::string finding;                 // RE2, of a line
  std::string cannot_read;             // RE2, in a line; empty: no such line
  std::string rule;                    // RE2, of a name; empty: it has none
  std::string example;                 // of such a name
  std::vector<std::string> silencers;  // in any case of letters

  bool operator==(const Linter&) const = default;
};

// linters.yaml, as the build found it, and its rows.
extern const absl::string_view kBuiltInLinters;
const std::vector<Linter>& BuiltInLinters();

// Reads `text`, a file in the form of linters.yaml. Fails with kInvalidArgument
// and every error, with its place in `file`.
absl::StatusOr<std::vector<Linter>> ReadLinters(std::string file,
                                                std::string text);

// The rows of the file `path`, a course's own; none if it is not there. Fails
// like LoadProblem.
absl::StatusOr<std::vector<Linter>> LoadLinters(
    const std::filesystem::path& path);

// The row that comes with the grader of that name, or nullptr.
const Linter* FindLinter(absl::string_view name);

// The absolute path of its program, or kUnavailable with what must be
// installed.
absl::StatusOr<std::string> FindLinterProgram(const Linter& linter);

}  // namespace grader

#endif  // GRADER_PROBLEM_LINTER_H_
