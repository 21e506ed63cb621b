// grader verify: proves that problems accept right work and reject wrong work,
// and that lessons and quizzes state what is so.
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/terminal.h"
#include "grader/cli/tools.h"
#include "grader/cli/usage.h"
#include "grader/course/program_run.h"
#include "grader/course/verify_material.h"
#include "grader/execute/choose_clock.h"
#include "grader/execute/list_tests.h"
#include "grader/execute/side_by_side.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/course_units.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/material_reader.h"
#include "grader/problem/problem_folders.h"
#include "grader/problem/whole_file.h"
#include "grader/verify/grading_board.h"
#include "grader/verify/proof_report.h"
#include "grader/verify/verify.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct VerifyArguments {
  std::vector<std::string> problems;
  std::string folder;
  unsigned jobs = HardwareThreads();
  std::string clock = "auto";
  std::vector<std::string> only;
  std::string format = "text";
  int repeats = 0;
  int busy_loops = 0;
  bool verbose = false;
  bool no_cache = false;
  bool record = false;
};

// Those of problems, and of lessons and quizzes.
std::vector<std::string> PartNames() {
  std::vector<std::string> names;
  for (const absl::string_view name : kPartNames) names.emplace_back(name);
  for (const absl::string_view name : kMaterialParts) names.emplace_back(name);
  return names;
}

// The folders of all units in `folder`.
std::vector<fs::path> UnitsIn(const fs::path& folder) {
  std::vector<fs::path> units =
      ProblemFoldersIn(folder).value_or(std::vector<fs::path>());
  for (fs::path& material : MaterialFolders(folder)) {
    if (!HoldsProblem(material)) units.push_back(std::move(material));
  }
  absl::c_sort(units);
  return units;
}

// The folders of the units that are asked for, each by itself or with all that
// are in a folder, such as a clone of a track.
absl::StatusOr<std::vector<fs::path>> Chosen(const VerifyArguments& arguments) {
  const auto folder = ProblemsFolder(arguments.folder);
  if (arguments.problems.empty()) {
    if (!folder.ok()) return folder.status();
    return UnitsIn(*folder);
  }
  std::vector<fs::path> chosen;
  for (const std::string& name : arguments.problems) {
    // A unit may be named by its own folder, without any other around.
    const auto directory = LocateUnit(folder.ok() ? *folder : ".", name);
    if (directory.ok()) {
      chosen.push_back(*directory);
      continue;
    }
    const std::vector<fs::path> inside = UnitsIn(name);
    if (!absl::IsNotFound(directory.status()) || inside.empty()) {
      return folder.ok() ? directory.status() : folder.status();
    }
    const auto reached = ProblemsFolder(name);
    if (!reached.ok()) return reached.status();
    chosen.insert(chosen.end(), inside.begin(), inside.end());
  }
  return chosen;
}

Proof Unreadable(const fs::path& directory, const absl::Status& status) {
  Proof proof;
  proof.problem = directory.filename().string();
  proof.parts.push_back({"schema", "", {std::string(status.message())}, {}});
  return proof;
}

// Holds a lesson or a quiz against `runs` of its programs; first, if that is
// wanted, it is written what they gave.
absl::StatusOr<Proof> ProveMaterial(const Material& material,
                                    const ProgramRuns& runs,
                                    const VerifyArguments& arguments) {
  if (!arguments.record || material.kind != Material::Kind::kLesson) {
    return VerifyMaterial(material, runs, arguments.only);
  }
  const fs::path file = material.directory / kLessonTextFile;
  const std::string text = ReadFile(file).value_or("");
  const std::string recorded = Recorded(material, text, runs);
  if (recorded == text) return VerifyMaterial(material, runs, arguments.only);
  const absl::Status written = ReplaceFile(file, recorded);
  if (!written.ok()) return written;
  const auto anew = LoadMaterial(material.directory);
  if (!anew.ok()) return Unreadable(material.directory, anew.status());
  return VerifyMaterial(*anew, runs, arguments.only);
}

void Show(const Proof& proof, const VerifyArguments& arguments) {
  if (arguments.format != "text") return;
  std::cout << ProofText(proof, StyleFor(STDOUT_FILENO), arguments.verbose)
            << std::flush;
}

// Proves lessons and quizzes. The programs of all of them are run first, so
// that no core waits for the last one of each.
absl::StatusOr<std::vector<Proof>> ProveMaterials(
    const std::vector<fs::path>& directories,
    const VerifyArguments& arguments) {
  if (directories.empty()) return std::vector<Proof>();
  auto tools = MakeTools();
  if (!tools.ok()) return tools.status();
  const auto clock = ChooseClock(arguments.clock, *(*tools)->runner);
  if (!clock.ok()) return clock.status();
  (*tools)->RunAtATime(arguments.jobs);
  Workshop workshop = (*tools)->workshop();
  workshop.reuse = !arguments.no_cache;
  std::vector<Material> materials;
  std::vector<std::optional<Proof>> unreadable;
  for (const fs::path& directory : directories) {
    auto material = LoadMaterial(directory);
    unreadable.emplace_back();
    if (material.ok()) {
      materials.push_back(*std::move(material));
    } else {
      unreadable.back() = Unreadable(directory, material.status());
    }
  }
  const auto runs = RunPrograms(materials, *clock, workshop);
  if (!runs.ok()) return runs.status();
  std::vector<Proof> proofs;
  std::size_t next = 0;
  for (std::optional<Proof>& proof : unreadable) {
    if (!proof) {
      auto made = ProveMaterial(materials[next], (*runs)[next], arguments);
      if (!made.ok()) return made.status();
      proof = *std::move(made);
      ++next;
    }
    Show(*proof, arguments);
    proofs.push_back(*std::move(proof));
  }
  return proofs;
}

// Takes one problem after another off the list; several threads work at a time.
// Those that find none left grade ahead what the others' proofs will ask for.
class ProofWorker {
 public:
  ProofWorker(const VerifyArguments& arguments,
              const std::vector<fs::path>& directories,
              const std::map<fs::path, std::string>& shared_numbers)
      : arguments_(arguments),
        directories_(directories),
        shared_numbers_(shared_numbers),
        turns_(directories.size()),
        proving_(arguments.jobs),
        proofs_(directories.size()) {}

  void Work() {
    if (directories_.empty()) return;
    std::optional proves = absl::MakeCleanup([this] {
      if (--proving_ == 0) board_.Close();
    });
    auto tools = MakeTools();
    auto clock = absl::StatusOr<ClockKind>(ClockKind::kReal);
    if (tools.ok()) clock = ChooseClock(arguments_.clock, *(*tools)->runner);
    if (!tools.ok() || !clock.ok()) {
      const std::lock_guard lock(mutex_);
      broken_.Update(tools.status());
      broken_.Update(clock.status());
      return;
    }
    Workshop workshop = (*tools)->workshop();
    workshop.reuse = !arguments_.no_cache;
    VerifyOptions options;
    options.grade.clock = *clock;
    options.only = arguments_.only;
    options.repeats = arguments_.repeats;
    options.busy_loops = arguments_.busy_loops;
    options.board = &board_;
    while (const auto turn = turns_.Next()) {
      auto proof = Prove(directories_[*turn], options, workshop);
      const std::lock_guard lock(mutex_);
      if (!proof.ok()) {
        broken_.Update(proof.status());
        return;
      }
      progress_.Show("");
      Show(*proof, arguments_);
      ++ended_;
      progress_.Show(absl::StrCat(ended_, " of ", directories_.size(),
                                  " are verified, the last was ",
                                  proof->problem));
      proofs_[*turn] = *std::move(proof);
    }
    proves.reset();
    board_.Help(workshop);
  }

  const absl::Status& broken() const { return broken_; }
  const std::vector<Proof>& proofs() const { return proofs_; }
  // Whether one needs what this machine does not have.
  bool lacks_something() const { return lacks_something_; }

 private:
  absl::StatusOr<Proof> Prove(const fs::path& directory,
                              const VerifyOptions& options,
                              const Workshop& workshop) {
    auto problem = LoadProblem(directory);
    if (!problem.ok()) return Unreadable(directory, problem.status());
    const absl::Status listed = ListTests(*problem, workshop);
    if (absl::IsInvalidArgument(listed)) return Unreadable(directory, listed);
    if (absl::IsFailedPrecondition(listed)) {
      // What is not here, other problems may do without.
      lacks_something_ = true;
      return Unreadable(directory, listed);
    }
    if (!listed.ok()) return listed;
    Proof proof = VerifyProblem(*problem, options, workshop);
    const auto shared = shared_numbers_.find(directory);
    if (shared != shared_numbers_.end() && !proof.parts.empty() &&
        proof.parts.front().name == "schema") {
      proof.parts.front().complaints.push_back(shared->second);
    }
    return proof;
  }

  const VerifyArguments& arguments_;
  const std::vector<fs::path>& directories_;
  const std::map<fs::path, std::string>& shared_numbers_;  // with what to say
  Turns turns_;
  std::atomic<unsigned> proving_;  // threads that may begin another proof
  GradingBoard board_;
  std::atomic<bool> lacks_something_ = false;
  std::mutex mutex_;  // of all below, and of stdout
  Progress progress_;
  std::size_t ended_ = 0;
  std::vector<Proof> proofs_;
  absl::Status broken_;
};

ExitCode Verify(const VerifyArguments& arguments) {
  const auto directories = Chosen(arguments);
  if (!directories.ok()) return Fail(directories.status());
  std::vector<fs::path> lessons;
  std::vector<fs::path> problems;
  for (const fs::path& directory : *directories) {
    (HoldsMaterial(directory) ? lessons : problems).push_back(directory);
  }
  // Of lessons the programs go on side by side, of problems the problems, and
  // where these are few their submissions.
  auto proofs = ProveMaterials(lessons, arguments);
  if (!proofs.ok()) return Fail(proofs.status());
  const auto course = ProblemsFolder(arguments.folder);
  const auto shared =
      course.ok() ? SharedNumbers(*course) : std::map<fs::path, std::string>();
  ProofWorker of_problems(arguments, problems, shared);
  SideBySide(arguments.jobs, [&](std::size_t) { of_problems.Work(); });
  if (!of_problems.broken().ok()) return Fail(of_problems.broken());
  absl::c_copy(of_problems.proofs(), std::back_inserter(*proofs));
  if (arguments.format == "json") std::cout << ProofJson(*proofs);
  if (arguments.format == "text" && proofs->size() > 1) {
    std::cout << SummaryText(*proofs);
  }
  if (of_problems.lacks_something()) return kGraderFailed;
  const bool all_hold =
      absl::c_all_of(*proofs, [](const Proof& proof) { return proof.ok(); });
  return all_hold ? kAllWell : kNotAccepted;
}

}  // namespace

void AddVerifyCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* verify = app.add_subcommand(
      "verify",
      "Prove units: of problems, references accepted and wrong ones rejected; "
      "of lessons and quizzes, all that they state");
  verify->add_option("UNIT", arguments->problems,
                     "units: ids, numbers, their folders, or folders of "
                     "units such as a clone of a track (default: all)");
  AddCourseOptions(*verify, arguments->folder);
  verify
      ->add_option("--jobs", arguments->jobs,
                   "problems, or submissions of one, at a time")
      ->check(AboveZero())
      ->capture_default_str();
  verify
      ->add_option("--clock", arguments->clock,
                   "the clock the submissions run on")
      ->check(CLI::IsMember({"auto", "virtual", "real"}))
      ->capture_default_str();
  verify
      ->add_option("--only", arguments->only,
                   "these parts alone, as in accepted,rejected: " +
                       absl::StrJoin(PartNames(), ", "))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(PartNames()));
  verify->add_flag("--record", arguments->record,
                   "write into lessons what their programs give");
  verify->add_option("--format", arguments->format, "how to report")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  verify
      ->add_option("--repeat", arguments->repeats,
                   "run everything this often again; all runs must agree")
      ->check(ZeroOrMore());
  verify
      ->add_option("--load", arguments->busy_loops,
                   "with --repeat: busy loops beside those runs")
      ->check(ZeroOrMore());
  verify->add_flag("--verbose", arguments->verbose,
                   "every submission, and which case catches which");
  verify->add_flag("--no-cache", arguments->no_cache,
                   "build and run everything afresh");
  verify->footer(
      "Exit status: 0 all hold, 1 some do not, 2 wrong usage, 3 the "
      "grader failed.");
  verify->callback([arguments, &exit_code] { exit_code = Verify(*arguments); });
}

}  // namespace grader
