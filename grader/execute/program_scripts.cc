#include "grader/execute/program_scripts.h"

#include <unistd.h>

#include <fstream>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/constants.h"
#include "grader/problem/files.h"
#include "grader/problem/language.h"
#include "grader/problem/source_text.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool IsThere(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

absl::Status CheckExecutable(const fs::path& program, const fs::path& script) {
  std::error_code error;
  if (fs::is_regular_file(script, error) && access(script.c_str(), X_OK) == 0) {
    return absl::OkStatus();
  }
  return absl::InternalError(absl::StrCat(
      "the author's program ", program.filename().string(), ": ",
      script.filename().string(),
      IsThere(script) ? " is not executable; expected a script after chmod +x"
                      : " is not there after build; expected the program"));
}

// Links are not followed: what they lead to may be anything.
absl::Status Copy(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::copy(from, to,
           fs::copy_options::recursive | fs::copy_options::skip_symlinks,
           error);
  if (!error) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("cannot copy ", from.string(), ": ", error.message()));
}

// Where the sandbox's user must be able to read what an author wrote for
// themselves.
void LetAllRead(const fs::path& folder) {
  constexpr fs::perms kRead =
      fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
  constexpr fs::perms kEnter =
      fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    const bool enters = entry->is_directory(ignored) ||
                        access(entry->path().c_str(), X_OK) == 0;
    fs::permissions(entry->path(), enters ? kRead | kEnter : kRead,
                    fs::perm_options::add, ignored);
  }
}

// Writes the constants into all texts of `folder`; a file that cannot be
// written stays as it is, and is refused where it is used.
void PutIn(const Constants& constants, const fs::path& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end;
       !constants.empty() && !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    const std::string content = ReadFile(entry->path()).value_or("");
    const SourceText text = ReadSourceText(content);
    if (!text.ok()) continue;
    const std::string with = WithConstants(constants, text.text);
    // In place, so that the script stays executable.
    if (with != content) std::ofstream(entry->path()) << with;
  }
}

}  // namespace

bool HasScripts(const fs::path& program) {
  std::error_code error;
  return fs::is_directory(program, error) &&
         (IsThere(program / kBuildScript) || IsThere(program / kRunScript));
}

absl::StatusOr<Build> BuildByScript(const Problem& problem,
                                    const fs::path& program,
                                    const Workshop& workshop) {
  const auto folder = workshop.workspace.MakeUniqueFolder("program");
  if (!folder.ok()) return folder.status();
  if (absl::Status copied = Copy(program, *folder); !copied.ok()) return copied;
  PutIn(problem.constants, *folder);
  LetAllRead(*folder);
  Build build;
  build.folder = *folder;
  build.command.environment = {{"PATH", kSystemPath}, {"LC_ALL", "C.UTF-8"}};
  if (const fs::path script = *folder / kBuildScript; IsThere(script)) {
    absl::Status executable = CheckExecutable(program, script);
    if (!executable.ok()) return executable;
    Command command = build.command;
    command.argv = {script.string()};
    command.directory = *folder;
    const auto seen = workshop.runner.Run(command, BuildLimits());
    if (!seen.ok()) return seen.status();
    if (seen->termination != Termination(Exited{0})) {
      return absl::InternalError(
          absl::StrCat("the author's program ", program.filename().string(),
                       ": its script build fails:\n", seen->out.Joined(),
                       seen->err.Joined()));
    }
    LetAllRead(*folder);
  }
  const fs::path run = *folder / kRunScript;
  if (absl::Status executable = CheckExecutable(program, run);
      !executable.ok()) {
    return executable;
  }
  build.ok = true;
  build.command.argv = {run.string()};
  build.command.readable = {*folder};
  return build;
}

}  // namespace grader
