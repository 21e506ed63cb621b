#include "grader/execute/style_warnings.h"

#include <cstddef>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/execute/toolchain_command.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// "format" of "… [-Wformat=]": GCC has the value that an option takes behind
// it.
absl::string_view NameOfWarning(absl::string_view message) {
  if (!absl::ConsumeSuffix(&message, "]")) return "";
  const std::size_t open = message.rfind("[-W");
  if (open == absl::string_view::npos) return "";
  const absl::string_view name = message.substr(open + 3);
  return name.substr(0, name.find('='));
}

bool SpeaksOfUnknownOption(absl::string_view log) {
  return absl::StrContains(log, "unknown warning option") ||
         absl::StrContains(log, "unrecognized command-line option");
}

}  // namespace

std::vector<std::string> WarningOptions(const Submission& submission) {
  std::vector<std::string> options;
  if (!TakesWarnings(submission.language)) return options;
  for (const Deduction& deduction : submission.deductions) {
    if (deduction.warning.empty()) continue;
    options.push_back(absl::StrCat("-W", deduction.warning));
  }
  return options;
}

std::vector<StyleFindings> FindWarnings(const Submission& submission,
                                        absl::string_view log) {
  std::vector<StyleFindings> found(submission.deductions.size());
  if (WarningOptions(submission).empty()) return found;
  // With no file called the learner's, each message stays where the compiler
  // has it.
  for (Diagnostic& one :
       ParseDiagnostics(submission.language.diagnostics, log)) {
    if (one.severity != Severity::kWarning) continue;
    const absl::string_view name = NameOfWarning(one.message);
    const auto deduction =
        absl::c_find_if(submission.deductions, [&](const Deduction& candidate) {
          return !name.empty() && candidate.warning == name;
        });
    if (deduction == submission.deductions.end()) continue;
    one.file = fs::path(one.file).lexically_normal().string();
    if (absl::c_none_of(submission.sources, [&](const SourceFile& source) {
          return source.name == one.file;
        })) {
      continue;
    }
    const auto index = deduction - submission.deductions.begin();
    AddFinding(std::move(one), submission.sources,
               found[static_cast<std::size_t>(index)]);
  }
  return found;
}

absl::Status CheckWarningsAreKnown(const Submission& submission,
                                   absl::string_view log, Runner& runner) {
  const std::vector<std::string> options = WarningOptions(submission);
  if (options.empty() || !SpeaksOfUnknownOption(log)) return absl::OkStatus();
  const Language& language = submission.language;
  const std::string source = "empty" + language.extensions.front();
  Command command = BuildCommand(
      language, language.toolchain.compile,
      {{"source", {source}}, {"object", {"empty.o"}}, {"options", options}},
      ".");
  command.directory.clear();
  command.files = {{source, "\n"}};
  const auto seen = runner.Run(command, language.build_limits);
  if (!seen.ok()) return seen.status();
  const std::string said = seen->err.Joined();
  if (!SpeaksOfUnknownOption(said)) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("the problem deducts points for warnings that ",
                   language.toolchain.name, " does not have:\n", said));
}

}  // namespace grader
