#include "grader/execute/oracle.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/execute/author_program.h"
#include "grader/execute/build_messages.h"
#include "grader/execute/case_command.h"
#include "grader/execute/checker_score.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/known_run.h"
#include "grader/execute/wire.h"
#include "grader/problem/interactor.h"
#include "grader/problem/readable.h"
#include "grader/problem/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxGeneratedBytes = 16 * kMiB;
// Names of the ICPC problem package format.
constexpr char kFeedback[] = "feedback/";
constexpr char kJudgeMessage[] = "judgemessage.txt";
constexpr char kJudgeError[] = "judgeerror.txt";
constexpr char kTeamMessage[] = "teammessage.txt";
// What a program prints, among the files that it leaves.
constexpr char kPrinted[] = "";

using FeedbackFiles = std::map<std::string, std::string>;  // by name

// What an author's program that ended so has said of the submission.
absl::Status TakeVerdict(const Checker& checker, const Termination& end,
                         const FeedbackFiles& feedback, const CapturedText& err,
                         Observation& observation) {
  observation.checker_end = end;
  if (const auto file = feedback.find(kTeamMessage); file != feedback.end()) {
    observation.checker_message = file->second;
  }
  if (const auto file = feedback.find(kJudgeMessage); file != feedback.end()) {
    observation.judge_message = file->second;
  }
  if (end != Termination(Exited{kCheckerAccepts}) &&
      end != Termination(Exited{kCheckerRejects})) {
    // What a program that fails has to say is in a file for it, or on its
    // stderr, at the end.
    const auto error = feedback.find(kJudgeError);
    for (const std::string& said :
         {error == feedback.end() ? std::string() : error->second,
          err.tail.empty() ? err.head : err.tail}) {
      if (said.empty()) continue;
      absl::StrAppend(&observation.checker_message,
                      observation.checker_message.empty() ? "" : "\n", said);
    }
  }
  if (checker.passes > 1) {
    observation.checker_feedback = feedback;
    // The score is that of the last pass.
    if (feedback.contains(kNextPass)) return absl::OkStatus();
  }
  const absl::StatusOr<double> share =
      ShareFrom(checker, end == Termination(Exited{kCheckerAccepts}), feedback);
  if (!share.ok()) return share.status();
  observation.checker_share = *share;
  return absl::OkStatus();
}

// An interactor that was ended with the submission has said nothing of it.
absl::Status TakeInteraction(const Checker& checker, Observation& observation) {
  const std::optional<Interaction>& seen = observation.interaction;
  if (!seen || !seen->end) return absl::OkStatus();
  return TakeVerdict(checker, *seen->end, seen->feedback, seen->err,
                     observation);
}

absl::Status FailedToMake(absl::string_view what, const TestCase& test_case,
                          const absl::Status& why) {
  return absl::Status(
      why.code(), absl::StrCat("the author's program for ", what, " of case \"",
                               test_case.name, "\": ", why.message()));
}

bool IsFromReference(const TextExpectation& text) {
  return std::holds_alternative<FromReference>(text);
}

bool AsksReference(const Expectation& expect) {
  return (expect.out && IsFromReference(*expect.out)) ||
         (expect.err && IsFromReference(*expect.err)) ||
         absl::c_any_of(expect.files, [](const auto& file) {
           return IsFromReference(file.second);
         });
}

// Puts what the reference printed and wrote where that is expected.
absl::Status TakeFromReference(const Observation& seen, Expectation& expect) {
  if (expect.out && IsFromReference(*expect.out)) {
    expect.out = ExactText{seen.out.Joined()};
  }
  if (expect.err && IsFromReference(*expect.err)) {
    expect.err = ExactText{seen.err.Joined()};
  }
  for (auto& [name, text] : expect.files) {
    if (!IsFromReference(text)) continue;
    const auto written = seen.files.find(name);
    if (written == seen.files.end()) {
      return absl::InternalError(absl::StrCat(
          "the reference solution does not write the file ", Quoted(name)));
    }
    text = ExactText{written->second};
  }
  return absl::OkStatus();
}

}  // namespace

Oracle::Oracle(const Problem& problem, std::string language, ClockKind clock,
               const Workshop& workshop)
    : problem_(problem),
      language_(std::move(language)),
      clock_(clock),
      workshop_(workshop) {}

absl::Status Oracle::Prepare(TestCase& test_case) {
  if (test_case.generator) {
    if (absl::Status made = Generate(test_case); !made.ok()) return made;
  }
  Checker* const checker = test_case.expect.out
                               ? std::get_if<Checker>(&*test_case.expect.out)
                               : nullptr;
  if (checker == nullptr || checker->solution.empty()) return absl::OkStatus();
  TestCase run;
  run.args = test_case.args;
  run.files = test_case.files;
  run.input = test_case.input;
  auto made = Make(checker->solution, {}, run);
  if (!made.ok()) return FailedToMake("the answer", test_case, made.status());
  checker->answer = std::move((*made)[kPrinted]);
  checker->solution.clear();
  return absl::OkStatus();
}

absl::Status Oracle::Generate(TestCase& test_case) {
  const Generator& generator = *test_case.generator;
  TestCase run;
  run.args = generator.args;
  auto made = Make(generator.program, generator.with, run);
  if (!made.ok()) return FailedToMake("the input", test_case, made.status());
  const auto input = made->find(absl::StrCat(kGeneratedName, ".in"));
  test_case.input =
      std::move(input != made->end() ? input->second : (*made)[kPrinted]);
  const auto answer = made->find(absl::StrCat(kGeneratedName, ".ans"));
  if (answer == made->end() || !test_case.expect.out) return absl::OkStatus();
  if (auto* checker = std::get_if<Checker>(&*test_case.expect.out)) {
    checker->answer = std::move(answer->second);
    checker->solution.clear();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::map<std::string, std::string>> Oracle::Make(
    const fs::path& program, const std::vector<fs::path>& with,
    const TestCase& run) {
  const absl::StatusOr<const Build*> build = AuthorProgram(program, with);
  if (!build.ok()) return build.status();
  TestCase made = run;
  made.limits.elapsed = made.limits.cpu = made.limits.wall = absl::Minutes(1);
  made.limits.memory_bytes = 2048 * kMiB;
  made.limits.output_bytes = kMaxGeneratedBytes;
  Command command = CommandFor(**build, made, Command().clock);
  for (const char* extension : {".in", ".ans"}) {
    command.collect.push_back(absl::StrCat(kGeneratedName, extension));
  }
  const Limits limits = LimitsFor(**build, made);
  // The same for all submissions, even if a program goes by chance.
  const std::string name = (*build)->hash.empty()
                               ? ""
                               : ContentHash("made 1")
                                     .Add((*build)->hash)
                                     .Add(EncodeRequest({command, limits}))
                                     .Digest();
  const Workshop of_author = workshop_.OfAuthor();
  std::optional<Observation> seen = FindRun(name, of_author);
  if (!seen) {
    auto observation = workshop_.runner.Run(command, limits);
    if (!observation.ok()) return observation.status();
    if (observation->termination != Termination(Exited{0}) ||
        observation->out.omitted > 0) {
      return absl::InternalError(absl::StrCat(
          program.filename().string(), " failed: ", observation->err.Joined()));
    }
    KeepRun(name, *observation, of_author);
    seen = *std::move(observation);
  }
  std::map<std::string, std::string> files = std::move(seen->files);
  files[kPrinted] = seen->out.Joined();
  return files;
}

absl::Status Oracle::Consult(TestCase& test_case, Observation& observation) {
  const TestCase asked = test_case;
  Expectation& expect = test_case.expect;
  if (AsksReference(expect)) {
    const auto seen = RunReference(asked);
    if (!seen.ok()) return seen.status();
    if (absl::Status taken = TakeFromReference(*seen, expect); !taken.ok()) {
      return taken;
    }
  }
  if (expect.out) {
    // Without a program it is the default validator, which judge/ is itself.
    if (const auto* checker = std::get_if<Checker>(&*expect.out);
        checker != nullptr && !checker->program.empty()) {
      return checker->interactive ? TakeInteraction(*checker, observation)
                                  : RunChecker(*checker, asked, observation);
    }
  }
  return absl::OkStatus();
}

absl::Status Oracle::BuildReference() {
  auto submission = LoadReference(problem_, language_);
  if (!submission.ok()) submission = LoadReference(problem_, "");
  if (!submission.ok()) return submission.status();
  auto build = BuildSubmission(*submission, workshop_);
  if (!build.ok()) return build.status();
  if (!build->ok) {
    return absl::InternalError(
        absl::StrCat("the reference solution does not compile:\n",
                     ErrorsInWords(build->diagnostics, build->log)));
  }
  reference_ = *std::move(build);
  return absl::OkStatus();
}

absl::StatusOr<Observation> Oracle::RunReference(const TestCase& test_case) {
  if (!reference_) {
    if (absl::Status built = BuildReference(); !built.ok()) return built;
  }
  const absl::StatusOr<CaseRun> run = RunFor(*reference_, test_case);
  if (!run.ok()) return run.status();
  const auto& [command, limits, name] = *run;
  if (auto known = FindRun(name, workshop_)) return *std::move(known);
  auto observation = workshop_.runner.Run(command, limits);
  if (!observation.ok()) return observation.status();
  if (observation->termination !=
      Termination(Exited{test_case.expect.exit_code})) {
    return absl::InternalError(absl::StrCat(
        "the reference solution fails in case \"", test_case.name, "\""));
  }
  KeepRun(name, *observation, workshop_);
  return observation;
}

absl::StatusOr<const Build*> Oracle::AuthorProgram(
    const fs::path& program, const std::vector<fs::path>& with) {
  std::vector<fs::path> files = with;
  files.insert(files.begin(), program);
  auto known = programs_.find(files);
  if (known == programs_.end()) {
    auto build = BuildAuthorProgram(problem_, program, workshop_, with);
    if (!build.ok()) return build.status();
    known = programs_.emplace(std::move(files), *std::move(build)).first;
  }
  return &known->second;
}

absl::StatusOr<CaseRun> Oracle::RunFor(const Build& build,
                                       const TestCase& test_case) {
  CaseRun run = {CommandFor(build, test_case, clock_),
                 LimitsFor(build, test_case), ""};
  bool has_name = true;
  if (const Checker* interactor = InteractorOf(test_case)) {
    const absl::StatusOr<const Build*> program =
        AuthorProgram(interactor->program);
    if (!program.ok()) return program.status();
    AddInteractor(**program, *interactor, run.command, run.limits);
    has_name = !(*program)->hash.empty();
  }
  if (has_name) run.name = RunName(build, run.command, run.limits, workshop_);
  return run;
}

absl::StatusOr<Observation> Oracle::RunProgram(
    const fs::path& program, const TestCase& run,
    const std::vector<std::string>& collect) {
  const absl::StatusOr<const Build*> build = AuthorProgram(program);
  if (!build.ok()) return build.status();
  Command command = CommandFor(**build, run, Command().clock);
  command.collect = collect;
  command.readable.push_back(problem_.directory);
  return workshop_.runner.Run(command, LimitsFor(**build, run));
}

absl::Status Oracle::RunChecker(const Checker& checker,
                                const TestCase& test_case,
                                Observation& observation) {
  TestCase run;
  // Some write to the folder's name with a file's behind it, as it is.
  run.args = {"input", "answer", kFeedback};
  run.args.insert(run.args.end(), checker.args.begin(), checker.args.end());
  run.input = observation.out.Joined();
  run.files = {{"input", test_case.input},
               {"answer", checker.answer},
               {absl::StrCat(kFeedback, kTeamMessage), ""}};  // and the folder
  for (const auto& [name, content] : checker.feedback) {
    run.files.push_back({absl::StrCat(kFeedback, name), content});
  }
  run.limits = checker.limits;
  std::vector<std::string> collect;
  if (checker.passes > 1) collect.emplace_back(kFeedback);
  for (const char* name : {kTeamMessage, kJudgeMessage, kJudgeError, kScoreFile,
                           kMultiplierFile}) {
    collect.push_back(absl::StrCat(kFeedback, name));
  }
  const auto verdict = RunProgram(checker.program, run, collect);
  if (!verdict.ok()) return verdict.status();
  FeedbackFiles feedback;
  for (const auto& [name, content] : verdict->files) {
    feedback[std::string(absl::StripPrefix(name, kFeedback))] = content;
  }
  return TakeVerdict(checker, verdict->termination, feedback, verdict->err,
                     observation);
}

}  // namespace grader
