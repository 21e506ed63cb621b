#include "grader/execute/compile.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/execute/build_messages.h"
#include "grader/execute/build_steps.h"
#include "grader/execute/construct_check.h"
#include "grader/execute/framework_rules.h"
#include "grader/execute/instances.h"
#include "grader/execute/link.h"
#include "grader/execute/program_start.h"
#include "grader/execute/sanitizers.h"
#include "grader/execute/style_warnings.h"
#include "grader/execute/suite_build.h"
#include "grader/execute/taken_names.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/files.h"
#include "grader/problem/suite.h"
#include "grader/syntax/query_fault.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Whether a command of `toolchain` has to name the file that is run.
bool NamesMain(const Toolchain& toolchain) {
  std::vector<CommandTemplate> commands = toolchain.build;
  commands.push_back(toolchain.run);
  commands.push_back(toolchain.run_with_driver);
  for (const CommandTemplate& words : commands) {
    if (std::find(words.begin(), words.end(), "{main}") != words.end()) {
      return true;
    }
  }
  return false;
}

// Compiles one submission in `folder`.
class Compilation {
 public:
  Compilation(const Submission& submission, const Plan& plan,
              const std::vector<CacheEntryPtr>& entries, const fs::path& folder,
              Runner& runner)
      : submission_(submission),
        plan_(plan),
        language_(submission.language),
        entries_(entries),
        folder_(folder),
        runner_(runner),
        steps_(submission, folder, runner) {}

  absl::StatusOr<Build> Run() {
    build_.ok = true;
    if (!ProgramHasRoom()) return std::move(build_);
    if (absl::Status made = MakeProgram(); !made.ok()) return made;
    if (build_.ok && !submission_.construct_rules.empty()) {
      const absl::Status checked = HoldAgainstRules();
      if (!checked.ok()) return checked;
    }
    OwnSources own;
    for (const SourceFile& source : submission_.sources) {
      own[source.name] = source.content;
    }
    // What tests ask for is told at their line, not at their framework's.
    std::map<std::string, std::string> tests;
    for (const std::string& name : plan_.suite) {
      tests[name] =
          ReadFile(entries_[*plan_.headers]->folder() / name).value_or("");
      own[name] = tests[name];
    }
    std::vector<Diagnostic> read =
        ParseDiagnostics(language_.diagnostics, build_.log, own);
    std::move(build_.diagnostics.begin(), build_.diagnostics.end(),
              std::back_inserter(read));
    build_.diagnostics = std::move(read);
    RestoreNames();
    SortByInterest(submission_, build_.diagnostics);
    if (build_.ok) RequireProgram();
    return std::move(build_);
  }

 private:
  absl::Status MakeProgram() {
    if (language_.toolchain.links()) return CompileAndLink();
    if (IsBuiltWithSuite(submission_, plan_)) return BuildWithSuite();
    return RunCommands();
  }

  bool ProgramHasRoom() {
    const std::string folder = absl::StrCat(kProgram, "/");
    for (const SourceFile& source : submission_.sources) {
      build_.ok &= !absl::StartsWith(source.name, folder);
    }
    if (build_.ok) return true;
    build_.reason = "file_name";
    build_.message = absl::StrCat("What is compiled is called \"", kProgram,
                                  "\" here: rename the folder of that name.");
    return false;
  }

  // Every file is compiled, whatever became of the others, so that the learner
  // sees all there is to mend.
  absl::Status CompileAndLink() {
    Refuse(TakenNames(submission_, plan_, ""));
    RefuseNamesOfFramework();
    std::vector<std::string> own;
    for (const std::string& source : SourceNames(submission_)) {
      if (IsIncludedByTests(source)) continue;
      own.push_back(source + ".o");
      const absl::Status done =
          CompileOne(source, own.back(), OptionsOf(source));
      if (!done.ok() || stopped_at_limit_) return done;
    }
    for (const std::string& source : plan_.suite) {
      own.push_back(absl::StrReplaceAll(source, {{"/", "."}}) + ".o");
      const absl::Status done =
          CompileOne((*entries_[*plan_.headers] / source).string(), own.back(),
                     OptionsOfSuite());
      if (!done.ok() || stopped_at_limit_) return done;
    }
    if (!build_.ok) return absl::OkStatus();
    return Step(LinkerCommand(),
                {{"objects", ObjectsToLink(plan_, entries_, std::move(own))},
                 {"program", {kProgram}}});
  }

  // The linker itself, where it is known how the compiler calls it: to start a
  // compiler takes a fifth of the time that linking does.
  CommandTemplate LinkerCommand() const {
    CommandTemplate words;
    if (plan_.linking) {
      words = absl::StrSplit(
          ReadFile(*entries_[*plan_.linking] / kLinkerWords).value_or(""), '\0',
          absl::SkipEmpty());
    }
    return words.empty() ? LinkCommand(submission_, plan_) : words;
  }

  // Tests may include a source as if it were a header.
  bool IsIncludedByTests(const std::string& source) const {
    return !plan_.suite.empty() && submission_.scaffold.suite != nullptr &&
           submission_.scaffold.suite->submission == source;
  }

  absl::Status CompileOne(const std::string& source, const std::string& object,
                          std::vector<std::string> options) {
    return Step(language_.toolchain.compile, {{"source", {source}},
                                              {"object", {object}},
                                              {"options", std::move(options)}});
  }

  absl::Status RunCommands() {
    const std::string main = MainFile(submission_);
    if (main.empty() && NamesMain(language_.toolchain)) {
      build_.ok = false;
      build_.diagnostics.push_back(WhichIsMain(OutermostSources(submission_)));
      return absl::OkStatus();
    }
    Refuse(TakenNames(submission_, plan_, main));
    const std::vector<std::string> sources = SourceNames(submission_);
    Placeholders values = {{"sources", sources},
                           {"main", {main}},
                           {"stem", {StemOfMain(submission_)}},
                           {"program", {kProgram}},
                           {"folder", {folder_.string()}}};
    for (const CommandTemplate& words : language_.toolchain.build) {
      const bool for_each = Names(words, "{source}");
      for (const std::string& source : sources) {
        values["source"] = {source};
        const absl::Status done = Step(words, values);
        if (!done.ok() || stopped_at_limit_) return done;
        if (!for_each) break;
      }
      if (!build_.ok) break;
    }
    return absl::OkStatus();
  }

  absl::Status BuildWithSuite() {
    Refuse(TakenNames(submission_, plan_, ""));
    if (!build_.ok) return absl::OkStatus();
    const auto exit_code = Step(SuiteBuildCommand(
        submission_, entries_[*plan_.folder]->folder(), folder_));
    if (!exit_code.ok()) return exit_code.status();
    if (*exit_code == kUsesFrameworkExit) UsesFramework();
    if (*exit_code == kLacksExit) {
      return absl::FailedPreconditionError(
          absl::StripTrailingAsciiWhitespace(build_.log));
    }
    return absl::OkStatus();
  }

  // After the compiler, which has more to say of a text that it cannot read.
  absl::Status HoldAgainstRules() {
    const auto command = RulesCommand(submission_);
    if (!command.ok()) return command.status();
    const auto result = steps_.Run(*command);
    if (!result.ok()) return result.status();
    build_.wall_time += result->wall_time;
    // It may be a query that is too much for it.
    if (result->limit || result->signal) {
      const auto bad = BadQueries(submission_.construct_rules, runner_);
      if (!bad.ok()) return bad.status();
      if (!bad->empty()) return absl::InvalidArgumentError(bad->front());
    }
    if (result->limit) {
      Stop(*result->limit);
      return absl::OkStatus();
    }
    if (result->exit_code == kQueryFaultExit) {
      return BadQuery(submission_.construct_rules, result->output);
    }
    // A text made for it can end a parser, or exhaust it: then nobody can tell
    // what is in it.
    if (result->signal || result->exit_code == kTooManyMatchesExit) {
      build_.ok = false;
      build_.reason = "construct_rule";
      build_.message =
          "The program cannot be read for what this problem forbids or "
          "requires: is it nested very deeply?";
      return absl::OkStatus();
    }
    const auto matches = DecodeMatches(result->output);
    if (!result->ok || !matches) {
      return absl::InternalError(
          absl::StrCat("the parser failed: ", result->output));
    }
    std::vector<Diagnostic> broken =
        BrokenRules(submission_.construct_rules, *matches, submission_.sources);
    if (broken.empty()) return absl::OkStatus();
    build_.ok = false;
    build_.reason = "construct_rule";
    build_.message = BrokenRulesInWords(broken);
    build_.diagnostics = std::move(broken);
    return absl::OkStatus();
  }

  void Stop(Limit limit) {
    build_.ok = false;
    build_.stopped = true;
    stopped_at_limit_ = true;
    build_.reason = ReasonOfLimit(limit);
    build_.message = StoppedMessage(limit, language_.build_limits);
  }

  static bool Names(const CommandTemplate& words, absl::string_view mark) {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) {
      return absl::StrContains(word, mark);
    });
  }

  // Tools that find no error may still make nothing: of a library, or of a
  // program without a beginning.
  void RequireProgram() {
    const Toolchain& toolchain = language_.toolchain;
    if (!IsOneProgram(toolchain)) return;
    // Go makes a library of a package of another name, without a word.
    std::error_code error;
    const fs::file_status made = fs::symlink_status(folder_ / kProgram, error);
    if (fs::is_regular_file(made) &&
        (made.permissions() & fs::perms::owner_exec) != fs::perms::none) {
      return;
    }
    build_.ok = false;
    build_.reason = "no_program";
    build_.message = absl::StrCat(
        "The compiler found no error, but made no program: is there a `main` ",
        "to start with (in Go, also in `package main`)?");
  }

  void RestoreNames() {
    for (Diagnostic& diagnostic : build_.diagnostics) {
      const auto name = submission_.handed_in_as.find(diagnostic.file);
      if (name != submission_.handed_in_as.end()) {
        diagnostic.file = name->second;
      }
    }
  }

  void Refuse(std::vector<Diagnostic> diagnostics) {
    build_.ok &= diagnostics.empty();
    std::move(diagnostics.begin(), diagnostics.end(),
              std::back_inserter(build_.diagnostics));
  }

  // What would have tests that are compiled with it mean something else.
  void RefuseNamesOfFramework() {
    if (plan_.framework == nullptr) return;
    std::vector<Diagnostic> broken =
        FrameworkRulesBroken(submission_, *plan_.framework);
    if (!broken.empty()) UsesFramework();
    Refuse(std::move(broken));
  }

  void UsesFramework() {
    build_.reason = "framework_name";
    build_.message =
        "The program uses what belongs to the framework of the tests, which "
        "it is compiled with.";
  }

  // What the submission is built with; the driver is none of its business.
  std::vector<CacheEntryPtr> Shared() const {
    std::vector<CacheEntryPtr> shared;
    if (plan_.headers) shared.push_back(entries_[*plan_.headers]);
    for (const std::size_t i : plan_.preludes()) {
      shared.push_back(entries_[i]);
    }
    if (plan_.schedules) shared.push_back(entries_[*plan_.schedules]);
    for (const std::size_t i : plan_.objects) shared.push_back(entries_[i]);
    if (IsBuiltWithSuite(submission_, plan_)) {
      shared.push_back(entries_[*plan_.folder]);
    }
    return shared;
  }

  std::vector<std::string> Options() const {
    std::vector<std::string> options;
    if (submission_.sanitized) options = SanitizeOptions(submission_);
    if (plan_.schedules) options = language_.toolchain.with_schedules;
    for (std::string& warning : WarningOptions(submission_)) {
      options.push_back(std::move(warning));
    }
    for (const std::string& folder : FoldersToInclude(submission_)) {
      options.push_back(absl::StrCat("-I", folder_.string(), "/", folder));
    }
    if (!plan_.headers) return options;
    if (!submission_.scaffold.support.empty()) {
      const std::vector<std::string>& driven = language_.toolchain.with_driver;
      options.insert(options.end(), driven.begin(), driven.end());
    }
    options.push_back("-I" + entries_[*plan_.headers]->folder().string());
    return options;
  }

  std::vector<std::string> OptionsOf(const std::string& source) const {
    std::vector<std::string> options = Options();
    // What a suite brings is for its tests.
    if (plan_.suite.empty()) {
      AddPrelude(PreludeOf(source), options);
    }
    return options;
  }

  // Tests include what they test by its name.
  std::vector<std::string> OptionsOfSuite() const {
    std::vector<std::string> options = Options();
    AddPrelude(plan_.prelude, options);
    options.push_back("-I" + folder_.string());
    return options;
  }

  void AddPrelude(std::optional<std::size_t> part,
                  std::vector<std::string>& options) const {
    if (!part) return;
    options.insert(options.end(),
                   {"-include", (*entries_[*part] / kPreludeHeader).string()});
  }

  std::optional<std::size_t> PreludeOf(const std::string& name) const {
    const auto source = absl::c_find_if(
        submission_.sources,
        [&name](const SourceFile& file) { return file.name == name; });
    std::optional<std::size_t> prelude = plan_.prelude;
    for (const std::size_t i : plan_.instances) {
      if (!MayUseInstances(plan_.parts[i].texts.front().content,
                           submission_.sources, *source)) {
        break;
      }
      prelude = i;
    }
    return prelude;
  }

  absl::Status Step(const CommandTemplate& words, const Placeholders& values) {
    return Step(BuildCommand(language_, words, values, folder_)).status();
  }

  // Its exit code, where it has one; a failure is none of ours.
  absl::StatusOr<int> Step(Command command) {
    for (const CacheEntryPtr& entry : Shared()) {
      command.readable.push_back(entry->folder());
    }
    const auto result = steps_.Run(command);
    if (!result.ok()) return result.status();
    build_.wall_time += result->wall_time;
    absl::StrAppend(&build_.log, WithoutOurPaths(result->output));
    if (result->ok) return 0;
    build_.ok = false;
    build_.stopped |= result->limit || result->signal || result->unsure;
    if (result->limit) {
      Stop(*result->limit);
    } else if (result->signal) {
      build_.message = absl::StrCat("The compiler crashed (signal ",
                                    *result->signal, ") on the program.");
    }
    return result->exit_code.value_or(0);
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

  const Submission& submission_;
  const Plan& plan_;
  const Language& language_;
  const std::vector<CacheEntryPtr>& entries_;
  const fs::path& folder_;
  Runner& runner_;
  BuildSteps steps_;
  bool stopped_at_limit_ = false;
  Build build_;
};

}  // namespace

bool IsOneProgram(const Toolchain& toolchain) {
  return !toolchain.run.empty() && toolchain.run.front() == "{program}";
}

absl::StatusOr<Build> Compile(const Submission& submission, const Plan& plan,
                              const std::vector<CacheEntryPtr>& entries,
                              const fs::path& folder, Runner& runner) {
  return Compilation(submission, plan, entries, folder, runner).Run();
}

}  // namespace grader
