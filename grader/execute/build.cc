#include "grader/execute/build.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kProgram[] = "program";

Command Compile(const Language& language, const fs::path& directory) {
  Command command;
  command.argv = language.compiler;
  // The folder is writable on every rung of isolation; /tmp is not.
  command.environment = {{"PATH", kSystemPath},
                         {"LC_ALL", "C.UTF-8"},
                         {"TMPDIR", directory.string()}};
  command.directory = directory;
  return command;
}

// The headers of `folders`, copied to `target`: a compiler reads whatever it is
// told to, so the submission's must not come near the problem's own folder.
absl::Status CopyHeaders(const Language& language,
                         const std::vector<fs::path>& folders,
                         const fs::path& target) {
  for (const fs::path& folder : folders) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string extension = entry.path().extension().string();
      if (std::find(language.headers.begin(), language.headers.end(),
                    extension) == language.headers.end()) {
        continue;
      }
      fs::copy_file(entry.path(), target / entry.path().filename(), error);
      if (error) break;
    }
    if (error) {
      return absl::InternalError(absl::StrCat("cannot copy the headers of ",
                                              folder.string(), ": ",
                                              error.message()));
    }
  }
  return absl::OkStatus();
}

// What the submissions of one problem and language share.
struct Prepared {
  fs::path headers;
  fs::path driver;  // object file
};

absl::StatusOr<Prepared> Prepare(const Submission& submission,
                                 Workspace& workspace, Runner& runner) {
  const Language& language = submission.language;
  const std::string name = absl::StrCat(
      submission.driver.parent_path().filename().string(), "-", language.name);
  const fs::path folder = workspace.path() / name;
  const Prepared prepared = {folder / "include", folder / "driver.o"};
  if (fs::exists(prepared.driver)) return prepared;

  if (auto made = workspace.MakeFolder(name); !made.ok()) return made.status();
  if (auto made = workspace.MakeFolder(name + "/include"); !made.ok()) {
    return made.status();
  }
  if (absl::Status copied = CopyHeaders(
          language, submission.include_directories, prepared.headers);
      !copied.ok()) {
    return copied;
  }
  Command command = Compile(language, folder);
  for (const fs::path& directory : submission.include_directories) {
    command.argv.push_back("-I" + directory.string());
    command.argv.push_back("-I" + (directory / "driver").string());
    command.readable.push_back(directory);
  }
  for (const char* argument :
       {"-c", submission.driver.c_str(), "-o", prepared.driver.c_str()}) {
    command.argv.push_back(argument);
  }
  const auto observation = runner.Run(command, BuildLimits());
  if (!observation.ok()) return observation.status();
  if (observation->termination != Termination(Exited{0})) {
    return absl::InternalError(absl::StrCat(
        "the driver of the problem does not compile (",
        submission.driver.string(), "):\n", observation->err.Joined()));
  }
  return prepared;
}

bool IsSource(const Language& language, const std::string& name) {
  const std::string extension = fs::path(name).extension().string();
  return std::find(language.extensions.begin(), language.extensions.end(),
                   extension) != language.extensions.end();
}

// The file an interpreter starts with: the only one, or main or solution.
std::string MainFile(const Submission& submission) {
  std::vector<std::string> candidates;
  for (const SourceFile& source : submission.sources) {
    if (!IsSource(submission.language, source.name)) continue;
    const std::string stem = fs::path(source.name).stem().string();
    if (stem == "main" || stem == "solution") return source.name;
    candidates.push_back(source.name);
  }
  return candidates.empty() ? "" : candidates.front();
}

// What a compiler says when it was not let finish.
Diagnostic CompilerStopped(const Termination& termination) {
  Diagnostic diagnostic;
  diagnostic.message =
      "the compiler was stopped: the program is too large or too slow to "
      "compile";
  if (const auto* killed = std::get_if<Killed>(&termination)) {
    if (killed->limit == Limit::kOutput) {
      diagnostic.message = "the compiler printed too much: too many errors";
    }
  }
  return diagnostic;
}

void SortByInterest(const Submission& submission,
                    std::vector<Diagnostic>& diagnostics) {
  const auto interest = [&](const Diagnostic& diagnostic) {
    const bool own =
        std::any_of(submission.sources.begin(), submission.sources.end(),
                    [&](const SourceFile& source) {
                      return source.name == diagnostic.file;
                    });
    return std::pair(diagnostic.severity != Severity::kError, !own);
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) {
                     return interest(a) < interest(b);
                   });
}

absl::StatusOr<Build> CompileSubmission(const Submission& submission,
                                        const fs::path& folder,
                                        Workspace& workspace, Runner& runner) {
  const Language& language = submission.language;
  Command command = Compile(language, folder);
  if (!submission.driver.empty()) {
    const auto prepared = Prepare(submission, workspace, runner);
    if (!prepared.ok()) return prepared.status();
    command.argv.push_back("-I" + prepared->headers.string());
    command.argv.push_back(prepared->driver.string());
    command.readable = {prepared->headers.parent_path()};
  }
  for (const SourceFile& source : submission.sources) {
    if (IsSource(language, source.name)) command.argv.push_back(source.name);
  }
  command.argv.push_back("-o");
  command.argv.push_back(kProgram);
  command.argv.insert(command.argv.end(), language.link.begin(),
                      language.link.end());
  const auto observation = runner.Run(command, BuildLimits());
  if (!observation.ok()) return observation.status();

  Build build;
  build.ok = observation->termination == Termination(Exited{0});
  build.wall_time = observation->wall_time;
  build.log = observation->err.Joined();
  build.diagnostics = ParseCompilerOutput(build.log);
  if (!std::holds_alternative<Exited>(observation->termination)) {
    build.diagnostics.push_back(CompilerStopped(observation->termination));
  }
  SortByInterest(submission, build.diagnostics);
  build.command.argv = {(folder / kProgram).string()};
  return build;
}

}  // namespace

absl::StatusOr<Build> BuildSubmission(const Submission& submission,
                                      Workspace& workspace, Runner& runner) {
  const auto folder = workspace.MakeUniqueFolder("submission");
  if (!folder.ok()) return folder.status();
  for (const SourceFile& source : submission.sources) {
    if (absl::Status written = WriteFile(*folder / source.name, source.content);
        !written.ok()) {
      return written;
    }
  }
  Build build;
  if (submission.language.compiler.empty()) {
    build.ok = true;
    build.command.argv = submission.language.interpreter;
    build.command.argv.push_back((*folder / MainFile(submission)).string());
  } else {
    auto compiled = CompileSubmission(submission, *folder, workspace, runner);
    if (!compiled.ok()) return compiled;
    build = *std::move(compiled);
  }
  build.command.environment = {{"PATH", kSystemPath}, {"LC_ALL", "C.UTF-8"}};
  build.folder = *folder;
  build.command.readable = {*folder};
  build.command.traced = !submission.driver.empty();
  return build;
}

void RemoveBuild(const Build& build) {
  std::error_code ignored;
  fs::remove_all(build.folder, ignored);
}

}  // namespace grader
