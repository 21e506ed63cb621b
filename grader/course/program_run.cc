#include "grader/course/program_run.h"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/execute/build.h"
#include "grader/execute/build_messages.h"
#include "grader/execute/case_command.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/known_run.h"
#include "grader/execute/side_by_side.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/files.h"
#include "grader/problem/installation.h"
#include "grader/problem/scaffold.h"
#include "grader/problem/submission.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr char kRecorder[] = "grader_record.py";
constexpr char kRecording[] = "recording.json";
constexpr char kPython[] = "python3";
constexpr absl::Duration kLongestBuild = absl::Minutes(30);

// The recorder's source: the grader's own, whatever else the course has.
absl::StatusOr<std::string> RecorderSource(const Material& material) {
  constexpr char kFile[] = "lesson/record.py";
  for (const fs::path& folder :
       {SupportFolder(material.directory.parent_path(), "python"),
        OwnInstallation().course / "problems/support/python"}) {
    if (auto source = ReadFile(folder / kFile)) return *std::move(source);
  }
  return absl::InternalError(
      absl::StrCat("the grader is not complete: no ", kFile));
}

std::string OrderFor(const Execution* execution) {
  Json order = {{"tasks", Json::array()},
                {"variables", Json::array()},
                {"steps", Json::array()}};
  if (execution != nullptr) {
    for (const auto& [name, function] : execution->tasks) {
      order["tasks"].push_back({name, function});
    }
    order["variables"] = execution->variables;
    for (const ExecutionStep& step : execution->steps) {
      order["steps"].push_back(step.line);
    }
  }
  return order.dump();
}

// Python's files are run as they are, with what the system has installed, by
// the recorder.
absl::StatusOr<Build> PythonBuild(const Material& material,
                                  const LessonProgram& program,
                                  const Language& language) {
  if (absl::Status there = CheckInstalled(language); !there.ok()) return there;
  auto recorder = RecorderSource(material);
  if (!recorder.ok()) return recorder.status();
  Build build;
  build.ok = true;
  build.hash = ContentHash("lesson program 1")
                   .Add(ToolchainHash(language))
                   .Add(program.content)
                   .Digest();
  build.runtime_processes = language.runtime_processes;
  build.runtime_memory_bytes = language.runtime_memory_bytes;
  const std::string name = fs::path(program.file).filename().string();
  Command& command = build.command;
  command.argv = {language.toolchain.found.at(kPython), "-I", kRecorder, name,
                  OrderFor(material.FindExecution(program.name))};
  command.environment = EnvironmentOf(language, {});
  command.readable = language.readable;
  command.files = {{kRecorder, *std::move(recorder)}, {name, program.content}};
  command.collect = {kRecording};
  return build;
}

// Whether `program` includes a header of the library in `folder`.
bool UsesLibrary(const LessonProgram& program, const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (absl::StrContains(program.content,
                          absl::StrCat("#include \"", name, "\""))) {
      return true;
    }
  }
  return false;
}

absl::StatusOr<Build> BuildOf(const Material& material,
                              const LessonProgram& program,
                              const Workshop& workshop) {
  const Language* const language =
      LanguageOfSource(*material.languages, program.file);
  if (language == nullptr) {
    return absl::InternalError(absl::StrCat("no language for ", program.file));
  }
  if (language->name == "python" &&
      language->toolchain.found.contains(kPython)) {
    return PythonBuild(material, program, *language);
  }
  if (absl::Status there = CheckInstalled(*language); !there.ok()) return there;
  Submission submission;
  submission.language = *language;
  // Nobody means harm by a program of the course: what compiling it computes is
  // bounded, but not how long it waits for a core on a busy machine.
  Limits& limits = submission.language.build_limits;
  limits.elapsed = limits.wall = kLongestBuild;
  submission.sources = {
      {fs::path(program.file).filename().string(), program.content}};
  fs::path library =
      SupportFolder(material.directory.parent_path(), language->name);
  if (UsesLibrary(program, library)) {
    submission.scaffold.instances = LibraryInstances(library, *language);
    submission.scaffold.support = std::move(library);
  }
  return BuildSubmission(submission, workshop);
}

std::vector<std::string> Texts(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& item : list) texts.push_back(item.get<std::string>());
  return texts;
}

// Reads what the recorder left, if it came to its end. The program is the
// author's, but what it writes is no reason to end the grader.
void ReadRecording(ProgramRun& run) {
  const auto file = run.observation.files.find(kRecording);
  if (file == run.observation.files.end()) return;
  const Json recording = Json::parse(file->second, nullptr, false);
  try {
    run.waited = absl::Seconds(recording.at("waited").get<double>());
    for (const Json& one : recording.at("moments")) {
      run.moments.push_back({absl::Seconds(one.at("at").get<double>()),
                             Texts(one.at("tasks")),
                             Texts(one.at("variables"))});
    }
  } catch (const Json::exception&) {
    run.moments.clear();
  }
}

std::string EndInWords(const ProgramRun& run) {
  const Termination& end = run.observation.termination;
  std::string words;
  if (const auto* exited = std::get_if<Exited>(&end)) {
    words = absl::StrCat("ended with exit code ", exited->code);
  } else if (const auto* signaled = std::get_if<Signaled>(&end)) {
    words = absl::StrCat("was ended by signal ", signaled->signal);
  } else if (std::holds_alternative<Deadlocked>(end)) {
    words = "is deadlocked: all of it waits, and nothing could wake it";
  } else {
    words = "reached a limit";
  }
  const std::string error = run.last_error();
  return error.empty() ? words : absl::StrCat(words, ": ", error);
}

std::string ComplaintOf(const LessonProgram& program, const ProgramRun& run) {
  if (run.observation.out.omitted > 0) return "prints too much to be shown";
  if (program.deadlock) {
    return run.deadlocked()
               ? ""
               : absl::StrCat("should be deadlocked, and ", EndInWords(run));
  }
  const Termination wanted = Exited{program.exit_code};
  if (run.observation.termination == wanted) return "";
  return absl::StrCat("should end with exit code ", program.exit_code, ", and ",
                      EndInWords(run));
}

struct Task {
  std::size_t material = 0;
  const LessonProgram* program = nullptr;
  bool compiled = false;
};

// One program that is compiled, all that are not, and the others that are: the
// first builds what all of those share, and meanwhile there is other work.
std::vector<Task> InGoodOrder(const std::vector<Material>& materials) {
  std::vector<Task> compiled;
  std::vector<Task> others;
  for (std::size_t i = 0; i < materials.size(); ++i) {
    for (const LessonProgram& program : materials[i].programs) {
      const Language* const language =
          LanguageOfSource(*materials[i].languages, program.file);
      const bool links = language != nullptr && language->toolchain.links();
      (links ? compiled : others).push_back({i, &program, links});
    }
  }
  if (compiled.size() > 1) {
    others.insert(others.end(), compiled.begin() + 1, compiled.end());
    compiled.resize(1);
  }
  compiled.insert(compiled.end(), others.begin(), others.end());
  return compiled;
}

// Runs programs by several threads.
class Running {
 public:
  Running(const std::vector<Material>& materials, ClockKind clock)
      : materials_(materials),
        clock_(clock),
        tasks_(InGoodOrder(materials)),
        turns_(tasks_.size()),
        runs_(materials.size()) {}

  // Runs one program after another, until there are no more.
  void Work(const Workshop& workshop) {
    while (const auto turn = turns_.Next()) {
      const Task& task = tasks_[*turn];
      // Or it would build once more what the first is still building.
      if (task.compiled && *turn > 0) AwaitFirst();
      // However the first ends, nobody waits for it any longer.
      const absl::Cleanup end = [&] {
        const std::lock_guard lock(mutex_);
        first_is_over_ |= *turn == 0;
        progress_.notify_all();
      };
      auto run = RunProgram(materials_[task.material], *task.program, clock_,
                            workshop);
      const std::lock_guard lock(mutex_);
      broken_.Update(run.status());
      if (run.ok()) {
        runs_[task.material].emplace(task.program->name, *std::move(run));
      }
    }
  }

  absl::StatusOr<std::vector<ProgramRuns>> Result() {
    if (!broken_.ok()) return broken_;
    return std::move(runs_);
  }

 private:
  void AwaitFirst() {
    std::unique_lock lock(mutex_);
    progress_.wait(lock, [this] { return first_is_over_; });
  }

  const std::vector<Material>& materials_;
  const ClockKind clock_;
  const std::vector<Task> tasks_;
  Turns turns_;
  std::mutex mutex_;  // of all below
  std::condition_variable progress_;
  bool first_is_over_ = false;
  std::vector<ProgramRuns> runs_;
  absl::Status broken_;
};

}  // namespace

std::string ProgramRun::last_error() const {
  const std::string text = observation.err.Joined();
  const absl::string_view stripped = absl::StripAsciiWhitespace(text);
  const std::size_t line = stripped.rfind('\n');
  return std::string(
      line == absl::string_view::npos ? stripped : stripped.substr(line + 1));
}

absl::StatusOr<ProgramRun> RunProgram(const Material& material,
                                      const LessonProgram& program,
                                      ClockKind clock,
                                      const Workshop& workshop) {
  workshop.Tell(program.name);
  const auto build = BuildOf(material, program, workshop);
  if (!build.ok()) return build.status();
  ProgramRun run;
  if (!build->ok) {
    run.complaint = absl::StrCat("cannot be built. ", build->message, "\n",
                                 ErrorsInWords(build->diagnostics, build->log));
    return run;
  }
  TestCase test_case;
  test_case.args = program.args;
  test_case.input = program.input;
  test_case.limits = program.limits;
  Command command = CommandFor(*build, test_case, clock);
  command.files = build->command.files;
  const Limits limits = LimitsFor(*build, test_case);
  const std::string name = RunName(*build, command, limits, workshop);
  if (auto known = FindRun(name, workshop)) {
    run.observation = *std::move(known);
  } else {
    auto seen = workshop.runner.Run(command, limits);
    if (!seen.ok()) return seen.status();
    KeepRun(name, *seen, workshop);
    run.observation = *std::move(seen);
  }
  run.waited = std::max(run.observation.elapsed - run.observation.cpu_time,
                        absl::ZeroDuration());
  ReadRecording(run);
  run.complaint = ComplaintOf(program, run);
  return run;
}

absl::StatusOr<std::vector<ProgramRuns>> RunPrograms(
    const std::vector<Material>& materials, ClockKind clock,
    const Workshop& workshop) {
  std::vector<Runner*> runners = {&workshop.runner};
  runners.insert(runners.end(), workshop.beside.begin(), workshop.beside.end());
  Running running(materials, clock);
  SideBySide(runners.size(), [&](std::size_t worker) {
    Workshop own = {workshop.cache, workshop.workspace, *runners[worker]};
    own.reuse = workshop.reuse;
    running.Work(own);
  });
  return running.Result();
}

std::string WaitedText(absl::Duration waited) {
  return absl::StrFormat("%.1f s",
                         std::max(0.0, absl::ToDoubleSeconds(waited)));
}

bool IsWaited(absl::string_view text, absl::Duration waited) {
  constexpr double kTolerance = 0.08;
  double seconds = 0;
  text = absl::StripAsciiWhitespace(text);
  if (!absl::ConsumeSuffix(&text, " s") || !absl::SimpleAtod(text, &seconds)) {
    return false;
  }
  const double seen = std::max(0.0, absl::ToDoubleSeconds(waited));
  return seen > seconds - kTolerance && seen < seconds + kTolerance;
}

}  // namespace grader
