// grader new: the folders of a new problem, which already holds.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/locate.h"
#include "grader/problem/generated_files.h"
#include "grader/problem/load_problem.h"
#include "grader/verify/problem_draft.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct NewArguments {
  std::string id;
  std::string kind = "stdin";
  std::vector<std::string> languages = {"cpp", "python"};
  std::string problems;
};

absl::Status WriteNew(const fs::path& path, const std::string& content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << content;
  file.close();
  if (file) return absl::OkStatus();
  return absl::PermissionDeniedError(
      absl::StrCat("cannot write ", path.string()));
}

// Among other problems, or else in the current folder: never far away in the
// grader's own.
absl::StatusOr<fs::path> FolderForNew(const std::string& given) {
  if (!given.empty()) return ProblemsFolder(given);
  std::error_code error;
  return NearestProblems().value_or(fs::current_path(error) / "problems");
}

// What drivers and adapters are made with goes along with the problems.
absl::Status CopySupport(const fs::path& problems) {
  const fs::path support = problems / "support";
  const auto graders = GradersProblems();
  std::error_code error;
  if (fs::exists(support, error) || !graders) return absl::OkStatus();
  fs::create_directories(problems, error);
  fs::copy(*graders / "support", support, fs::copy_options::recursive, error);
  if (error) {
    return absl::PermissionDeniedError(
        absl::StrCat("cannot write ", support.string(), ": ", error.message()));
  }
  std::cout << fs::proximate(support, error).string() << "/\n";
  return absl::OkStatus();
}

// Writes `file` below `root`, and says so.
absl::Status WriteDraft(const fs::path& root, const DraftFile& file) {
  if (absl::Status written = WriteNew(root / file.path, file.content);
      !written.ok()) {
    return written;
  }
  // Not always below the current folder.
  std::error_code error;
  std::cout << fs::proximate(root / file.path, error).string() << "\n";
  return absl::OkStatus();
}

// The starters of a problem with an interface, which is written already.
absl::StatusOr<std::vector<DraftFile>> Stubs(
    const fs::path& root, const std::string& id,
    const std::vector<std::string>& languages) {
  const auto problem = LoadProblem(root / "problems" / id);
  if (!problem.ok()) return problem.status();
  std::vector<DraftFile> stubs;
  for (const std::string& language : languages) {
    if (!IsGenerated(*problem, language)) continue;
    GeneratedFile stub = StubFile(*problem, language);
    stubs.push_back({absl::StrCat("starters/", id, "/", stub.name),
                     std::move(stub.content)});
  }
  return stubs;
}

ExitCode New(const NewArguments& arguments) {
  const auto folder = FolderForNew(arguments.problems);
  if (!folder.ok()) return Fail(folder.status());
  const auto files =
      DraftProblem(arguments.id, arguments.kind, arguments.languages);
  if (!files.ok()) return Fail(files.status());
  const fs::path root = folder->parent_path();
  std::error_code error;
  for (const DraftFile& file : *files) {
    const fs::path parent = (root / file.path).parent_path();
    if (!fs::exists(parent, error)) continue;
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("there is a folder ", parent.string(), " already")));
  }
  if (arguments.kind == "functions") {
    if (absl::Status copied = CopySupport(*folder); !copied.ok()) {
      return Fail(copied);
    }
  }
  for (const DraftFile& file : *files) {
    const absl::Status written = WriteDraft(root, file);
    if (!written.ok()) return Fail(written);
  }
  const auto stubs = Stubs(root, arguments.id, arguments.languages);
  if (!stubs.ok()) return Fail(stubs.status());
  for (const DraftFile& file : *stubs) {
    const absl::Status written = WriteDraft(root, file);
    if (!written.ok()) return Fail(written);
  }
  std::cout << "\nIt holds as it is: grader verify " << arguments.id
            << "\nChange it step by step; problems/README.md explains every "
               "key.\n";
  return kAllWell;
}

}  // namespace

void AddNewCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<NewArguments>();
  CLI::App* make = app.add_subcommand(
      "new", "Make a problem that already holds, to be changed into yours");
  make->add_option("ID", arguments->id,
                   "its name: lower-case words and digits joined by \"-\"")
      ->required();
  make->add_option("--kind", arguments->kind,
                   "stdin: programs that read and print; functions: functions "
                   "that a driver calls")
      ->check(CLI::IsMember({"stdin", "functions"}))
      ->capture_default_str();
  make->add_option("--lang", arguments->languages,
                   "its languages, with a comma between them")
      ->delimiter(',')
      ->capture_default_str();
  make->add_option("--problems", arguments->problems,
                   "the folder of problems (default: the nearest one, or a new "
                   "one here)");
  make->footer(
      "Writes problems/ID, starters/ID, solutions/ID and "
      "fixtures/problems/ID;\nproblems/support if a driver needs it and it is "
      "not there.\n\nExample:\n"
      "  grader new sum-of-numbers --lang python && grader verify "
      "sum-of-numbers");
  make->callback([arguments, &exit_code] { exit_code = New(*arguments); });
}

}  // namespace grader
