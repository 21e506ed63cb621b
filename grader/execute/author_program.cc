#include "grader/execute/author_program.h"

#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/build_messages.h"
#include "grader/execute/program_scripts.h"
#include "grader/problem/load_program.h"

namespace grader {

namespace fs = std::filesystem;

absl::StatusOr<Build> BuildAuthorProgram(const Problem& problem,
                                         const fs::path& program,
                                         const Workshop& workshop,
                                         const std::vector<fs::path>& with) {
  std::error_code error;
  if (!fs::is_directory(program, error) &&
      LanguageOfSource(*problem.languages, program) == nullptr) {
    Build build;
    build.ok = true;
    build.command.argv = {program.string()};
    build.command.environment = {{"PATH", kSystemPath}, {"LC_ALL", "C.UTF-8"}};
    build.command.readable = {program};
    return build;
  }
  if (HasScripts(program)) return BuildByScript(problem, program, workshop);
  auto submission = LoadProgram(problem, program, with);
  if (!submission.ok()) {
    return absl::Status(
        submission.status().code(),
        absl::StrCat("the author's program ", program.filename().string(), ": ",
                     submission.status().message()));
  }
  auto build = BuildSubmission(*submission, workshop.OfAuthor());
  if (build.ok() && !build->ok) {
    return absl::InternalError(
        absl::StrCat("the author's program ", program.filename().string(),
                     " does not compile:\n", build->message, "\n",
                     ErrorsInWords(build->diagnostics, build->log)));
  }
  return build;
}

}  // namespace grader
