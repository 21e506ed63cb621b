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
#include "grader/problem/course_units.h"
#include "grader/problem/generated_files.h"
#include "grader/problem/load_problem.h"
#include "grader/verify/course_draft.h"
#include "grader/verify/problem_draft.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct NewArguments {
  std::string id;
  std::string kind = "stdin";
  std::vector<std::string> languages = {"cpp", "python"};
  std::string problems;
  std::string course;
};

constexpr char kFirstProblem[] = "sum-of-numbers";

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
absl::StatusOr<fs::path> FolderForNew(const NewArguments& arguments) {
  std::error_code error;
  if (!arguments.course.empty()) {
    return fs::absolute(arguments.course, error).lexically_normal() /
           "problems";
  }
  if (!arguments.problems.empty()) return ProblemsFolder(arguments.problems);
  return NearestProblems().value_or(fs::current_path(error) / "problems");
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

// Those of `files` that are not there yet.
absl::Status WriteMissing(const fs::path& root,
                          const std::vector<DraftFile>& files) {
  for (const DraftFile& file : files) {
    std::error_code error;
    if (fs::exists(root / file.path, error)) continue;
    absl::Status written = WriteDraft(root, file);
    if (!written.ok()) return written;
  }
  return absl::OkStatus();
}

// The starters of a problem with an interface, which is written already.
absl::StatusOr<std::vector<DraftFile>> Stubs(
    const fs::path& root, const std::string& id,
    const std::vector<std::string>& languages) {
  if (HoldsMaterial(root / "problems" / id)) return std::vector<DraftFile>();
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

absl::Status MakeProblem(const NewArguments& arguments, const fs::path& root,
                         const std::string& id) {
  const auto files = DraftProblem(id, arguments.kind, arguments.languages);
  if (!files.ok()) return files.status();
  std::error_code error;
  for (const DraftFile& file : *files) {
    const fs::path parent = (root / file.path).parent_path();
    if (!fs::exists(parent, error)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("there is a folder ", parent.string(), " already"));
  }
  for (const DraftFile& file : *files) {
    absl::Status written = WriteDraft(root, file);
    if (!written.ok()) return written;
  }
  const auto stubs = Stubs(root, id, arguments.languages);
  if (!stubs.ok()) return stubs.status();
  for (const DraftFile& file : *stubs) {
    absl::Status written = WriteDraft(root, file);
    if (!written.ok()) return written;
  }
  return WriteMissing(root, DraftReference());
}

// A course with one problem in it.
ExitCode NewCourse(const NewArguments& arguments, const fs::path& problems) {
  std::error_code error;
  if (fs::exists(problems, error)) {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("there is a folder ", problems.string(),
                     " already; name the problem to add: grader new ID "
                     "--course ",
                     arguments.course)));
  }
  const fs::path root = problems.parent_path();
  absl::Status made = MakeProblem(arguments, root, kFirstProblem);
  if (made.ok()) made = WriteMissing(root, DraftCourse());
  if (!made.ok()) return Fail(made);
  std::cout << "\nIt holds as it is: grader verify --course "
            << arguments.course
            << "\nREADME.md says what is where. Of grader itself it needs "
               "nothing.\n";
  return kAllWell;
}

ExitCode New(const NewArguments& arguments) {
  const auto folder = FolderForNew(arguments);
  if (!folder.ok()) return Fail(folder.status());
  if (arguments.id.empty()) return NewCourse(arguments, *folder);
  const absl::Status made =
      MakeProblem(arguments, folder->parent_path(), arguments.id);
  if (!made.ok()) return Fail(made);
  std::cout << "\nIt holds as it is: grader verify " << arguments.id;
  if (!arguments.course.empty()) std::cout << " --course " << arguments.course;
  std::cout << "\nChange it step by step; problems/README.md explains every "
               "key.\n";
  return kAllWell;
}

}  // namespace

void AddNewCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<NewArguments>();
  CLI::App* make = app.add_subcommand(
      "new",
      "Make a problem, a lesson or a quiz that already holds, to be changed "
      "into yours, or a course");
  make->add_option("ID", arguments->id,
                   "its name: lower-case words and digits joined by \"-\"");
  make->add_option("--kind", arguments->kind,
                   "stdin: programs that read and print; functions: functions "
                   "that a driver calls; lesson, quiz")
      ->check(CLI::IsMember({"stdin", "functions", "lesson", "quiz"}))
      ->capture_default_str();
  make->add_option("--lang", arguments->languages,
                   "its languages, with a comma between them")
      ->delimiter(',')
      ->capture_default_str();
  CLI::Option* const problems =
      make->add_option("--problems", arguments->problems,
                       "the folder of problems (default: the nearest one, or a "
                       "new one here)");
  make->add_option("--course", arguments->course,
                   "the course: a folder with problems, starters and solutions "
                   "in it; without an ID a new one, with a first problem and "
                   "files for GitHub and GitLab")
      ->excludes(problems);
  make->footer(
      "Writes problems/ID, starters/ID, solutions/ID and "
      "fixtures/problems/ID.\n\nExamples:\n"
      "  grader new sum-of-numbers --lang python && grader verify "
      "sum-of-numbers\n"
      "  grader new --course my-course && grader verify --course my-course");
  make->callback([arguments, &exit_code] {
    if (arguments->id.empty() && arguments->course.empty()) {
      throw CLI::RequiredError("ID");
    }
    exit_code = New(*arguments);
  });
}

}  // namespace grader
