#include "grader/execute/sanitizers.h"

#include <cstdint>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/plan.h"
#include "grader/execute/toolchain_command.h"

namespace grader {
namespace {

constexpr absl::string_view kOption = "-fsanitize=";

CommandTemplate WithThoseOf(const Submission& submission,
                            CommandTemplate words) {
  if (submission.sanitizers.empty()) return words;
  for (std::string& word : words) {
    if (!absl::StartsWith(word, kOption)) continue;
    word = absl::StrCat(kOption, absl::StrJoin(submission.sanitizers, ","));
  }
  return words;
}

// What linkers call the libraries: only a reason to look.
bool SpeaksOfLibrary(absl::string_view log) {
  for (const absl::string_view name : {"asan", "ubsan"}) {
    if (absl::StrContains(log, name)) return true;
  }
  return false;
}

}  // namespace

CommandTemplate SanitizeOptions(const Submission& submission) {
  return WithThoseOf(submission, submission.language.toolchain.sanitize);
}

CommandTemplate SanitizeLink(const Submission& submission) {
  return WithThoseOf(submission, submission.language.toolchain.sanitize_link);
}

std::map<std::string, std::string> SanitizerEnvironment() {
  const std::string ends = absl::StrCat(":exitcode=", kSanitizerEnds);
  return {{"ASAN_OPTIONS",
           absl::StrCat("symbolize=0:detect_leaks=0:detect_odr_violation=0:"
                        "quarantine_size_mb=16:halt_on_error=1",
                        ends)},
          {"UBSAN_OPTIONS", absl::StrCat("symbolize=0", ends)}};
}

std::int64_t SanitizedMemory(std::int64_t memory_bytes) {
  return 2 * memory_bytes + 128 * kMiB;
}

absl::Status CheckSanitizersAreHere(const Submission& submission,
                                    absl::string_view log, Runner& runner) {
  if (submission.sanitizers.empty() || !SpeaksOfLibrary(log)) {
    return absl::OkStatus();
  }
  const Language& language = submission.language;
  const std::string source = "empty" + language.extensions.front();
  // No program and no object: a source is both to compilers.
  Command command =
      BuildCommand(language, SanitizeLink(submission),
                   {{"objects", {source}}, {"program", {kProgram}}}, ".");
  command.directory.clear();
  command.files = {{source, "int main(void) { return 0; }\n"}};
  const auto seen = runner.Run(command, language.build_limits);
  if (!seen.ok()) return seen.status();
  if (seen->termination == Termination(Exited{0})) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(
      "the problem wants programs to be built with sanitizers, and ",
      language.toolchain.name,
      " has no libraries of them here (Debian: libclang-rt-19-dev for clang "
      "19):\n",
      seen->err.Joined()));
}

}  // namespace grader
