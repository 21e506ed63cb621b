#include "grader/execute/build.h"

#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/build_result.h"
#include "grader/execute/case_command.h"
#include "grader/execute/compile.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/plan.h"
#include "grader/execute/prepare.h"
#include "grader/execute/program_start.h"
#include "grader/execute/sanitizers.h"
#include "grader/execute/style_check.h"
#include "grader/execute/style_warnings.h"
#include "grader/execute/suite_build.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/files.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_framework.h"
#include "grader/problem/version.h"
#include "grader/syntax/grammars.h"
#include "grader/syntax/rule_match.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kResult[] = ".build";

// A submission, what its build is called in the cache, and the plan of what it
// shares with others (without parts if it has no driver).
struct BuildPlan {
  const Submission& submission;
  Plan plan;
  std::string name;  // of the result
  std::string hash;  // of a run
};

// What the rules make of the submission depends on the parser, too.
void AddConstructRules(const Submission& submission, ContentHash& hash) {
  if (submission.construct_rules.empty()) return;
  hash.AddIdentity(ParserProgram());
  hash.AddIdentity(GrammarFile(GrammarsFolder(), submission.language.name));
  for (const ConstructRule& rule : submission.construct_rules) {
    hash.Add(EncodeRule(rule)).Add(rule.why);
    hash.Add(std::int64_t{rule.required});
  }
}

absl::StatusOr<BuildPlan> MakeBuildPlan(const Submission& submission) {
  BuildPlan planned = {submission, {}, "", ""};
  ContentHash name("build 9");
  // Another version may have refused what this one compiles, or not.
  name.Add(kVersion);
  name.Add(ToolchainHash(submission.language));
  for (const SourceFile& source : submission.sources) {
    name.Add(source.name).Add(source.content);
  }
  auto plan =
      MakePlan(submission.scaffold, submission.language, submission.sanitized);
  if (!plan.ok()) return plan.status();
  planned.plan = *std::move(plan);
  if (planned.plan.schedules) {
    name.Add("schedules");
    name.Add(planned.plan.parts[*planned.plan.schedules].name);
  }
  if (planned.plan.headers) {
    name.Add(planned.plan.parts[*planned.plan.headers].name);
  }
  for (const std::size_t i : planned.plan.preludes()) {
    name.Add(planned.plan.parts[i].name);
  }
  for (const std::size_t i : planned.plan.objects) {
    name.Add(planned.plan.parts[i].name);
  }
  if (planned.plan.folder) {
    name.Add(planned.plan.parts[*planned.plan.folder].name);
  }
  if (submission.sanitized) name.Add("sanitized").Add(submission.sanitizers);
  if (!submission.entry_point.empty()) {
    name.Add("entry point").Add(submission.entry_point);
  }
  AddConstructRules(submission, name);
  AddDeductions(submission, name);
  planned.name = name.Digest();
  ContentHash hash("run 2");
  hash.Add(planned.name);
  if (!submission.scaffold.empty()) {
    hash.Add(planned.plan.parts[planned.plan.driver].name);
    if (planned.plan.folder) {
      hash.Add(planned.plan.parts[*planned.plan.folder].name);
    }
  }
  planned.hash = hash.Digest();
  return planned;
}

// Says how `build`, whose result lies in `folder`, is run.
void AddCommand(const BuildPlan& planned,
                const std::vector<CacheEntryPtr>& entries,
                const fs::path& folder, Build& build) {
  const Submission& submission = planned.submission;
  const Language& language = submission.language;
  const fs::path main = MainFile(submission);
  Placeholders values = {{"folder", {folder.string()}},
                         {"program", {(folder / kProgram).string()}},
                         {"main", {(folder / main).string()}},
                         {"stem", {StemOfMain(submission)}},
                         {"class", {StartClass(submission)}},
                         {"memory", {kMemoryMark}},
                         {"stack", {kStackMark}}};
  build.folder = folder;
  build.hash = planned.hash;
  build.sanitized = submission.sanitized;
  build.explores = planned.plan.schedules.has_value();
  build.runtime_processes = language.runtime_processes;
  build.runtime_memory_bytes = language.runtime_memory_bytes;
  Command& command = build.command;
  command.environment = EnvironmentOf(language, values);
  if (submission.sanitized) command.environment.merge(SanitizerEnvironment());
  command.readable = language.readable;
  command.readable.push_back(folder);
  // A script reads the others where it runs, too: `. ./other.sh`.
  if (submission.scaffold.empty() &&
      absl::c_linear_search(language.toolchain.run, "{main}")) {
    for (const SourceFile& source : submission.sources) {
      if (source.name == main.string()) continue;
      command.files.push_back({source.name, source.content});
    }
  }
  if (submission.scaffold.empty()) {
    command.argv = FillIn(language.toolchain, language.toolchain.run, values);
    return;
  }
  const Plan& plan = planned.plan;
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
  const Suite* const suite = submission.scaffold.suite.get();
  const Toolchain& toolchain = suite != nullptr && IsProgram(suite->framework)
                                   ? driver_toolchain
                                   : language.toolchain;
  command.argv = FillIn(toolchain, toolchain.run_with_driver, values);
  // What a suite's program starts may have to be told.
  if (suite != nullptr && IsBuilt(suite->framework)) {
    command.argv.push_back(kMemoryMark);
  }
}

// What becomes of a submission that was refused when it was loaded.
Build Refused(const Refusal& refusal) {
  Build build;
  build.reason = refusal.reason;
  build.message =
      absl::StrCat("Nothing here can be graded: ", refusal.message, ".");
  if (refusal.line > 0) {
    build.diagnostics.push_back({refusal.file,
                                 refusal.line,
                                 refusal.column,
                                 Severity::kError,
                                 refusal.message,
                                 {}});
  }
  return build;
}

// A build that is in the cache.
std::optional<Build> Take(const CacheEntryPtr& entry) {
  if (entry == nullptr) return std::nullopt;
  std::optional<Build> build =
      DecodeBuildResult(ReadFile(*entry / kResult).value_or(""));
  if (build) build->entries = {entry};
  return build;
}

absl::StatusOr<CacheEntryPtr> Keep(const BuildPlan& planned, const Build& build,
                                   const fs::path& folder, Cache& cache) {
  const CacheTexts result = {{kResult, EncodeBuildResult(build)}};
  if (!build.ok) return cache.Store(planned.name, folder, {}, result);
  std::error_code error;
  const bool has_more = fs::exists(folder / kSuiteFolder, error);
  if (IsOneProgram(planned.submission.language.toolchain) && !has_more) {
    return cache.Store(planned.name, folder, {kProgram}, result);
  }
  return cache.StoreTree(planned.name, folder, result);
}

}  // namespace

absl::StatusOr<Build> BuildSubmission(const Submission& submission,
                                      const Workshop& workshop) {
  if (submission.refusal) return Refused(*submission.refusal);
  const auto planned = MakeBuildPlan(submission);
  if (!planned.ok()) return planned.status();
  const auto entries = Prepare(planned->plan, submission.scaffold,
                               submission.language, workshop);
  if (!entries.ok()) return entries.status();
  if (workshop.reuse && !workshop.renew) {
    if (auto build = Take(workshop.cache.Find(planned->name))) {
      build->cached = true;
      AddCommand(*planned, *entries, build->entries.front()->folder(), *build);
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
  auto build =
      Compile(submission, planned->plan, *entries, *folder, workshop.runner);
  if (!build.ok()) return build;
  if (absl::Status here =
          CheckSanitizersAreHere(submission, build->log, workshop.runner);
      !build->ok && !here.ok()) {
    return here;
  }
  if (absl::Status known =
          CheckWarningsAreKnown(submission, build->log, workshop.runner);
      !known.ok()) {
    return known;
  }
  if (build->ok && !submission.deductions.empty()) {
    auto style = CheckStyle(submission, planned->plan, *entries, *folder,
                            build->log, workshop.runner);
    if (!style.ok()) return style.status();
    build->style = *std::move(style);
  }
  fs::path result = *folder;
  // Where a compiler is stopped depends on the machine, too.
  if (workshop.reuse && !build->stopped) {
    if (workshop.renew) workshop.cache.Forget(planned->name);
    auto kept = Keep(*planned, *build, *folder, workshop.cache);
    if (!kept.ok()) return kept.status();
    std::error_code ignored;
    fs::remove_all(*folder, ignored);
    result = (*kept)->folder();
    build->entries.push_back(*std::move(kept));
  }
  AddCommand(*planned, *entries, result, *build);
  build->entries.insert(build->entries.end(), entries->begin(), entries->end());
  return build;
}

absl::StatusOr<std::optional<Build>> FindBuild(const Submission& submission,
                                               const Cache& cache) {
  if (submission.refusal) return Refused(*submission.refusal);
  const auto planned = MakeBuildPlan(submission);
  if (!planned.ok()) return planned.status();
  auto build = Take(cache.Find(planned->name));
  if (!build) return std::nullopt;
  // A run takes nothing but its driver, and its adapter where that is no part
  // of the program.
  std::vector<CacheEntryPtr> entries(planned->plan.parts.size());
  if (!submission.scaffold.empty()) {
    for (const std::size_t i :
         {planned->plan.driver,
          planned->plan.folder.value_or(planned->plan.driver)}) {
      entries[i] = cache.Find(planned->plan.parts[i].name);
      if (entries[i] == nullptr) return std::nullopt;
      build->entries.push_back(entries[i]);
    }
  }
  build->cached = true;
  AddCommand(*planned, entries, build->entries.front()->folder(), *build);
  return build;
}

void RemoveBuild(const Build& build, const Workspace& workspace) {
  const fs::path inside = build.folder.lexically_relative(workspace.path());
  if (inside.empty() || *inside.begin() == "..") return;
  std::error_code ignored;
  fs::remove_all(build.folder, ignored);
}

}  // namespace grader
