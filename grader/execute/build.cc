#include "grader/execute/build.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/execute/build_result.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/machine_shortage.h"
#include "grader/execute/plan.h"
#include "grader/execute/prepare.h"
#include "grader/execute/toolchain_command.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kProgram[] = "program";
constexpr char kResult[] = ".build";

bool IsSource(const Language& language, const std::string& name) {
  const std::string extension = fs::path(name).extension().string();
  return std::find(language.extensions.begin(), language.extensions.end(),
                   extension) != language.extensions.end();
}

std::vector<std::string> SourceNames(const Submission& submission) {
  std::vector<std::string> names;
  for (const SourceFile& source : submission.sources) {
    if (IsSource(submission.language, source.name)) {
      names.push_back(source.name);
    }
  }
  return names;
}

std::string FileText(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// The file an interpreter starts with: main or solution, else the first.
std::string MainFile(const Submission& submission) {
  const std::vector<std::string> names = SourceNames(submission);
  for (const std::string& name : names) {
    const std::string stem =
        absl::AsciiStrToLower(fs::path(name).stem().string());
    if (stem == "main" || stem == "solution") return name;
  }
  return names.empty() ? "" : names.front();
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

// A submission, what its build is called in the cache, and the plan of what it
// shares with others (without parts if it has no driver).
struct Order {
  const Submission& submission;
  Plan plan;
  std::string name;  // of the result
  std::string hash;  // of a run
};

absl::StatusOr<Order> MakeOrder(const Submission& submission) {
  Order order = {submission, {}, "", ""};
  ContentHash name("build 1");
  name.Add(ToolchainHash(submission.language));
  for (const SourceFile& source : submission.sources) {
    name.Add(source.name).Add(source.content);
  }
  if (!submission.scaffold.empty()) {
    auto plan = MakePlan(submission.scaffold, submission.language);
    if (!plan.ok()) return plan.status();
    order.plan = *std::move(plan);
    if (order.plan.headers) {
      name.Add(order.plan.parts[*order.plan.headers].name);
    }
    if (order.plan.prelude) {
      name.Add(order.plan.parts[*order.plan.prelude].name);
    }
    for (const std::size_t i : order.plan.objects) {
      name.Add(order.plan.parts[i].name);
    }
    if (order.plan.folder) name.Add(order.plan.parts[*order.plan.folder].name);
  }
  order.name = name.Digest();
  ContentHash hash("run 1");
  hash.Add(order.name);
  if (!submission.scaffold.empty()) {
    hash.Add(order.plan.parts[order.plan.driver].name);
    if (order.plan.folder) hash.Add(order.plan.parts[*order.plan.folder].name);
  }
  order.hash = hash.Digest();
  return order;
}

// What a learner is told of `name`, a file whose name one of the problem's own
// files has.
Diagnostic NameIsTaken(const std::string& name) {
  Diagnostic diagnostic;
  diagnostic.file = name;
  diagnostic.line = 1;
  diagnostic.message =
      absl::StrCat("the problem has a file \"", name,
                   "\" of its own, which is the one that is imported: rename "
                   "yours, or leave it out");
  return diagnostic;
}

// Compiles one submission in `folder`.
class Compilation {
 public:
  Compilation(const Order& order, const std::vector<CacheEntryPtr>& entries,
              const fs::path& folder, Runner& runner)
      : order_(order),
        language_(order.submission.language),
        entries_(entries),
        folder_(folder),
        runner_(runner) {}

  absl::StatusOr<Build> Run() {
    build_.ok = true;
    const absl::Status done =
        language_.toolchain.links() ? CompileAndLink() : RunCommands();
    if (!done.ok()) return done;
    std::vector<Diagnostic> read =
        ParseDiagnostics(language_.diagnostics, build_.log);
    std::move(build_.diagnostics.begin(), build_.diagnostics.end(),
              std::back_inserter(read));
    build_.diagnostics = std::move(read);
    SortByInterest(order_.submission, build_.diagnostics);
    return std::move(build_);
  }

 private:
  // Every file is compiled, whatever became of the others, so that the learner
  // sees all there is to mend.
  absl::Status CompileAndLink() {
    std::vector<std::string> objects;
    for (const std::size_t i : order_.plan.objects) {
      objects.push_back(
          (*entries_[i] / order_.plan.parts[i].object()).string());
    }
    for (const std::string& source : SourceNames(order_.submission)) {
      objects.push_back(source + ".o");
      const absl::Status done =
          Step(language_.toolchain.compile, {{"source", {source}},
                                             {"object", {objects.back()}},
                                             {"options", Options()}});
      if (!done.ok()) return done;
    }
    if (!build_.ok) return absl::OkStatus();
    return Step(language_.toolchain.link,
                {{"objects", objects}, {"program", {kProgram}}});
  }

  absl::Status RunCommands() {
    const std::string main = MainFile(order_.submission);
    RefuseTakenNames(main);
    for (const CommandTemplate& words : language_.toolchain.build) {
      const absl::Status done =
          Step(words, {{"sources", SourceNames(order_.submission)},
                       {"main", {main}},
                       {"stem", {fs::path(main).stem().string()}},
                       {"program", {kProgram}},
                       {"folder", {folder_.string()}}});
      if (!done.ok() || !build_.ok) return done;
    }
    return absl::OkStatus();
  }

  // A file beside `main` would never be seen where a file of the problem goes
  // by its name; a copy of that file does no harm.
  void RefuseTakenNames(const std::string& main) {
    if (!order_.plan.folder) return;
    for (const fs::path& taken : order_.plan.parts[*order_.plan.folder].files) {
      for (const SourceFile& source : order_.submission.sources) {
        if (source.name == main || source.name != taken.filename() ||
            source.content == FileText(taken)) {
          continue;
        }
        build_.ok = false;
        build_.diagnostics.push_back(NameIsTaken(source.name));
      }
    }
  }

  // What the submission is built with; the driver is none of its business.
  std::vector<CacheEntryPtr> Shared() const {
    const Plan& plan = order_.plan;
    std::vector<CacheEntryPtr> shared;
    if (plan.headers) shared.push_back(entries_[*plan.headers]);
    if (plan.prelude) shared.push_back(entries_[*plan.prelude]);
    for (const std::size_t i : plan.objects) shared.push_back(entries_[i]);
    return shared;
  }

  std::vector<std::string> Options() const {
    const Plan& plan = order_.plan;
    if (!plan.headers) return {};
    std::vector<std::string> options = language_.toolchain.with_driver;
    if (plan.prelude) {
      options.insert(
          options.end(),
          {"-include", (*entries_[*plan.prelude] / kPreludeHeader).string()});
    }
    options.push_back("-I" + entries_[*plan.headers]->folder().string());
    return options;
  }

  absl::Status Step(const CommandTemplate& words, const Placeholders& values) {
    Command command = BuildCommand(language_, words, values, folder_);
    for (const CacheEntryPtr& entry : Shared()) {
      command.readable.push_back(entry->folder());
    }
    const auto observation = runner_.Run(command, language_.build_limits);
    if (!observation.ok()) return observation.status();
    build_.wall_time += observation->wall_time;
    absl::StrAppend(&build_.log, WithoutOurPaths(observation->err.Joined()),
                    WithoutOurPaths(observation->out.Joined()));
    if (observation->termination == Termination(Exited{0})) {
      return absl::OkStatus();
    }
    if (LacksProcesses(build_.log)) {
      return absl::ResourceExhaustedError(absl::StrCat(
          "the machine refused the compiler a process:\n", build_.log));
    }
    build_.ok = false;
    if (!std::holds_alternative<Exited>(observation->termination)) {
      build_.stopped = true;
      build_.diagnostics.push_back(CompilerStopped(observation->termination));
    }
    return absl::OkStatus();
  }

  // A header of the problem goes by its name, wherever it is kept.
  std::string WithoutOurPaths(const std::string& text) const {
    std::vector<std::pair<std::string, std::string>> paths = {
        {folder_.string() + "/", ""}};
    for (const CacheEntryPtr& entry : Shared()) {
      paths.emplace_back(entry->folder().string() + "/", "");
    }
    return absl::StrReplaceAll(text, paths);
  }

  const Order& order_;
  const Language& language_;
  const std::vector<CacheEntryPtr>& entries_;
  const fs::path& folder_;
  Runner& runner_;
  Build build_;
};

// Says how `build`, whose result lies in `folder`, is run.
void AddCommand(const Order& order, const std::vector<CacheEntryPtr>& entries,
                const fs::path& folder, Build& build) {
  const Submission& submission = order.submission;
  const Language& language = submission.language;
  const fs::path main = MainFile(submission);
  Placeholders values = {{"folder", {folder.string()}},
                         {"program", {(folder / kProgram).string()}},
                         {"main", {(folder / main).string()}},
                         {"stem", {main.stem().string()}}};
  build.folder = folder;
  build.hash = order.hash;
  build.runtime_processes = language.runtime_processes;
  build.runtime_memory_bytes = language.runtime_memory_bytes;
  Command& command = build.command;
  command.environment = EnvironmentOf(language, values);
  command.readable = language.readable;
  command.readable.push_back(folder);
  if (submission.scaffold.empty()) {
    command.argv = FillIn(language.toolchain, language.toolchain.run, values);
    return;
  }
  const Plan& plan = order.plan;
  const CacheEntryPtr& driver = entries[plan.driver];
  const Toolchain& driver_toolchain =
      submission.scaffold.driver_language.toolchain;
  command.driver = driver_toolchain.links()
                       ? std::vector<std::string>{(*driver / kProgram).string()}
                       : FillIn(driver_toolchain, driver_toolchain.drive,
                                {{"prepared", {driver->folder().string()}}});
  command.readable.push_back(driver->folder());
  if (plan.folder) {
    const CacheEntryPtr& prepared = entries[*plan.folder];
    values["prepared"] = {prepared->folder().string()};
    command.readable.push_back(prepared->folder());
  }
  command.argv =
      FillIn(language.toolchain, language.toolchain.run_with_driver, values);
}

// A build that is in the cache.
std::optional<Build> Take(const CacheEntryPtr& entry) {
  if (entry == nullptr) return std::nullopt;
  std::optional<Build> build = DecodeBuildResult(FileText(*entry / kResult));
  if (build) build->entries = {entry};
  return build;
}

// Whether all that a run needs is what the build made; else it is a tree.
bool IsOneProgram(const Toolchain& toolchain) {
  return !toolchain.run.empty() && toolchain.run.front() == "{program}";
}

absl::StatusOr<CacheEntryPtr> Keep(const Order& order, const Build& build,
                                   const fs::path& folder, Cache& cache) {
  const CacheTexts result = {{kResult, EncodeBuildResult(build)}};
  if (!build.ok) return cache.Store(order.name, folder, {}, result);
  if (IsOneProgram(order.submission.language.toolchain)) {
    return cache.Store(order.name, folder, {kProgram}, result);
  }
  return StoreTree(cache, order.name, folder, result);
}

}  // namespace

absl::StatusOr<Build> BuildSubmission(const Submission& submission,
                                      const Workshop& workshop) {
  const auto order = MakeOrder(submission);
  if (!order.ok()) return order.status();
  const auto entries =
      Prepare(order->plan, submission.scaffold, submission.language, workshop);
  if (!entries.ok()) return entries.status();
  if (workshop.reuse) {
    if (auto build = Take(workshop.cache.Find(order->name))) {
      build->cached = true;
      AddCommand(*order, *entries, build->entries.front()->folder(), *build);
      build->entries.insert(build->entries.end(), entries->begin(),
                            entries->end());
      return *std::move(build);
    }
  }
  workshop.Tell("building");
  const auto folder = workshop.workspace.MakeUniqueFolder("submission");
  if (!folder.ok()) return folder.status();
  for (const SourceFile& source : submission.sources) {
    if (absl::Status written = WriteFile(*folder / source.name, source.content);
        !written.ok()) {
      return written;
    }
  }
  auto build = Compilation(*order, *entries, *folder, workshop.runner).Run();
  if (!build.ok()) return build;
  fs::path result = *folder;
  // Where a compiler is stopped depends on the machine, too.
  if (workshop.reuse && !build->stopped) {
    auto kept = Keep(*order, *build, *folder, workshop.cache);
    if (!kept.ok()) return kept.status();
    std::error_code ignored;
    fs::remove_all(*folder, ignored);
    result = (*kept)->folder();
    build->entries.push_back(*std::move(kept));
  }
  AddCommand(*order, *entries, result, *build);
  build->entries.insert(build->entries.end(), entries->begin(), entries->end());
  return build;
}

absl::StatusOr<std::optional<Build>> FindBuild(const Submission& submission,
                                               const Cache& cache) {
  const auto order = MakeOrder(submission);
  if (!order.ok()) return order.status();
  auto build = Take(cache.Find(order->name));
  if (!build) return std::nullopt;
  // A run takes nothing but its driver, and its adapter where that is no part
  // of the program.
  std::vector<CacheEntryPtr> entries(order->plan.parts.size());
  if (!submission.scaffold.empty()) {
    for (const std::size_t i : {order->plan.driver, order->plan.folder.value_or(
                                                        order->plan.driver)}) {
      entries[i] = cache.Find(order->plan.parts[i].name);
      if (entries[i] == nullptr) return std::nullopt;
      build->entries.push_back(entries[i]);
    }
  }
  build->cached = true;
  AddCommand(*order, entries, build->entries.front()->folder(), *build);
  return build;
}

void RemoveBuild(const Build& build, const Workspace& workspace) {
  const fs::path inside = build.folder.lexically_relative(workspace.path());
  if (inside.empty() || *inside.begin() == "..") return;
  std::error_code ignored;
  fs::remove_all(build.folder, ignored);
}

}  // namespace grader
